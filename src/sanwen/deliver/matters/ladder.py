"""To which unit each rung leads, and who of it is told: read once for a whole sweep."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sanwen.deliver.matters.models import Rung
from sanwen.people.models import Membership
from sanwen.people.roles import Role
from sanwen.places.models import Unit

TOLD = {
    Rung.HEAD: (Role.UNIT_LEAD,),
    Rung.ABOVE: (Role.UNIT_LEAD, Role.SUPERVISOR),
    Rung.SUPERVISION: (Role.SUPERVISOR,),
}


@dataclass(frozen=True)
class Ladder:
    def to(self, rung: int, lead: int | None, received_by: int) -> int:
        """The lead unit; the level above, where somebody heads it; else who supervises."""
        if rung == Rung.HEAD:
            return lead or received_by
        watching = self._watching(received_by)
        if rung == Rung.SUPERVISION:
            # What no unit has reached the nearest supervisors before; then those above them.
            return watching[0] if lead else watching[-1]
        above = self._headed_above(lead) if lead else None
        return above or watching[0]

    def readers(self, rung: int, unit: int) -> Iterator[int]:
        for role in TOLD[Rung(rung)]:
            yield from self.people.get((unit, role), ())

    @cached_property
    def columns(self) -> dict[str, list[int | None]]:
        """The same for a statement: of each unit the one above, and who watches over it."""
        numbers = sorted(self.units)
        watching = [self._watching(number) for number in numbers]
        above = [self._headed_above(number) for number in numbers]
        return {
            "units": list(numbers),
            "above": above,
            "watch": [some[0] for some in watching],
            "last_watch": [some[-1] for some in watching],
        }

    def _headed_above(self, unit: int) -> int | None:
        above = self.units[unit].parent_id
        return above if above and self._held(above, Role.UNIT_LEAD) else None

    @cached_property
    def units(self) -> dict[int, Unit]:
        return Unit.objects.only("path", "parent", "code").in_bulk()

    @cached_property
    def people(self) -> dict[tuple[int, str], list[int]]:
        held = Membership.objects.now().filter(
            role__in=(Role.UNIT_LEAD, Role.SUPERVISOR), user__is_active=True
        )
        found: dict[tuple[int, str], list[int]] = {}
        for unit, role, user in held.order_by("user").values_list("unit", "role", "user"):
            found.setdefault((unit, role), []).append(user)
        return found

    def _watching(self, unit: int) -> list[int]:
        """Units with a supervisor, from the registering one upwards; itself where there is none."""
        line = [int(one) for one in self.units[unit].path.strip("/").split("/")]
        found = [one for one in reversed(line) if self._held(one, Role.SUPERVISOR)]
        return found[:2] or [unit]

    def _held(self, unit: int, *roles: Role) -> bool:
        return any((unit, role) in self.people for role in roles)
