"""What people judged in the last quarter that was published, for a leader's one page."""

from dataclasses import dataclass

from sanwen.methods.rates import Rate
from sanwen.verdict.scorecards import public
from sanwen.verdict.scorecards.models import Length, PublishedCard
from sanwen.verdict.scorecards.periods import Period
from sanwen.verdict.scorecards.sheet import months, sheet


@dataclass(frozen=True, slots=True)
class Judged:
    """`solved` as everybody sees it: the page is printed and handed on."""

    period: Period
    solved: Rate


def judged() -> Judged | None:
    quarters = PublishedCard.objects.filter(length=Length.QUARTER, unit=None)
    last = quarters.order_by("-since").first()
    if last is None:
        return None
    period = Period(Length.QUARTER, last.since)
    card = public.card(sheet(period).card, months(period, None))
    return Judged(period, card.solved)
