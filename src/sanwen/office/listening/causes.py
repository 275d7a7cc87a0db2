"""What comes back after it was solved: the candidates, one with its links, setting one aside."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.models import Matter
from sanwen.office.listening import shown
from sanwen.office.listening.actions import recurring
from sanwen.office.listening.lists import PAGE, number
from sanwen.office.listening.models import Recurrence, RootCause, RootCauseQuerySet
from sanwen.office.listening.rules import DECIDERS, LONGEST, may_read_topics
from sanwen.people.models import User
from sanwen.people.requests import StaffRequest

LINKS = 40


@never_cache
@require_safe
def root_causes(request: StaffRequest) -> HttpResponse:
    may_read_topics(request.user).require()
    seen = RootCause.objects.visible_to(request.user).standing()
    found = _after(seen, request.GET.get("after", "")).most_first()
    page = list(found.select_related("area", "category").defer("area__geometry")[: PAGE + 1])
    last = page[PAGE - 1] if len(page) > PAGE else None
    context = {
        "rows": [shown.cause_row(cause, may_see=False) for cause in page[:PAGE]],
        "after": f"{last.times}~{last.pk}" if last else "",
        "is_further": bool(request.GET.get("after")),
    }
    return render(request, "listening/causes.html", context)


def _after(found: RootCauseQuerySet, after: str) -> RootCauseQuerySet:
    times, _sign, pk = after.partition("~")
    last, row = number(times), number(pk)
    if last is None or row is None:
        return found
    return found.filter(times__lt=last) | found.filter(times=last, pk__lt=row)


@never_cache
@require_safe
def root_cause(request: StaffRequest, pk: int) -> HttpResponse:
    may_read_topics(request.user).require()
    return _page(request, _cause(request.user, pk), refusal="", about=None)


@require_POST
def set_recurrence_aside(request: StaffRequest, pk: int, link: int) -> HttpResponse:
    may_read_topics(request.user).require()
    cause = _cause(request.user, pk)
    seen = Recurrence.objects.visible_to(request.user).filter(cause=cause)
    one = get_object_or_404(seen, pk=link)
    try:
        reason = request.POST.get("reason", "").replace("\0", "")
        recurring.set_aside(recurrence=one, reason=reason, by=request.user)
    except NotAllowed as refusal:
        return _page(request, cause, refusal=str(refusal), about=one.pk, status=422)
    messages.success(request, _("Set aside. The counts follow."))
    return redirect("root_cause", pk)


def _cause(user: User, pk: int) -> RootCause:
    seen = RootCause.objects.visible_to(user).select_related("area", "category")
    return get_object_or_404(seen.defer("area__geometry"), pk=pk)


def _page(
    request: StaffRequest, cause: RootCause, *, refusal: str, about: int | None, status: int = 200
) -> HttpResponse:
    after = number(request.GET.get("after", ""))
    seen = Recurrence.objects.visible_to(request.user).filter(cause=cause)
    seen = seen if after is None else seen.filter(pk__lt=after)
    found = list(seen.select_related("matter", "earlier").order_by("-pk")[: LINKS + 1])
    numbers = [number for one in found for number in (one.matter_id, one.earlier_id)]
    readable = Matter.objects.visible_to(request.user).filter(pk__in=numbers)
    context = {
        "cause": shown.cause_row(cause, may_see=False),
        "links": shown.link_rows(found[:LINKS], dict(readable.values_list("pk", "title"))),
        "after": found[LINKS - 1].pk if len(found) > LINKS else None,
        "may_decide": request.user.holds(*DECIDERS),
        "longest": LONGEST,
        "refusal": refusal,
        "about": about,
        "number": cause.pk,
    }
    return render(request, "listening/cause.html", context, status=status)
