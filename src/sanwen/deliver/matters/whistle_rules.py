"""吹哨: who calls whom to the spot, who responds, who decides and who says whether it helped."""

from datetime import date

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.deliver.matters import rules
from sanwen.deliver.matters.level_rules import is_at_work
from sanwen.deliver.matters.models import Matter, Response, Whistle
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Level, Unit

AT_WORK = (Role.HANDLER, Role.UNIT_LEAD)


def may_whistle(matter: Matter, by: User, caller: Unit | None) -> Ruling:
    """`caller` is a town or village that has a part in the matter."""
    if caller is None or caller.level < Level.TOWN or not by.covers(caller, *AT_WORK):
        return refused(_("A town or village that leads or assists may call a bureau."))
    return is_at_work(matter)


def may_be_called(unit: Unit, caller: Unit, *, is_called: bool) -> Ruling:
    if is_called:
        return refused(_("%(unit)s is called already.") % {"unit": unit.name})
    if unit == caller or unit.level >= Level.TOWN or unit.third_party or not unit.is_active:
        return refused(_("Only a bureau of the county or city can be called."))
    return ALLOWED


def may_respond(matter: Matter, whistle: Whistle, by: User) -> Ruling:
    if not by.covers(whistle.called, *AT_WORK):
        return refused(_("Only the unit that was called responds."))
    if whistle.responded_at is not None or whistle.ended_at is not None:
        return refused(_("This call has its response, or is over."))
    return rules.is_still_open(matter)


def is_a_whole_response(
    whistle: Whistle, response: str, *, words: str, comes_on: date | None, today: date
) -> Ruling:
    if response == Response.NOT_OURS:
        if whistle.bound:
            return refused(_("The arbiter decided that your unit is responsible."))
        if not words.strip():
            return refused(_("Say why your unit is not responsible, and who is."))
        return ALLOWED
    if comes_on is None or comes_on < today:
        return refused(_("Name the day: today or later."))
    return ALLOWED


def may_decide_call(matter: Matter, whistle: Whistle, by: User) -> Ruling:
    if whistle.response != Response.NOT_OURS or whistle.decided_at or whistle.ended_at:
        return refused(_("There is nothing to decide about this call."))
    if whistle.arbiter_id is None:
        return rules.works_at_the_desk(matter, by)
    if whistle.arbiter_id == by.pk:
        return ALLOWED
    return refused(_("This dispute is decided by the named arbiter."))


def may_say_whether_it_helped(matter: Matter, whistle: Whistle, by: User) -> Ruling:
    """Of the response, never of a person; the caller alone knows."""
    came = whistle.response in (Response.COMING, Response.DOING)
    return all_of(
        ALLOWED
        if by.covers(whistle.caller, *AT_WORK)
        else refused(_("Only the caller says this.")),
        ALLOWED if came and not whistle.ended_at else refused(_("There is no open response.")),
    )
