"""Who may ask for a review and who may decide one. Whoever answered has no say in it."""

from datetime import date

from django.utils.translation import gettext as _

from sanwen.core.dates import day_words
from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.deliver.matters.models import AnswerState, Joining, Matter
from sanwen.deliver.matters.rules import may_record_delivery
from sanwen.deliver.matters.states import MOVES as MATTER_MOVES
from sanwen.deliver.matters.states import Move as MatterMove
from sanwen.deliver.matters.states import State as MatterState
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit
from sanwen.verdict.reviews.drafts import Finding
from sanwen.verdict.reviews.models import Hearing, Opinion, Result, Review
from sanwen.verdict.reviews.models.review import READERS, WRITERS
from sanwen.verdict.reviews.stakes import Stakes, works_in
from sanwen.verdict.reviews.states import MOVES, Move, State

PAPERS = ("review_acceptance", "refusal", "review", "second_review", "hearing")

# Asking


def may_ask(joining: Joining, *, second: bool, running: Review | None) -> Ruling:
    """Being late is no reason here: whoever is late asks as well, and a person decides."""
    matter = joining.matter
    if joining.withdrawn_at is not None:
        return refused(_("You have withdrawn this."))
    if matter.state == MatterState.FINISHED:
        return refused(_("The second review has been decided. It is not decided again (Art. 36)."))
    if running is not None:
        return ALLOWED
    move = MatterMove.ASK_SECOND if second else MatterMove.ASK_REVIEW
    if move in MATTER_MOVES[MatterState(matter.state)]:
        return ALLOWED
    return refused(_("A review can be asked for when there is an answer."))


def somebody_can_decide(body: Unit | None) -> Ruling:
    if body is not None:
        return ALLOWED
    return refused(_("The body that reviews this is outside; please ask it directly."))


def did_not_ask_yet(asked: bool) -> Ruling:
    if asked:
        return refused(_("You have asked already; the review is running."))
    return ALLOWED


def may_take_down(matter: Matter, by: User) -> Ruling:
    """For somebody who comes, rings or writes: the desk, or whoever may be asked to review."""
    if by.covers(matter.received_by, Role.INTAKE):
        return ALLOWED
    return refused(_("Only the desk that registered the matter may do this."))


# Deciding


def may_move(review: Review, move: Move) -> Ruling:
    state = State(review.state)
    if move in MOVES[state]:
        return ALLOWED
    return refused(
        _("This cannot be done now: the review is “%(state)s”.") % {"state": state.label}
    )


def works_for_the_body(review: Review, by: User) -> Ruling:
    """In the very body: those above it may have to look at its opinion later."""
    if any(unit.pk == review.body_id for unit in by.units(*WRITERS)):
        return ALLOWED
    return refused(_("Only the body that reviews may do this."))


def heads_the_body(review: Review, by: User) -> Ruling:
    if any(unit.pk == review.body_id for unit in by.units(*READERS)):
        return ALLOWED
    return refused(_("Only the head of the body that reviews may do this."))


def has_no_stake(review: Review, by: User, stakes: Stakes) -> Ruling:
    """No role overrides a stake (Art. 28)."""
    for holds, reason in (
        (by.pk in stakes.recused_people, _("You are recused from this matter.")),
        (by.pk in stakes.wrote, _("You wrote or read an answer to this matter.")),
        (by.pk == stakes.handler, _("You handled this matter.")),
        (by.pk in stakes.decided_before, _("You decided an earlier review of this matter.")),
        (works_in(by, stakes.units), _("Your unit had a part in this matter.")),
        (by.actor_ref in stakes.acted, _("You acted on this matter before the review.")),
    ):
        if holds:
            return refused(_("%(reason)s Somebody else decides.") % {"reason": reason})
    return ALLOWED


def may_work(review: Review, by: User, stakes: Stakes) -> Ruling:
    return all_of(works_for_the_body(review, by), has_no_stake(review, by, stakes))


def may_take_up(review: Review, by: User, stakes: Stakes) -> Ruling:
    return all_of(may_work(review, by, stakes), may_move(review, Move.TAKE_UP))


def may_write(review: Review, by: User, stakes: Stakes, *, being_read: bool) -> Ruling:
    when = may_move(review, Move.DECIDE) or may_move(review, Move.DECLINE)
    return all_of(may_work(review, by, stakes), when, _is_not_being_read(being_read))


def _is_not_being_read(being_read: bool) -> Ruling:
    if being_read:
        return refused(_("An opinion already waits for its second reader."))
    return ALLOWED


def fits(review: Review, finding: Finding) -> Ruling:
    """What can be said now: a late request is taken up or not; one that runs is decided."""
    declines = finding.result == Result.NOT_TAKEN
    if declines != (review.state == State.ASKED):
        if declines:
            return refused(_("A review that was taken up is decided."))
        return refused(_("Decide first whether the late request is taken up."))
    return all_of(_is_whole(finding), _goes_back_to_somebody(review, finding))


