"""Who may do what to a consultation, a statement and an appeal, and when."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.counsel.consultations import after
from sanwen.counsel.consultations import phases as phasing
from sanwen.counsel.consultations.models import (
    Appeal,
    Consultation,
    HoldReason,
    Identity,
    Phase,
    Statement,
)
from sanwen.counsel.consultations.models.consultation import INSIDE
from sanwen.counsel.consultations.phases import ASKING, Act, Kind, Span, Standing
from sanwen.counsel.consultations.states import MOVES, STANDS, Move, Sift, Stand, State
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit

PREPARE = (Role.INTAKE, Role.UNIT_LEAD, Role.LEADER)
PUBLISH = (Role.UNIT_LEAD, Role.LEADER)
SIFT = (Role.INTAKE, Role.UNIT_LEAD)
HAND_OUT = (Role.UNIT_LEAD, Role.LEADER, Role.AUDITOR)
DECIDE_APPEALS = (Role.SUPERVISOR, Role.LEADER, Role.UNIT_LEAD, Role.INTAKE)
# 重大行政决策程序暂行条例 Art. 15.
DAYS_OF_A_MAJOR_ONE = 30
# Read aloud, a minute and no riddle.
SHORTEST_SUMMARY = 20
MOST_PASSES = 20_000
AFTER_ASKING = frozenset({Kind.DECIDED, Kind.CARRIED_OUT, Kind.JUDGED})


def may_move(one: Consultation, move: Move) -> Ruling:
    state = State(one.state)
    if move in MOVES[state]:
        return ALLOWED
    return refused(
        _("This cannot be done now: the consultation is “%(state)s”.") % {"state": state.label}
    )


def may_look_inside(by: User) -> Ruling:
    if by.holds(*INSIDE):
        return ALLOWED
    return refused(_("Consultations are prepared and read by the desk, heads, leaders, auditors."))


def may_prepare(unit: Unit, by: User) -> Ruling:
    if by.covers(unit, *PREPARE):
        return ALLOWED
    return refused(_("A consultation is prepared by staff of the unit that asks, or above it."))


def may_change(one: Consultation, by: User) -> Ruling:
    """What people have begun to answer is not changed under them."""
    if one.state != State.DRAFT:
        return refused(_("It is published: what people answer to stays as it is."))
    return may_prepare(one.unit, by)


def may_publish(one: Consultation, spans: Sequence[Span], by: User, today: date) -> Ruling:
    if not by.covers(one.unit, *PUBLISH):
        return refused(_("The head of the unit or a leader publishes it."))
    return all_of(
        may_move(one, Move.PUBLISH),
        says_enough(one),
        is_asked_in_order(spans, today),
        is_decided_after_asking(one, spans),
        is_asked_long_enough(one, spans, today),
    )


def says_enough(one: Consultation) -> Ruling:
    if not (one.question.strip() and one.background.strip()):
        return refused(_("Write the question and its background first."))
    if len(one.summary.strip()) < SHORTEST_SUMMARY:
        return refused(_("The summary is read aloud: say in a few sentences what it is about."))
    if not one.who_decides.strip():
        return refused(_("Say who decides."))
    return ALLOWED


def is_asked_in_order(spans: Sequence[Span], today: date) -> Ruling:
    asked = [span for span in spans if span.kind in ASKING]
    if not asked:
        return refused(_("Name at least one phase in which people are asked."))
    if any(span.closes_on is None for span in asked):
        return refused(_("A phase in which people are asked has a last day."))
    if not phasing.in_order(spans):
        return refused(_("The phases follow one another and do not overlap."))
    if min(span.opens_on for span in asked) < today:
        return refused(_("The first phase begins today or later."))
    return ALLOWED


def is_decided_after_asking(one: Consultation, spans: Sequence[Span]) -> Ruling:
    last = phasing.last_day(spans)
    if last is not None and one.decide_by > last:
        return ALLOWED
    return refused(_("It is decided after people were asked: name a later day for the decision."))


def is_asked_long_enough(one: Consultation, spans: Sequence[Span], today: date) -> Ruling:
    days = phasing.days_of_asking(spans, published_on=today)
    if not one.is_major or one.short_because.strip() or days >= DAYS_OF_A_MAJOR_ONE:
        return ALLOWED
    return refused(
        _(
            "A major decision is asked about for 30 days at least, counted from the day after "
            "publication (Interim Regulations on Procedures for Major Administrative Decisions, "
            "Art. 15); these are %(days)d. Make it longer, or give the reason that all will read."
        )
        % {"days": days}
    )


def may_publish_anything(by: User) -> Ruling:
    if by.holds(*PUBLISH):
        return ALLOWED
    return refused(_("The head of the unit or a leader takes it in."))


def may_take_in(unit: Unit, by: User, *, question: str, source: str) -> Ruling:
    """From another system; it is public at once, so it is for those who publish."""
    if not by.covers(unit, *PUBLISH):
        return refused(_("The head of the unit or a leader takes it in."))
    if not question.strip() or not source.strip():
        return refused(_("Say what was asked, and where the votes are from."))
    return ALLOWED


def may_hand_out(one: Consultation, by: User) -> Ruling:
    """Single votes can be put together to a person by who knows some of them: not for all."""
    if by.covers(one.unit, *HAND_OUT):
        return ALLOWED
    return refused(_("Single votes are handed to leaders, heads of units and auditors alone."))


def may_withdraw(one: Consultation, because: str, by: User) -> Ruling:
    if not by.covers(one.unit, *PUBLISH):
        return refused(_("The head of the unit or a leader withdraws it."))
    if not because.strip():
        return refused(_("Say why, for everybody to read."))
    return may_move(one, Move.WITHDRAW)


def may_begin(
    one: Consultation,
    kind: Kind,
    spans: Sequence[Phase],
    by: User,
    *,
    on: date,
    today: date,
    words: str = "",
) -> Ruling:
    """What follows the asking is noted when it happens."""
    if kind not in AFTER_ASKING:
        return refused(_("When people are asked was published with the question."))
    if one.state != State.PUBLISHED:
        return may_move(one, Move.WITHDRAW)
    if not by.covers(one.unit, *PUBLISH):
        return refused(_("The head of the unit or a leader does this."))
    return all_of(
        after.comes_after(kind, spans, on=on, today=today), after.says_what_was_done(kind, words)
    )


def is_open_for(act: Act, one: Consultation, spans: Sequence[Span], today: date) -> Ruling:
    if one.state == State.WITHDRAWN:
        return refused(_("This consultation was withdrawn."))
    if one.state != State.PUBLISHED or one.source:
        return refused(_("One cannot take part in this consultation here."))
    if phasing.may(act, spans, today):
        return ALLOWED
    if phasing.whole(spans, today) == Standing.UPCOMING:
        return refused(_("It is not open yet."))
    if act == Act.SAY and phasing.may(Act.VOTE, spans, today):
        return refused(_("New opinions were gathered before; now one can react to them."))
    return refused(_("It is not open any more."))


def may_vote(one: Consultation, spans: Sequence[Span], today: date) -> Ruling:
    return is_open_for(Act.VOTE, one, spans, today)


def may_say(one: Consultation, spans: Sequence[Span], today: date) -> Ruling:
    return is_open_for(Act.SAY, one, spans, today)


def may_follow(one: Consultation) -> Ruling:
    if one.state == State.PUBLISHED and not one.source:
        return ALLOWED
    return refused(_("There is no news to come of this consultation."))


def may_say_for_body(one: Consultation, spans: Sequence[Span], by: User, today: date) -> Ruling:
    """Before it is published, and as long as others can react to it."""
    if one.state != State.DRAFT and not (ruling := may_vote(one, spans, today)):
        return ruling
    return may_prepare(one.unit, by)


def may_make_passes(one: Consultation, many: int, by: User) -> Ruling:
    if one.identity != Identity.PASS:
        return refused(_("Only where the body hands out codes are there codes to hand out."))
    if not 1 <= many <= MOST_PASSES:
        return refused(_("Between 1 and %(most)d at a time.") % {"most": MOST_PASSES})
    if one.state == State.WITHDRAWN:
        return refused(_("This consultation was withdrawn."))
    return may_prepare(one.unit, by)


def may_sift(one: Consultation, by: User) -> Ruling:
    if by.covers(one.unit, *SIFT):
        return ALLOWED
    return refused(_("The desk or the head of the unit that asks reads the opinions."))


def may_move_statement(statement: Statement, sift: Sift) -> Ruling:
    stand = Stand(statement.stand)
    if sift in STANDS[stand]:
        return ALLOWED
    return refused(
        _("This cannot be done now: the opinion is “%(stand)s”.") % {"stand": stand.label}
    )


def may_show(statement: Statement, by: User, *, appealed: bool) -> Ruling:
    """After an appeal it is the appeal that decides, not whoever sifts."""
    if appealed:
        return refused(_("Its writer appealed: another person decides that."))
    return all_of(may_sift(statement.consultation, by), may_move_statement(statement, Sift.SHOW))


def may_hold(statement: Statement, reason: str, words: str, by: User) -> Ruling:
    if reason not in HoldReason.values:
        return refused(_("Choose one of the reasons. Disagreeing with the body is none."))
    if not words.strip():
        return refused(_("Say in a few words what it is; the writer reads them."))
    return all_of(may_sift(statement.consultation, by), may_move_statement(statement, Sift.HOLD))


def may_join(statement: Statement, into: Statement, by: User) -> Ruling:
    if into.consultation_id != statement.consultation_id or into.pk == statement.pk:
        return refused(_("It is counted with another opinion of the same consultation."))
    if into.stand != Stand.SHOWN:
        return refused(_("It is counted with an opinion that everybody can read."))
    return all_of(may_sift(statement.consultation, by), may_move_statement(statement, Sift.JOIN))


def may_appeal(statement: Statement, participant: int, words: str, *, appealed: bool) -> Ruling:
    if not participant or statement.author_id != participant:
        return refused(_("Only whoever wrote it can ask for another look."))
    if statement.stand != Stand.HELD:
        return refused(_("This opinion is not held back."))
    if appealed:
        return refused(_("Another look was asked for already."))
    if not words.strip():
        return refused(_("Say in a few words why it should be shown."))
    return ALLOWED


def may_decide_appeal(appeal: Appeal, by: User, *, answer: str) -> Ruling:
    """Never whoever held it back: the table itself knows that, too."""
    if appeal.decided_at is not None:
        return refused(_("This was decided already."))
    if by.actor_ref == appeal.held_by:
        return refused(_("You held it back yourself: another person decides."))
    if not answer.strip():
        return refused(_("Say in a few words why; the writer reads them."))
    if by.covers(appeal.statement.consultation.unit, *DECIDE_APPEALS):
        return ALLOWED
    return refused(_("Staff of the unit that asks, a supervisor or a leader decides this."))
