"""What this person may do with this matter now: asked of the rules, shown as a row of buttons."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanwen.deliver.matters import level_rules, procedure_rules, recusal_rules, rules
from sanwen.deliver.matters.models import Answer, Clock, Extension, Matter, Objection
from sanwen.deliver.matters.shown.ways_after import may_be_asked_for, may_be_helped
from sanwen.deliver.matters.states import Move, State
from sanwen.people.models import User
from sanwen.people.roles import Role


@dataclass(frozen=True, slots=True)
class Way:
    """`view` names the page of the verb; `key` is the one key that opens it."""

    view: str
    name: "str | Promise"
    key: str
    main: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules want to know beside the matter itself."""

    objection: Objection | None
    extension: Extension | None
    reading: Answer | None
    clocks: Iterable[Clock]


def ways(matter: Matter, by: User, facts: Facts, *, today: date) -> list[Way]:
    return [
        *_of_the_desk(matter, by, facts),
        *_of_whoever_decides(matter, by, facts),
        *_of_the_unit(matter, by, facts, today),
        *_of_either(matter, by),
        *_afterwards(matter, by),
    ]


def _of_the_desk(matter: Matter, by: User, facts: Facts) -> list[Way]:
    found = []
    if rules.may_assign(matter, by):
        found.append(Way("matter_assign", _("Assign"), "a", main=True))
    if rules.may_name_needs(matter, by):
        found.append(Way("matter_needs", _("Kind of need"), "g"))
    if procedure_rules.may_sort(matter, by, being_read=facts.reading is not None):
        found.append(Way("matter_sort", _("How it is handled"), "h"))
    if rules.may_part(matter, by):
        found.append(Way("matter_part", _("Undo the joining"), "u"))
    return found


def _of_whoever_decides(matter: Matter, by: User, facts: Facts) -> list[Way]:
    found = []
    if facts.objection and level_rules.may_decide(matter, facts.objection, by):
        found.append(Way("matter_decide", _("Decide on the return"), "d", main=True))
        if rules.may_move(matter, Move.DESIGNATE):
            found.append(Way("matter_designate", _("Name the unit"), "n"))
    if facts.extension and rules.may_approve(matter, facts.extension, by):
        found.append(Way("matter_decide_time", _("Decide on more time"), "x", main=True))
    if facts.reading and rules.may_read(matter, facts.reading, by):
        found.append(Way("matter_read", _("Read the answer"), "v", main=True))
    return found


def _of_the_unit(matter: Matter, by: User, facts: Facts, today: date) -> list[Way]:
    if not rules.works_for_the_lead(matter, by):
        return []
    found = []
    if rules.may_take(matter, by):
        found.append(Way("matter_take", _("Begin"), "t", main=True))
    if rules.may_answer(matter, by) and not facts.reading:
        found.append(Way("matter_answer", _("Write the answer"), "w", main=True))
    if rules.may_ask(matter, by):
        found.append(Way("matter_ask", _("Ask the resident"), "q"))
    if rules.may_extend(matter, by, days=1, today=today) and not facts.extension:
        found.append(Way("matter_extend", _("More time"), "e"))
    until = _objection_until(facts.clocks)
    if until and rules.may_object(matter, by, until=until, today=today):
        found.append(Way("matter_return", _("Return: not ours"), "r"))
    return found


def _afterwards(matter: Matter, by: User) -> list[Way]:
    """Reviews and inspections stand above matters: their pages are known by name only."""
    found = []
    if may_be_asked_for(matter, by):
        found.append(Way("review_new", _("Somebody asks for a review"), "f"))
    if by.covers(matter.received_by, Role.SUPERVISOR) and matter.lead_unit_id:
        found.append(Way("inspection_new", _("Findings"), "2"))
    if may_be_helped(matter, by):
        found.append(Way("matter_help", _("Explain and help"), "f", main=True))
    return found


def _of_either(matter: Matter, by: User) -> list[Way]:
    found = []
    if rules.may_redirect(matter, by):
        found.append(Way("matter_redirect", _("Show a legal route"), "l"))
    answered = matter.state in (State.ANSWERED, State.CLOSED)
    if answered and rules.may_record_delivery(matter, by):
        found.append(Way("matter_delivered", _("Paper signed for"), "p"))
    # An address by name: papers stand above matters and are not imported here.
    if rules.may_record_delivery(matter, by) or by.covers(matter.received_by, Role.SUPERVISOR):
        found.append(Way("papers", _("Papers"), "o"))
        found.append(Way("matter_precedents", _("Like matters"), "i"))
    if recusal_rules.may_list(matter, by):
        found.append(Way("matter_recusals", _("Who keeps away"), "y"))
    if matter.is_open and recusal_rules.may_keep_away(by, already=False):
        found.append(Way("matter_keep_away", _("I must keep away"), "z"))
    return found


def _objection_until(clocks: Iterable[Clock]) -> date | None:
    days = [clock.due_on for clock in clocks if clock.rule == "service.objection"]
    return max(days) if days else None