def _is_whole(finding: Finding) -> Ruling:
    texts = (finding.facts, finding.reasons, finding.basis, finding.remedy)
    if not all(text.strip() for text in texts):
        return refused(_("An opinion has its facts, reasons, legal basis and what can be done."))
    if finding.result == Result.CHANGED and not (finding.outcome and finding.items):
        return refused(_("Where the answer is changed, say what applies now, item by item."))
    return ALLOWED


def _goes_back_to_somebody(review: Review, finding: Finding) -> Ruling:
    if finding.result != Result.REDO:
        return ALLOWED
    lead = review.answer.unit
    if finding.lead is not None and finding.lead.pk in (lead.pk, lead.parent_id):
        return ALLOWED
    return refused(_("It goes back to the unit that answered, or to the one above it."))


def may_read(review: Review, opinion: Opinion, by: User, stakes: Stakes) -> Ruling:
    if opinion.state != AnswerState.READING:
        return refused(_("This opinion does not wait for a second reader."))
    if opinion.written_by_id == by.pk:
        return refused(_("Whoever wrote an opinion is not its second reader."))
    return all_of(heads_the_body(review, by), has_no_stake(review, by, stakes))


def may_drop(joining: Joining, review: Review, asked: bool) -> Ruling:
    if not asked:
        return refused(_("You have not asked for this review."))
    return may_move(review, Move.DROP)


def may_serve(review: Review, by: User) -> Ruling:
    """Paper signed for: the body that wrote it, or those who know the person's address."""
    return works_for_the_body(review, by) or may_record_delivery(review.matter, by)


def may_draft(review: Review, by: User, stakes: Stakes, *, kind: str) -> Ruling:
    """The paper that fits: a hearing while it runs, an opinion when it is decided."""
    if kind not in PAPERS:
        return refused(_("A review has no such paper."))
    return may_work(review, by, stakes)


# Hearing


def may_call_hearing(
    review: Review, by: User, stakes: Stakes, *, from_day: date, until_day: date, earliest: date
) -> Ruling:
    if review.state != State.UNDER_WAY:
        return may_move(review, Move.DECIDE)
    return all_of(
        may_work(review, by, stakes), _has_papers_in_time(from_day, earliest),
        _is_within_the_period(review, from_day), _ends_after(from_day, until_day),
    )  # fmt: skip


def _has_papers_in_time(from_day: date, earliest: date) -> Ruling:
    if from_day >= earliest:
        return ALLOWED
    return refused(
        _("Who takes part has the papers 7 days before: not earlier than %(day)s.")
        % {"day": day_words(earliest)}
    )


def _is_within_the_period(review: Review, from_day: date) -> Ruling:
    if from_day <= review.due_on:
        return ALLOWED
    return refused(_("The review is to be decided before; a hearing begins within its period."))


def _ends_after(from_day: date, until_day: date) -> Ruling:
    if until_day >= from_day:
        return ALLOWED
    return refused(_("The last day is not before the first."))


def may_minute(
    review: Review, hearing: Hearing, by: User, stakes: Stakes, *, today: date
) -> Ruling:
    if not hearing.is_ahead:
        return refused(_("This hearing is over."))
    if today < hearing.from_day:
        return refused(_("The hearing has not begun yet."))
    return may_work(review, by, stakes)


def may_cancel(review: Review, hearing: Hearing, by: User, stakes: Stakes) -> Ruling:
    if not hearing.is_ahead:
        return refused(_("This hearing is over."))
    return may_work(review, by, stakes)


# In public


def may_publish(review: Review, by: User, *, agreed: bool, masked: bool, heard: bool) -> Ruling:
    """Art. 36: an opinion after a hearing, if all who asked agree, and without a person in it."""
    for holds, reason in (
        (not review.is_second or review.state != State.DECIDED, _("Only after a second review.")),
        (not heard, _("Only what was heard in a hearing is made public.")),
        (not agreed, _("Everybody who asked has to agree first.")),
        (not masked, _("There still is something in it that tells of a person.")),
        (review.public_at is not None, _("It is public already.")),
    ):
        if holds:
            return refused(reason)
    return works_for_the_body(review, by)


# Bodies


def may_name_bodies(by: User) -> Ruling:
    if by.holds(Role.ADMINISTRATOR):
        return ALLOWED
    return refused(_("Only an administrator names who reviews."))


def is_another(unit: Unit, body: Unit | None) -> Ruling:
    """Neither the unit itself nor one that stands under it."""
    if body is not None and (unit.contains(body) or body.third_party):
        return refused(_("A unit is not reviewed by itself, from below, or by a contractor."))
    return ALLOWED


def may_see_queue(by: User) -> Ruling:
    if by.holds(*WRITERS, *READERS, Role.INTAKE, Role.SUPERVISOR):
        return ALLOWED
    return refused(_("Reviews are for those who decide them and those who oversee them."))
