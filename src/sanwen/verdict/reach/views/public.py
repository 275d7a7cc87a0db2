"""Did it reach people? The list of checks, and one with its method and what was found."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sanwen.core.dates import day_words, local_day
from sanwen.core.moment import MomentRequest
from sanwen.verdict.reach import shown
from sanwen.verdict.reach.models import Check, Finding
from sanwen.verdict.surveys.states import State

SHOWN = 50


@login_not_required
@never_cache
@require_safe
def checks(request: MomentRequest) -> HttpResponse:
    language = get_language() or ""
    found = Check.objects.public().newest_first().select_related("payer", "survey")
    before = request.GET.get("before", "")
    if before.isdecimal():
        found = found.filter(pk__lt=int(before[:15]))
    page = list(found[: SHOWN + 1])
    context = {
        "lines": [shown.line(check, language) for check in page[:SHOWN]],
        "more": page[SHOWN - 1].pk if len(page) > SHOWN else "",
    }
    return render(request, "reach/checks.html", context)


@login_not_required
@never_cache
@require_safe
def check(request: MomentRequest, number: int) -> HttpResponse:
    known = Check.objects.public().select_related("unit", "payer", "survey")
    one = get_object_or_404(known, pk=number)
    return render(request, "reach/check.html", told(one))


def told(one: Check) -> dict[str, Any]:
    """What the open page and the page of the desk say alike."""
    language, asked = get_language() or "", one.asked
    finding = Finding.objects.filter(check_of=one).first()
    day = local_day(finding.published_at) if finding else None
    return {
        "one": one,
        "asked": asked,
        "line": shown.line(one, language),
        "unit": one.unit.name_in(language),
        "kind": shown.kind_words(one),
        "opens": day_words(asked.opens_on) if asked.opens_on else "",
        "closes": day_words(asked.closes_on) if asked.closes_on else "",
        "seed_on": day_words(asked.seed_on) if asked.seed_on else "",
        "is_withdrawn": asked.state == State.WITHDRAWN,
        "listed": asked.listed.count(),
        "drawn": asked.listed.filter(is_drawn=True).count(),
        "found": shown.found(finding.figures, day) if finding and day else None,
        "published": day_words(day) if day else "",
    }
