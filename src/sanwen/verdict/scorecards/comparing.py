"""Units beside the whole: tiers with allowance for what they were given, and their own course."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db.models import Sum

from sanwen.methods.rates import Rate, Standing, Tier, standardised, tiers
from sanwen.verdict.scorecards import profiles
from sanwen.verdict.scorecards.kept import Kept
from sanwen.verdict.scorecards.models import Grain, Tally

# Computed from every cell of the period.
_kept: Kept[dict[int, Tier]] = Kept(seconds=60)


def compared(*, since: date, until: date) -> dict[int, Tier]:
    """By unit, for whole months: indirect standardisation by subject, urgency and town."""
    return _kept.get((since, until), lambda: compare(since=since, until=until))


def compare(*, since: date, until: date) -> dict[int, Tier]:
    """The same as it counts at this moment."""
    rows = list(
        Tally.objects.filter(
            grain=Grain.CELL, day__gte=since, day__lt=until, judged__gt=0, unit__gt=0
        )
        .values_list("category", "urgent", "town", "unit")
        .annotate(hits=Sum("solved"), answered=Sum("judged"))
        .order_by("unit", "category", "urgent", "town")
    )
    if not rows:
        return {}
    found = standardised(
        [row[4] for row in rows],
        [row[5] for row in rows],
        [row[:3] for row in rows],
        [row[3] for row in rows],
    )
    fewest = profiles.over(since, until)[-1].fewest
    return {int(str(tier.unit)): tier for tier in tiers(found, fewest=fewest)}


def stored(tier: Tier | None) -> dict[str, Any] | None:
    """As it is published with a card."""
    return None if tier is None else asdict(tier)


def read(kept: Mapping[str, Any]) -> Tier:
    return Tier(**{**kept, "standing": Standing(kept["standing"])})


def course(months: dict[date, dict[str, int]]) -> list[tuple[date, Rate]]:
    """A unit's own months, oldest first."""
    return [
        (month, Rate(sums["solved"], sums["judged"], sums["asked"]))
        for month, sums in sorted(months.items())
    ]
