"""Who may change places, and whether a unit may be asked to lead."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from sanwen.core.actors import Actor, Machine
from sanwen.core.ruling import ALLOWED, Ruling, refused
from sanwen.places.models import Duty, DutyKind, Level, Unit


def may_change_places(by: Actor) -> Ruling:
    """Administrators, and whoever runs the program's commands on its own machine.

    `people` stands above this app, so a member of staff is known here by what it can answer.
    """
    holds = getattr(by, "holds", None)
    if isinstance(by, Machine) or (holds is not None and holds("administrator")):
        return ALLOWED
    return refused(_("Only an administrator changes areas, units, duty lists and calendars."))


def may_lead(unit: Unit, category_code: str, duties: Iterable[Duty]) -> Ruling:
    """Whether the unit's duty list lets it lead. A refusal is a warning that people may overrule.

    Towns and villages are bound by their lists; a unit without any list is not judged. A list
    that names "roads" covers "roads.lamps" too.
    """
    listed = list(duties)
    if unit.level < Level.TOWN or not listed:
        return ALLOWED
    found = [duty for duty in listed if _covers(duty.category_code, category_code)]
    if any(duty.kind == DutyKind.BASIC for duty in found):
        return ALLOWED
    names = {"unit": unit.name, "item": found[0].item if found else ""}
    if any(duty.kind == DutyKind.RECLAIMED for duty in found):
        return refused(
            _("“%(item)s” was taken back upward from %(unit)s. A bureau should lead.") % names
        )
    if found:
        return refused(_("%(unit)s only assists with “%(item)s”. A bureau should lead.") % names)
    return refused(_("This is not on the duty list of %(unit)s.") % names)


def _covers(listed: str, category_code: str) -> bool:
    return category_code == listed or category_code.startswith(f"{listed}.")
