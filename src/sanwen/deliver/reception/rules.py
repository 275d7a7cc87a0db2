"""Who may do what at reception, and when. Nothing here asks who a visitor is."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from sanwen.core.actors import Actor, Machine
from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.deliver.reception.models import (
    Checklist,
    Counter,
    HandOver,
    HelpCall,
    SafetyEvent,
    Visit,
)
from sanwen.deliver.reception.models.visits import MOST_PEOPLE
from sanwen.deliver.reception.slots import Slot
from sanwen.deliver.reception.states import MOVES, Move, State
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit

# Who answers for what a counter does without standing at it.
READERS = (Role.UNIT_LEAD, Role.SUPERVISOR, Role.LEADER)


# When


def may_move(visit: Visit, move: Move) -> Ruling:
    state = State(visit.state)
    if move in MOVES[state]:
        return ALLOWED
    return refused(_("This cannot be done now: the visit is “%(state)s”.") % {"state": state.label})


def may_come_together(people: int) -> Ruling:
    """The rule is about persons in one room; joint matters told online have no such number."""
    if 1 <= people <= MOST_PEOPLE:
        return ALLOWED
    return refused(
        _(
            "In person up to five speak for all (Regulations on Petitions, Art. 20). Please choose "
            "up to five of you; everybody else can join in writing, and nobody is counted there."
        )
    )


def may_book(
    counter: Counter,
    slot: Slot | None,
    *,
    begins_at: datetime,
    people: int,
    now: datetime,
    today: date,
) -> Ruling:
    if not counter.is_active:
        return refused(_("This counter is closed. Please choose another one."))
    if slot is None:
        return refused(_("The counter is not open at this time. Please choose another one."))
    if begins_at <= now:
        return refused(_("This time has passed. Please choose a later one."))
    if begins_at.date() > today + timedelta(days=counter.days_ahead):
        return refused(_("This day cannot be booked yet."))
    if not slot.free:
        return refused(_("This time has just been taken. Please choose another one."))
    return may_come_together(people)


def may_cancel(visit: Visit) -> Ruling:
    return may_move(visit, Move.CANCEL)


def may_give_feedback(visit: Visit, *, today: date, days: int) -> Ruling:
    if visit.has_spoken:
        return refused(_("You have answered already. Thank you."))
    if visit.state != State.DONE:
        return refused(_("You can say how it was once the visit is over."))
    if today > visit.on + timedelta(days=days):
        return refused(_("The time to answer is over."))
    return ALLOWED


# Who


def works_at(counter: Counter, by: User) -> Ruling:
    if by.covers(counter.unit, Role.INTAKE):
        return ALLOWED
    return refused(_("Only staff of this counter may do this."))


def answers_for(visit: Visit, by: User) -> Ruling:
    if visit.responsible_id == by.pk:
        return ALLOWED
    return refused(_("Whoever received the visitor does this, or first hands over."))


# Both


def may_arrive(visit: Visit, by: User) -> Ruling:
    move = Move.RETURN if visit.state == State.LEFT else Move.ARRIVE
    return all_of(works_at(visit.counter, by), may_move(visit, move))


def may_call(counter: Counter, waiting: Sequence[Visit], by: User) -> Ruling:
    ruling = works_at(counter, by)
    if ruling and not waiting:
        return refused(_("Nobody waits at this counter."))
    return ruling


def may_put_back(visit: Visit, by: User) -> Ruling:
    return all_of(works_at(visit.counter, by), may_move(visit, Move.PUT_BACK))


def may_begin(visit: Visit, by: User) -> Ruling:
    return all_of(works_at(visit.counter, by), may_move(visit, Move.BEGIN))


def may_finish(visit: Visit, by: User, *, is_offered: bool = False) -> Ruling:
    if is_offered:
        return refused(_("A hand-over is still open. Wait for the answer, or take it back."))
    return all_of(answers_for(visit, by), may_move(visit, Move.FINISH))


def may_leave(visit: Visit, by: User) -> Ruling:
    return all_of(works_at(visit.counter, by), may_move(visit, Move.LEAVE))


def may_call_off(visit: Visit, by: User) -> Ruling:
    return all_of(works_at(visit.counter, by), may_move(visit, Move.CALL_OFF))


def may_see_contact(visit: Visit, by: User) -> Ruling:
    """Only to move an appointment: afterwards there is nothing to call for."""
    if visit.contact_id is None:
        return refused(_("The visitor left no telephone number and no address."))
    if visit.state not in (State.EXPECTED, State.CALLED_OFF):
        return refused(_("The details were left for moving the appointment, and for nothing else."))
    return works_at(visit.counter, by)


def may_hand_over(visit: Visit, to: User, by: User, *, is_offered: bool) -> Ruling:
    if is_offered:
        return refused(_("Somebody has been asked already. Wait for the answer, or take it back."))
    if to.pk == by.pk:
        return refused(_("Choose somebody else."))
    if not to.is_active or not to.holds(Role.INTAKE, Role.HANDLER, Role.UNIT_LEAD):
        return refused(_("This person does not receive visitors."))
    if visit.state not in (State.IN_TALK, State.DONE):
        return may_move(visit, Move.FINISH)
    return answers_for(visit, by)


def may_answer_hand_over(offer: HandOver, by: User) -> Ruling:
    if offer.answered_at is not None:
        return refused(_("This hand-over was answered already."))
    if offer.to_staff_id == by.pk:
        return ALLOWED
    return refused(_("Only the person who was asked accepts or declines."))


def may_take_back(offer: HandOver, by: User) -> Ruling:
    if offer.answered_at is not None:
        return refused(_("This hand-over was answered already."))
    if offer.from_staff_id == by.pk:
        return ALLOWED
    return refused(_("Only the person who asked takes it back."))


def may_register_voice(visit: Visit, by: User) -> Ruling:
    if visit.voice_id is not None:
        return refused(_("This visit has its message already."))
    if visit.state not in (State.IN_TALK, State.DONE):
        return refused(_("The message is written down during the talk."))
    return works_at(visit.counter, by)


def may_tell(visit: Visit, by: User, *, was_told: bool) -> Ruling:
    """一次性告知: once, and all of it; later changes of the list are not the visitor's burden."""
    if was_told:
        return refused(_("This list was given already. Print it again if the paper is lost."))
    return works_at(visit.counter, by) or answers_for(visit, by)


