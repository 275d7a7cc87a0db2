"""What naming the need of a matter asks of the clerk."""

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, refused
from sanwen.deliver.matters.models import Matter


def says_why_it_is_urgent_or_not(matter: Matter, urgent: bool, why: str) -> Ruling:
    """Whoever puts a matter first, or back, gives the event's reason for it."""
    if urgent == matter.urgent or why.strip():
        return ALLOWED
    return refused(_("Say why it is put first, or no longer."))
