"""Who has a matter open, so that two people do not work against each other."""

from datetime import datetime, timedelta

from sanwen.deliver.matters.models import Matter, Presence
from sanwen.people.models import User

WHILE = timedelta(minutes=2)


def look(*, matter: Matter, by: User, now: datetime) -> list[str]:
    """Note that this person looks, and name the others who do. Not kept: it is nobody's record."""
    Presence.objects.bulk_create(
        [Presence(matter=matter, user=by, seen_at=now)],
        update_conflicts=True,
        unique_fields=["matter", "user"],
        update_fields=["seen_at"],
    )
    others = Presence.objects.filter(matter=matter, seen_at__gte=now - WHILE).exclude(user=by)
    return [other.user.display_name for other in others.select_related("user").order_by("seen_at")]
