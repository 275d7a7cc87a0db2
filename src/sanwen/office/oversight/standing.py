"""How the work stands in somebody's reach; a great count is kept for a minute."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.cache import cache

from sanwen.deliver.matters.models import Recusal
from sanwen.office.oversight import figures
from sanwen.office.oversight.figures import LegTally, Tally
from sanwen.people.models import User

# Up to so many open matters counting is cheap and every page counts anew.
CHEAP = 2_000
KEPT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Standing:
    units: dict[int | None, Tally]
    legs: list[LegTally]
    counted_at: datetime

    @property
    def is_great(self) -> bool:
        return figures.total(self.units.values()).open > CHEAP


def standing(person: User, *, today: date, now: datetime) -> Standing:
    """Whoever has the same reach is shown the same numbers, so they are counted once for all."""
    key = f"standing:{today.isoformat()}:{_reach(person)}"
    kept = cache.get(key)
    if isinstance(kept, Standing) and now - kept.counted_at < KEPT:
        return kept
    counted = Standing(
        figures.by_unit(person, today=today), figures.by_leg(person, today=today), now
    )
    if counted.is_great:
        cache.set(key, counted, KEPT.total_seconds())
    return counted


def _reach(person: User) -> str:
    """What one keeps away from is counted for others and not for them."""
    held = sorted(f"{member.role}{member.unit.path}" for member in person.memberships_now)
    kept = Recusal.objects.kept_from(person).values_list("matter", flat=True)
    held += sorted(str(one) for one in kept)
    return hashlib.sha256(" ".join(held).encode()).hexdigest()[:32]
