"""The first page of what is open: five figures with all that belongs to them, and the newest."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from sanwen.core.dates import day_words, local_day
from sanwen.core.moment import MomentRequest
from sanwen.integrity.audit import heads
from sanwen.methods.rates import Rate
from sanwen.openness import choosing
from sanwen.openness.definitions import every
from sanwen.openness.models import Checkpoint
from sanwen.openness.shown import matters as shown
from sanwen.verdict.scorecards import public
from sanwen.verdict.scorecards.card import Card
from sanwen.verdict.scorecards.models import Length
from sanwen.verdict.scorecards.periods import containing
from sanwen.verdict.scorecards.sheet import months, sheet

NEWEST = 8


@dataclass(frozen=True, slots=True)
class Figure:
    label: str | Promise
    rate: Rate


@login_not_required
@require_safe
def home(request: MomentRequest) -> HttpResponse:
    quarter = containing(local_day(request.now), Length.QUARTER).before()
    whole = public.card(sheet(quarter).card, months(quarter, None))
    checkpoint = Checkpoint.objects.first()
    context = {
        "quarter": quarter,
        "figures": figures(whole),
        "workload": whole.workload,
        "rows": [shown.row(one) for one in choosing.newest(NEWEST)],
        "checkpoint": checkpoint,
        "head": heads.readable(checkpoint.text) if checkpoint else None,
        "day": day_words(checkpoint.day) if checkpoint else "",
    }
    return render(request, "openness/home.html", context)


def figures(card: Card) -> list[Figure]:
    """The first is what people found; none of them is what a unit says of itself."""
    against = {one.name: one.rate for one in card.counters}
    return [
        Figure(_("Solved, as the people find for whom it was done"), card.solved),
        Figure(_("Somebody contacted them"), card.contact),
        Figure(_("Ended by the day that was promised first"), against["in_time"]),
        Figure(_("Taken up again after an answer"), against["reopened"]),
        Figure(_("Came back within 90 days"), against["came_back"]),
    ]


@login_not_required
@require_safe
def definitions(request: MomentRequest) -> HttpResponse:
    return render(request, "openness/definitions.html", {"parts": every()})
