"""How long a contact is kept after its matter closed."""

from datetime import datetime, timedelta

from django.conf import settings


def closed_before(now: datetime) -> datetime:
    """Contacts of matters closed before this moment are due to be erased (`actions.erase_due`)."""
    return now - timedelta(days=settings.CONTACT_DAYS)
