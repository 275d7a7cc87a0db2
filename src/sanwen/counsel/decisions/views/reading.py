"""The page that everybody reads: what was decided, and for each opinion what became of it."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sanwen.core.dates import day_words
from sanwen.core.moment import MomentRequest
from sanwen.counsel.consultations.models import Consultation
from sanwen.counsel.decisions import shown
from sanwen.counsel.decisions.gates import gates
from sanwen.counsel.decisions.models import Decision, Version


@never_cache
@require_safe
def decision(request: MomentRequest, number: int) -> HttpResponse:
    asked, one = _asked(number)
    return _page(request, asked, one, one.published if one else None)


@never_cache
@require_safe
def version(request: MomentRequest, number: int, version: int) -> HttpResponse:
    """A draft, or a decision before it was amended: whatever was published stays readable."""
    asked, one = _asked(number)
    out = Version.objects.published().filter(decision=one) if one else Version.objects.none()
    return _page(request, asked, one, get_object_or_404(out, number=version))


def _asked(number: int) -> tuple[Consultation, Decision | None]:
    public = Consultation.objects.public().select_related("unit")
    asked = get_object_or_404(public, pk=number)
    if asked.source:
        # It came from another system; it was never asked here.
        raise Http404
    return asked, Decision.objects.filter(consultation=asked).first()


def _page(
    request: MomentRequest, asked: Consultation, one: Decision | None, out: Version | None
) -> HttpResponse:
    today = localdate(request.now)
    current = one.published if one else None
    context = {
        "asked": asked,
        "unit": asked.unit.name_in(get_language() or ""),
        "decide_by": day_words(asked.decide_by),
        "is_late": today > asked.decide_by,
        "version": shown.version(out, today) if out else None,
        "is_current": out == current,
        "counts": shown.counts(asked),
        "gates": gates(asked, one, today),
        "others": shown.earlier(one, out) if one and out else [],
        "is_withdrawn": bool(asked.withdrawn_at),
    }
    return render(request, "decisions/decision.html", context)
