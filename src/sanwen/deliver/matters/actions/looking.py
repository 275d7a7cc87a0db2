"""Who has a matter open, so that two people do not work against each other."""

from datetime import datetime, timedelta

from django.db import connection

from sanwen.deliver.matters.models import Matter
from sanwen.people.models import User

WHILE = timedelta(minutes=2)
# One statement without a transaction of its own: every opening of a page pays for it.
_NOTE = """
INSERT INTO matters_presence (matter_id, user_id, seen_at) VALUES (%s, %s, %s)
ON CONFLICT (matter_id, user_id) DO UPDATE SET seen_at = excluded.seen_at"""


def look(*, matter: Matter, by: User, now: datetime) -> None:
    """This person has the page open now. Soon let go: it is nobody's record."""
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, [matter.pk, by.pk, now])
