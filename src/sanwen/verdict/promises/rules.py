"""Who says what of a promise: the body how far it is, residents whether it is kept."""

from collections.abc import Collection
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.counsel.meetings.models import Meeting
from sanwen.counsel.meetings.states import State as Held
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit
from sanwen.verdict.promises.drafts import HandsDraft, ProjectDraft, RoundDraft, SayingDraft
from sanwen.verdict.promises.halls import serves
from sanwen.verdict.promises.models import INSIDE, Entry, How, Round
from sanwen.verdict.promises.states import MOVES, OPEN, Move, State

WRITERS = (Role.INTAKE, Role.UNIT_LEAD, Role.LEADER)
WORKERS = (Role.HANDLER, Role.UNIT_LEAD, Role.LEADER)
HEADS = (Role.UNIT_LEAD, Role.LEADER)
SUPERVISORS = (Role.SUPERVISOR,)
# Codes pass through hands that have nothing to win by them.
THIRD = (Role.INTAKE, Role.SUPERVISOR)
# How long a unit has to reply to residents who do not find a promise kept.
REPLY_DAYS = 15
SHORTEST, LONGEST = 3, 60
MOST_CODES = 20_000


def may_look_inside(by: User) -> Ruling:
    if by.holds(*INSIDE):
        return ALLOWED
    return refused(_("The ledger of promises is kept by those who work on them, and overseers."))


def may_enter(draft: ProjectDraft, by: User, *, today: date) -> Ruling:
    """Afterwards nobody changes the first day: it has to be right."""
    if draft.told_on > today:
        return refused(_("It is entered when it has been promised in public, not before."))
    if draft.due_on < draft.told_on:
        return refused(_("The first day lies before the day on which it was promised."))
    return enters_for(draft.unit, by)


def enters_for(unit: Unit, by: User) -> Ruling:
    if by.covers(unit, *WRITERS):
        return ALLOWED
    return refused(_("A promise is entered by the unit that made it, or above it."))


def may_move(entry: Entry, move: Move) -> Ruling:
    state = State(entry.state)
    if move in MOVES[state]:
        return ALLOWED
    return refused(
        _("This cannot be done now: the ledger says “%(state)s”.") % {"state": state.label}
    )


def may_say(
    entry: Entry, move: Move, draft: SayingDraft, by: User, *, today: date, is_asked: bool
) -> Ruling:
    """That it has begun says whoever works on it; that it is done, or cannot be, the head."""
    if not draft.words.strip():
        return refused(_("Say it in words; everybody reads them."))
    if move == Move.GIVE_UP and not draft.instead.strip():
        return refused(_("Say what is done instead, or where people can turn now."))
    if draft.on > today:
        return refused(_("The day lies in the future: only what has happened is told."))
    if is_asked:
        return refused(_("Residents are being asked whether it is done; wait for their answer."))
    heads = HEADS if move in (Move.SAY_DONE, Move.GIVE_UP) else WORKERS
    return all_of(may_move(entry, move), stands_for(entry, by, heads))


def stands_for(entry: Entry, by: User, roles: Collection[Role] = HEADS) -> Ruling:
    if by.covers(entry.unit, *roles):
        return ALLOWED
    if Role.HANDLER in roles:
        return refused(_("This is said by the unit that promised it, or above it."))
    return refused(_("Only the head of the unit, or a leader above it, says this."))


def may_move_day(entry: Entry, to: date, because: str, by: User, *, today: date) -> Ruling:
    """The first day stays beside it for ever."""
    if entry.state not in OPEN:
        return refused(_("The day is moved only while the work goes on."))
    if not because.strip():
        return refused(_("Give the reason; everybody reads it beside both days."))
    if to == entry.due_on:
        return refused(_("That is the day that stands already."))
    if to < today:
        return refused(_("The day lies in the past."))
    return stands_for(entry, by)


def may_add_evidence(entry: Entry, draft: SayingDraft, by: User, *, today: date) -> Ruling:
    if not draft.words.strip():
        return refused(_("Say it in words; everybody reads them."))
    if draft.on > today:
        return refused(_("The day lies in the future: only what has happened is told."))
    return stands_for(entry, by, WORKERS)


def may_note_work(entry: Entry, on: date, by: User, *, today: date) -> Ruling:
    """Steps, villages, what is measured: while the work goes on."""
    if entry.state not in OPEN:
        return refused(_("The work is over; go on with it first."))
    if on > today:
        return refused(_("The day lies in the future: only what has happened is told."))
    return stands_for(entry, by, WORKERS)


