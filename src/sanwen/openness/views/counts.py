"""Counts of what the house did with its powers, for everybody."""

from datetime import date, timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanwen.core.dates import local_day
from sanwen.core.moment import MomentRequest
from sanwen.integrity.conduct.demands import figures as demands
from sanwen.openness import counting
from sanwen.verdict.promises.models import Entry
from sanwen.verdict.scorecards import figures, public
from sanwen.verdict.scorecards.models import Length
from sanwen.verdict.scorecards.periods import containing
from sanwen.verdict.scorecards.sheet import months, sheet
from sanwen.verdict.scorecards.shown import counters
from sanwen.verdict.surveys.models import Survey


@login_not_required
@require_safe
def counts(request: MomentRequest) -> HttpResponse:
    today = local_day(request.now)
    wanted = counting.years(today)
    quarter = containing(today, Length.QUARTER).before()
    card = public.card(sheet(quarter).card, months(quarter, None))
    first, tomorrow = date(min(wanted), 1, 1), today + timedelta(days=1)
    context = {
        "years": wanted,
        "moderation": counting.moderation(),
        "reveals": counting.reveals(wanted),
        "sealed": counting.sealed(wanted),
        "demands": demands.by_year(),
        "exclusions": figures.exclusions(since=first, until=tomorrow),
        "quarter": quarter,
        "counters": counters(card),
        "ledgers": [
            (_("Promises in the ledger"), Entry.objects.public().count()),
            (_("Surveys announced"), Survey.objects.public().count()),
        ],
    }
    return render(request, "openness/counts.html", context)
