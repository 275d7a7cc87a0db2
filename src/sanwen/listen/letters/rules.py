"""Who may bring in a letter on paper, and who may say that its words are right."""

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.listen.letters.models import Letter
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit


def may_bring(unit: Unit | None, by: User) -> Ruling:
    if unit is not None and by.covers(unit, Role.INTAKE):
        return ALLOWED
    return refused(_("Only a registration desk takes in letters."))


def may_confirm(letter: Letter, by: User) -> Ruling:
    return all_of(may_bring(letter.received_by, by), is_not_registered(letter))


def may_discard(letter: Letter, by: User) -> Ruling:
    return all_of(may_bring(letter.received_by, by), is_not_registered(letter))


def is_not_registered(letter: Letter) -> Ruling:
    if not letter.voice_ref:
        return ALLOWED
    return refused(
        _("This letter is registered already: %(number)s.") % {"number": letter.voice_ref}
    )
