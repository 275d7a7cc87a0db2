"""What field checks found: of how many drawn, and what that says of all that were said solved."""

from collections import Counter
from collections.abc import Collection
from datetime import date

from sanwen.methods.surveys import interval
from sanwen.verdict.scorecards.card import Verified
from sanwen.verdict.scorecards.models import FieldCheck, FieldDraw, Finding


def verified(*, since: date, until: date, units: Collection[int] | None = None) -> Verified | None:
    """All draws whose period lies in [since, until). Not of units: samples are small."""
    if units is not None:
        return None
    draws = FieldDraw.objects.filter(since__gte=since, until__lte=until, drawn_at__isnull=False)
    found = Counter(FieldCheck.objects.filter(draw__in=draws).values_list("finding", flat=True))
    if not found:
        return None
    listed = sum(draws.values_list("members__len", flat=True))
    seen = found[Finding.AGREES] + found[Finding.NOT]
    told = interval(found[Finding.AGREES], seen, listed, asked=found.total())
    return Verified(
        agrees=found[Finding.AGREES],
        differs=found[Finding.NOT],
        unclear=found[Finding.UNCLEAR],
        declined=found[Finding.DECLINED],
        open=found[""],
        population=listed,
        low=told.low,
        high=told.high,
    )
