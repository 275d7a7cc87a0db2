"""Who may write and publish a decision, and what has to stand in it before anybody reads it."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanwen.core.dates import day_words
from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.counsel.consultations.models import Consultation
from sanwen.counsel.consultations.states import State as Asked
from sanwen.counsel.decisions.drafts import EvidenceDraft, PointDraft, PromiseDraft
from sanwen.counsel.decisions.models import Adopted, Decision, Version
from sanwen.counsel.decisions.states import MOVES, OPEN, Move, State
from sanwen.people.models import User
from sanwen.people.roles import Role

WRITERS = (Role.INTAKE, Role.UNIT_LEAD, Role.LEADER)
DECIDERS = (Role.UNIT_LEAD, Role.LEADER)
# Of a phase that nobody has given a last day.
NO_END = date.max


def writes_for(consultation: Consultation, by: User) -> Ruling:
    if by.covers(consultation.unit, *WRITERS):
        return ALLOWED
    return refused(_("A decision is written by the unit that asked, or above it."))


def answers_for(consultation: Consultation, by: User) -> Ruling:
    if by.covers(consultation.unit, *DECIDERS):
        return ALLOWED
    return refused(_("Only the head of the unit, or a leader above it, publishes this."))


def may_move(decision: Decision, move: Move) -> Ruling:
    state = State(decision.state)
    if move in MOVES[state]:
        return ALLOWED
    return refused(
        _("This cannot be done now: the decision is “%(state)s”.") % {"state": state.label}
    )


def may_begin(consultation: Consultation, has_one: bool, by: User) -> Ruling:
    if consultation.state != Asked.PUBLISHED:
        return refused(_("Only a question that is published and stands can be decided."))
    if has_one:
        return refused(_("There is a decision on this question already; write on that one."))
    return writes_for(consultation, by)


def may_write(decision: Decision, by: User) -> Ruling:
    if decision.state not in OPEN:
        return refused(_("What is published is not changed. Begin a new version first."))
    return writes_for(decision.consultation, by)


def may_answer(draft: PointDraft, decision: Decision, by: User) -> Ruling:
    """A reason always; for what is not adopted also what would have to change, or where else."""
    if not draft.reason.strip():
        return refused(_("Give the reason; people read it beside their opinion."))
    if draft.adopted == Adopted.NOT and not draft.instead.strip():
        return refused(
            _("Say what would have to change for it to be adopted, or where else one can turn.")
        )
    if not (draft.statements or draft.opinions or draft.group):
        return refused(_("Name the opinions that this answers, or the group that holds them."))
    return may_write(decision, by)


def may_promise(draft: PromiseDraft, decision: Decision, by: User, *, today: date) -> Ruling:
    if draft.due_on < today:
        return refused(_("The day lies in the past."))
    return may_write(decision, by)


def may_show(decision: Decision, version: Version, by: User) -> Ruling:
    return all_of(
        answers_for(decision.consultation, by),
        may_move(decision, Move.SHOW),
        _has_words(version),
    )


def may_decide(
    decision: Decision,
    version: Version,
    by: User,
    *,
    uncovered: int,
    asked_until: date | None,
    owes_a_draft: bool,
    today: date,
) -> Ruling:
    """After the asking is over, with every opinion answered: first who and when, then what."""
    return all_of(
        answers_for(decision.consultation, by),
        may_move(decision, Move.DECIDE),
        _is_not_withdrawn(decision.consultation),
        _asking_is_over(asked_until, today),
        _draft_was_shown(owes_a_draft),
        _every_opinion_is_answered(uncovered),
        _has_words(version),
        _names_who_and_when(version, today),
        _says_what_is_other(decision, version),
    )


def may_revise(decision: Decision, by: User) -> Ruling:
    return all_of(writes_for(decision.consultation, by), may_move(decision, Move.REVISE))


def may_amend(decision: Decision, by: User) -> Ruling:
    return all_of(answers_for(decision.consultation, by), may_move(decision, Move.AMEND))


def may_leave(decision: Decision, by: User) -> Ruling:
    return all_of(answers_for(decision.consultation, by), may_move(decision, Move.LEAVE))


def may_add_evidence(draft: EvidenceDraft, decision: Decision, by: User, *, today: date) -> Ruling:
    """At any time, also long after the decision: people judge when the work is done."""
    if draft.on > today:
        return refused(_("The day lies in the future: only what has happened is evidence."))
    return writes_for(decision.consultation, by)


def may_remove_evidence(decision: Decision, by: User) -> Ruling:
    return writes_for(decision.consultation, by)


def _is_not_withdrawn(consultation: Consultation) -> Ruling:
    if consultation.state == Asked.PUBLISHED:
        return ALLOWED
    return refused(_("The question was withdrawn; nothing is decided on it."))


def _asking_is_over(asked_until: date | None, today: date) -> Ruling:
    if asked_until is None or today > asked_until:
        return ALLOWED
    if asked_until == NO_END:
        return refused(_("People are still being asked, and no last day is set. Set one first."))
    return refused(
        _("People are being asked until %(day)s. Decide after that.")
        % {"day": day_words(asked_until)}
    )


def _draft_was_shown(owes_a_draft: bool) -> Ruling:
    if not owes_a_draft:
        return ALLOWED
    return refused(
        _("You said that the draft would be discussed. Show it first, then go on writing.")
    )


def _every_opinion_is_answered(uncovered: int) -> Ruling:
    if not uncovered:
        return ALLOWED
    return refused(
        ngettext(
            "%(count)d opinion that everybody can read has no answer yet.",
            "%(count)d opinions that everybody can read have no answer yet.",
            uncovered,
        )
        % {"count": uncovered}
    )


def _has_words(version: Version) -> Ruling:
    if version.gist and version.text:
        return ALLOWED
    return refused(_("Write it in one paragraph, and then in full."))


def _names_who_and_when(version: Version, today: date) -> Ruling:
    if not (version.decided_by and version.decided_on and version.ground):
        return refused(_("Say who decided it, when, and on what ground."))
    if version.decided_on > today:
        return refused(_("The day of the decision lies in the future."))
    return ALLOWED


def _says_what_is_other(decision: Decision, version: Version) -> Ruling:
    if decision.state == State.AMENDING and not version.because:
        return refused(_("Say what is other than before, and why."))
    return ALLOWED