def may_ask(entry: Entry, draft: RoundDraft, by: User, *, today: date, is_asked: bool) -> Ruling:
    return all_of(stands_for(entry, by), _can_be_asked(entry, is_asked), _asks_well(draft, today))


def _can_be_asked(entry: Entry, is_asked: bool) -> Ruling:
    if entry.state != State.SAYS_DONE:
        return refused(_("Residents are asked once the body says that it is done."))
    if is_asked:
        return refused(_("Residents are being asked already."))
    return ALLOWED


def _asks_well(draft: RoundDraft, today: date) -> Ruling:
    if draft.how not in (How.CODES, How.FOLLOWERS):
        return refused(_("Hands are counted at the meeting and written down by a supervisor."))
    days = (draft.closes_on - today).days
    if not SHORTEST <= days <= LONGEST:
        return refused(
            _("People need time, and not for ever: from %(shortest)d to %(longest)d days.")
            % {"shortest": SHORTEST, "longest": LONGEST}
        )
    if not draft.who.strip():
        return refused(_("Say whom it was for: those are the ones to ask."))
    if draft.how == How.CODES and not 1 <= draft.asked <= MOST_CODES:
        return refused(_("Say how many people it was for; so many codes are handed out."))
    return ALLOWED


def may_reach(followers: int) -> Ruling:
    if followers:
        return ALLOWED
    return refused(_("Nobody who follows the question can be reached by mail. Hand out codes."))


def may_hand_out(
    one: Round, many: int, by: User, *, made: int, sayers: Collection[str], today: date
) -> Ruling:
    """Not by those who say that it is done: whoever holds the codes could answer with them."""
    if one.how != How.CODES or one.closed_at is not None or today > one.closes_on:
        return refused(_("No codes are handed out for this."))
    if many < 1 or made + many > one.asked:
        left = one.asked - made
        words = ngettext("%(left)d code is left.", "%(left)d codes are left.", left)
        return refused(words % {"left": left})
    if by.actor_ref in sayers:
        return refused(_("You have reported on this promise; somebody else hands out the codes."))
    return is_third(one.entry, by)


def is_third(entry: Entry, by: User) -> Ruling:
    if serves(by, entry.unit, THIRD):
        return ALLOWED
    return refused(
        _("The registration desk or a supervisor does this, not those who made the promise.")
    )


def may_answer(one: Round, today: date) -> Ruling:
    if one.closed_at is None and one.opens_on <= today <= one.closes_on:
        return ALLOWED
    return refused(_("The time to answer is over."))


def may_count_hands(
    entry: Entry, draft: HandsDraft, by: User, *, is_asked: bool, today: date
) -> Ruling:
    """The result of an acceptance meeting, from the hands of a supervisor."""
    if not serves(by, entry.unit, SUPERVISORS):
        return refused(
            _("Hands are written down by a supervisor, not by those who made the promise.")
        )
    return all_of(_can_be_asked(entry, is_asked), _meeting_fits(entry, draft), _adds_up(draft))


def _meeting_fits(entry: Entry, draft: HandsDraft) -> Ruling:
    meeting = draft.meeting
    if meeting.state not in (Held.HELD, Held.ANSWERED):
        return refused(_("That talk meeting has not been held."))
    if not draft.counted_by.strip():
        return refused(_("Say who counted the hands, in which capacity; no names."))
    if entry.done_on and meeting.begins_at.date() < entry.done_on:
        return refused(_("That meeting was before the body said that it is done."))
    return ALLOWED


def came(meeting: Meeting) -> int:
    return (meeting.came_by_lot or 0) + (meeting.came_as_guests or 0)


def _adds_up(draft: HandsDraft) -> Ruling:
    if 1 <= draft.yes + draft.partly + draft.no <= came(draft.meeting):
        return ALLOWED
    return refused(_("The hands do not add up: not more than came, and at least one."))


def may_reply(one: Round, words: str, by: User) -> Ruling:
    if one.reply_by is None:
        return refused(_("No reply is owed here."))
    if one.replied_at is not None:
        return refused(_("This round has its reply."))
    if not words.strip():
        return refused(_("Say what will be done about what people find, and by when."))
    return stands_for(one.entry, by)


def reply_by(counted_on: date) -> date:
    return counted_on + timedelta(days=REPLY_DAYS)
