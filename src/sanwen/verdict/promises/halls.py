"""The service hall stands beside the units that it serves: whom its people reach."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from sanwen.people.models import Membership, User
from sanwen.people.roles import Role
from sanwen.places.models import Unit, UnitKind


def served(person: User, roles: Collection[Role]) -> list[str]:
    """Paths of the superiors of halls in which the person holds one of the roles."""
    return sorted(
        {
            _superior(held.unit)
            for held in person.memberships_now
            if held.role in roles and held.unit.kind == UnitKind.HALL
        }
    )


def _superior(hall: Unit) -> str:
    """The path of the unit above; of a hall without one its own."""
    if hall.parent_id is None:
        return hall.path
    return hall.path[: hall.path.rstrip("/").rfind("/") + 1]


def serves(person: User, unit: Unit, roles: Collection[Role]) -> bool:
    """By a role in the unit or above it, or in the hall beside."""
    return person.covers(unit, *roles) or any(
        unit.path.startswith(path) for path in served(person, roles)
    )


def supervising(unit: Unit) -> QuerySet[Membership]:
    """Supervisors in the unit or above it, and those of the halls that serve it."""
    above = [unit.path[:end] for end in range(1, len(unit.path) + 1)]
    held = Membership.objects.now().filter(role=Role.SUPERVISOR, user__is_active=True)
    beside = Q(unit__kind=UnitKind.HALL, unit__parent__path__in=above)
    return held.filter(Q(unit__path__in=above) | beside)
