"""Who may write a message down for somebody, and what it needs to be theirs."""

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, refused
from sanwen.listen.voices.models import Channel
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit

# In writing the words are the person's own already.
SPOKEN = frozenset({Channel.PHONE, Channel.VISIT})


def may_register(unit: Unit | None, by: User) -> Ruling:
    if unit is not None and by.covers(unit, Role.INTAKE):
        return ALLOWED
    return refused(_("Only a registration desk writes messages down."))


def is_theirs(channel: str, read_back: bool) -> Ruling:
    """What was said aloud is recorded faithfully (Regulations on Petitions, Art. 19)."""
    if read_back or channel not in SPOKEN:
        return ALLOWED
    return refused(_("Read it back first, and tick that the person agreed."))
