"""Who prepares, announces and draws, and when: the lot is public before it can be known."""

from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanwen.core.dates import day_words
from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.counsel.meetings.drafts import Announcement, MeetingDraft, OpinionDraft
from sanwen.counsel.meetings.models import (
    LARGEST,
    LEAST_BY_LOT,
    MOST_BY_LOT,
    SMALLEST,
    Candidate,
    Meeting,
    MeetingOpinion,
)
from sanwen.counsel.meetings.states import MOVES, REPLIES, Move, Seat, State
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit

PREPARERS = (Role.INTAKE, Role.UNIT_LEAD, Role.LEADER)
DECIDERS = (Role.UNIT_LEAD, Role.LEADER)
ANSWERERS = (Role.HANDLER, Role.UNIT_LEAD, Role.LEADER)


def prepares_for(unit: Unit, by: User) -> Ruling:
    if by.covers(unit, *PREPARERS):
        return ALLOWED
    return refused(_("A talk meeting is prepared by the unit that holds it, or above it."))


def answers_for(unit: Unit, by: User) -> Ruling:
    if by.covers(unit, *DECIDERS):
        return ALLOWED
    return refused(_("Only the head of the unit, or a leader above it, does this."))


def may_move(meeting: Meeting, move: Move) -> Ruling:
    state = State(meeting.state)
    if move in MOVES[state]:
        return ALLOWED
    return refused(
        _("This cannot be done now: the talk meeting is “%(state)s”.") % {"state": state.label}
    )


def keeps_to_the_guide(size: int, by_lot: int) -> bool:
    """30 to 100 people, three quarters of them and a little more by lot."""
    share = by_lot * 100
    return SMALLEST <= size <= LARGEST and LEAST_BY_LOT * size <= share <= MOST_BY_LOT * size


def may_prepare(draft: MeetingDraft, by: User, *, now: datetime) -> Ruling:
    if not 1 <= draft.by_lot <= draft.size:
        return refused(_("At least one person is drawn, and not more than come."))
    if not keeps_to_the_guide(draft.size, draft.by_lot) and not draft.departs_because.strip():
        return refused(
            _(
                "The guide says 30 to 100 people, 75 to 85 % of them by lot. Other figures need "
                "a reason, which everybody reads."
            )
        )
    if draft.begins_at <= now:
        return refused(_("The day of the meeting lies in the past."))
    return prepares_for(draft.unit, by)


def may_change(meeting: Meeting, by: User) -> Ruling:
    """Everything until the announcement; after it nothing that the lot rests on."""
    if meeting.state != State.PREPARED:
        return refused(_("What is announced is not changed. Cancel it and prepare a new one."))
    return prepares_for(meeting.unit, by)


def may_announce(
    meeting: Meeting, told: Announcement, by: User, *, listed: int, guests: int, today: date
) -> Ruling:
    return all_of(
        answers_for(meeting.unit, by),
        may_move(meeting, Move.ANNOUNCE),
        _list_is_long_enough(meeting, listed),
        _guests_fill_the_rest(meeting, guests),
        _seed_cannot_be_known(meeting, told, today),
    )


def _list_is_long_enough(meeting: Meeting, listed: int) -> Ruling:
    if listed >= meeting.by_lot:
        return ALLOWED
    return refused(
        _("%(by_lot)d are to be drawn, and the list has %(listed)d.")
        % {"by_lot": meeting.by_lot, "listed": listed}
    )


def _guests_fill_the_rest(meeting: Meeting, guests: int) -> Ruling:
    if guests == meeting.size - meeting.by_lot:
        return ALLOWED
    return refused(
        _("Besides those drawn %(rest)d come; you named %(guests)d with their reason.")
        % {"rest": meeting.size - meeting.by_lot, "guests": guests}
    )


def _seed_cannot_be_known(meeting: Meeting, told: Announcement, today: date) -> Ruling:
    """From the day after the announcement on: whoever made the list cannot have chosen it."""
    if told.seed_on <= today:
        return refused(_("The number of the draw has to come from a later day than today."))
    if told.seed_on >= localdate(meeting.begins_at):
        return refused(_("The lot is drawn before the day of the meeting."))
    return ALLOWED