def may_note_gap(counter: Counter, checklist: Checklist, asked_for: str, by: User) -> Ruling:
    ruling = works_at(counter, by)
    if ruling and asked_for.strip() in {*checklist.items, *checklist.items_en}:
        return refused(_("The list names this. It is on the paper the visitor was given."))
    return ruling


def may_settle_gap(by: User) -> Ruling:
    if by.holds(Role.SUPERVISOR):
        return ALLOWED
    return refused(_("Supervisors settle what a list lacked."))


def may_ask_help(counter: Counter, by: User) -> Ruling:
    return works_at(counter, by)


def may_come_to_help(call: HelpCall, by: User) -> Ruling:
    if call.answered_at is not None:
        return refused(_("Somebody is on the way already."))
    if call.asked_by_id == by.pk:
        return refused(_("Help is somebody else."))
    if by.covers(call.counter.unit, Role.INTAKE, Role.UNIT_LEAD):
        return ALLOWED
    return refused(_("Only staff of this counter may do this."))


def may_read_figures(by: User) -> Ruling:
    if by.holds(*READERS):
        return ALLOWED
    return refused(_("Only those who answer for a unit read what visitors said."))


def may_log_event(counter: Counter, by: User) -> Ruling:
    return works_at(counter, by)


def may_read_events(by: User) -> Ruling:
    if by.holds(Role.UNIT_LEAD, Role.ADMINISTRATOR):
        return ALLOWED
    return refused(_("Only the head of the unit and the administrator read safety events."))


def may_say_helped(event: SafetyEvent, by: User) -> Ruling:
    if event.helped_at is not None:
        return refused(_("It is noted already that help came."))
    if by.covers(event.counter.unit, Role.UNIT_LEAD):
        return ALLOWED
    return refused(_("The head of the unit says that help came."))


def may_keep_roster(units: Sequence[Unit], by: Actor) -> Ruling:
    if isinstance(by, Machine):
        return ALLOWED
    keeps = isinstance(by, User) and all(
        by.covers(unit, Role.UNIT_LEAD, Role.ADMINISTRATOR) for unit in units
    )
    if keeps:
        return ALLOWED
    return refused(_("A roster is kept by the head of the unit or by the administrator."))


def may_set_up(unit: Unit | None, by: Actor) -> Ruling:
    """Counters, their hours and the lists; the program's own commands load what is shipped."""
    if isinstance(by, Machine):
        return ALLOWED
    everywhere = isinstance(by, User) and unit is None and by.holds(Role.ADMINISTRATOR)
    here = isinstance(by, User) and unit is not None and by.covers(unit, Role.ADMINISTRATOR)
    if everywhere or here:
        return ALLOWED
    return refused(_("Only the administrator sets up counters and lists."))
