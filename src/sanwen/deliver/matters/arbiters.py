"""Who is named to decide a dispute: the nearest supervisor of the desk that has no stake in it."""

from sanwen.deliver.matters.models import Matter, Recusal
from sanwen.people.models import Membership, User
from sanwen.people.roles import Role


def named(matter: Matter) -> User | None:
    """Of the registering unit or of the nearest unit above it; None where there is nobody."""
    line = [int(number) for number in matter.received_by.path.strip("/").split("/")]
    held = Membership.objects.now().filter(
        role=Role.SUPERVISOR, unit__in=line, user__is_active=True
    )
    nearest = sorted(
        held.select_related("user", "unit"), key=lambda one: (-len(one.unit.path), one.user_id)
    )
    shut = Recusal.objects.people_of([matter.pk]).get(matter.pk, set()) if nearest else set()
    return next((one.user for one in nearest if one.user_id not in shut), None)