def may_draw(meeting: Meeting, by: User, *, same_list: bool, today: date) -> Ruling:
    return all_of(
        answers_for(meeting.unit, by),
        may_move(meeting, Move.DRAW),
        _day_has_come(meeting, today),
        _is_the_announced_list(same_list),
    )


def _day_has_come(meeting: Meeting, today: date) -> Ruling:
    if meeting.seed_on is not None and today < meeting.seed_on:
        return refused(
            _("The number of the draw is known on %(day)s, not before.")
            % {"day": day_words(meeting.seed_on)}
        )
    return ALLOWED


def _is_the_announced_list(same_list: bool) -> Ruling:
    if same_list:
        return ALLOWED
    return refused(_("The list is not the one that was announced: its fingerprint differs."))


def may_invite(meeting: Meeting, by: User, *, reply_by: date, today: date) -> Ruling:
    if not today <= reply_by <= localdate(meeting.begins_at):
        return refused(_("The day to reply by lies between today and the meeting."))
    return all_of(answers_for(meeting.unit, by), may_move(meeting, Move.INVITE))


def may_reply(candidate: Candidate, meeting: Meeting, seat: Seat, *, now: datetime) -> Ruling:
    """By the one who holds the code, or by the desk for somebody who rang."""
    if meeting.state != State.INVITED or now >= meeting.begins_at:
        return refused(_("Replies are no longer taken for this meeting."))
    if seat not in REPLIES[Seat(candidate.seat)]:
        return refused(_("Your reply is noted already. Ring the desk if it has to change."))
    return ALLOWED


def may_note_reply(meeting: Meeting, by: User) -> Ruling:
    return prepares_for(meeting.unit, by)


def may_print_letters(meeting: Meeting, by: User) -> Ruling:
    """Whoever prints them sees names and addresses; each look is on the trail."""
    if meeting.state != State.INVITED:
        return may_move(meeting, Move.HOLD)
    return prepares_for(meeting.unit, by)


def may_hold(meeting: Meeting, by: User, *, by_lot: int, guests: int, now: datetime) -> Ruling:
    if now < meeting.begins_at:
        return refused(_("The meeting has not begun yet."))
    if by_lot > meeting.by_lot or guests > meeting.size - meeting.by_lot:
        return refused(_("More people came than were invited; count once more."))
    return all_of(prepares_for(meeting.unit, by), may_move(meeting, Move.HOLD))


def may_write_down(draft: OpinionDraft, meeting: Meeting, by: User, *, today: date) -> Ruling:
    if meeting.state != State.HELD:
        return may_move(meeting, Move.FINISH)
    if not draft.was_read_back:
        return refused(_("Read the gist back to the speaker first; it is theirs."))
    if draft.due_on < today:
        return refused(_("The day lies in the past."))
    return prepares_for(meeting.unit, by)


def may_answer(opinion: MeetingOpinion, by: User) -> Ruling:
    """The unit that it was given to; an answer that was given stands."""
    if opinion.answered_at is not None:
        return refused(_("This opinion has its answer."))
    if by.covers(opinion.unit, *ANSWERERS) or by.covers(opinion.meeting.unit, *DECIDERS):
        return ALLOWED
    return refused(_("It is answered by the unit that it was given to."))


def may_finish(meeting: Meeting, by: User, *, unanswered: int) -> Ruling:
    if unanswered and meeting.state == State.HELD:
        return refused(
            ngettext(
                "%(count)d opinion has no answer yet.",
                "%(count)d opinions have no answer yet.",
                unanswered,
            )
            % {"count": unanswered}
        )
    return all_of(answers_for(meeting.unit, by), may_move(meeting, Move.FINISH))


def may_cancel(meeting: Meeting, because: str, by: User) -> Ruling:
    if not because.strip():
        return refused(_("Give the reason; everybody reads it."))
    return all_of(answers_for(meeting.unit, by), may_move(meeting, Move.CANCEL))
