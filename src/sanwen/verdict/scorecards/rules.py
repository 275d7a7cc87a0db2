"""Who reads rates, publishes them, takes a matter out of them, and looks in the field."""

from datetime import date

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.deliver.matters.models import Joining, Matter
from sanwen.deliver.matters.states import State
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit
from sanwen.verdict.scorecards.models import Exclusion, FieldCheck, FieldDraw, Ground, Stage

READERS = (Role.HANDLER, Role.UNIT_LEAD, Role.SUPERVISOR, Role.LEADER, Role.AUDITOR, Role.INTAKE)
LONGEST = 1000
FIELD_LONGEST = 300
# Of more matters than this a draw would no longer be looked at by anybody.
MOST_DRAWN = 200
_ANSWERED = (State.ANSWERED, State.CLOSED, State.REVIEWED, State.FINISHED, State.REOPENED)


def may_read(by: User) -> Ruling:
    if by.holds(*READERS):
        return ALLOWED
    return refused(_("The rates are for those who answer for a unit or check it."))


def may_fill_in(by: User, role: Role) -> Ruling:
    """Nobody is shown the form of an act that their duty does not know."""
    if by.holds(role):
        return ALLOWED
    return refused(_("This is for %(role)s.") % {"role": str(role.label)})


def may_publish(by: User, *, until: date, today: date, is_published: bool) -> Ruling:
    return all_of(_answers_for_all(by), _is_over(until, today), _is_new(is_published))


def may_correct(by: User, *, differs: bool, reason: str) -> Ruling:
    if not differs:
        return refused(_("Nothing differs from what was published."))
    return all_of(_answers_for_all(by), _has_words(reason))


def may_set_profile(by: User, *, starts_on: date, today: date, last: date, reason: str) -> Ruling:
    if starts_on <= max(today, last):
        return refused(_("A profile begins after today and after the last one; the past stays."))
    return all_of(_leads(by), _has_words(reason))


def is_sound(problems: list[str]) -> Ruling:
    return refused(" ".join(problems)) if problems else ALLOWED


def may_propose(matter: Matter, by: User, *, ground: str, reason: str) -> Ruling:
    return all_of(
        _holds(by, matter.received_by, Role.INTAKE),
        _is_not_the_handler(matter, by),
        _has_an_answer(matter),
        _is_listed(ground),
        _has_words(reason),
    )


def is_the_only_one(another: bool) -> Ruling:
    if another:
        return refused(_("This matter is proposed or out of the rate already."))
    return ALLOWED


def may_answer(exclusion: Exclusion, by: User, *, refusal: str | None = None) -> Ruling:
    """Confirm it, or refuse it with words."""
    return all_of(
        _is_at(exclusion, Stage.PROPOSED, _("This is decided already.")),
        _holds(by, exclusion.matter.received_by, Role.SUPERVISOR),
        _is_not_the_handler(exclusion.matter, by),
        _is_another(by, exclusion.proposed_by_id),
        ALLOWED if refusal is None else _has_words(refusal),
    )


def may_object(exclusion: Exclusion, joining: Joining, words: str) -> Ruling:
    if joining.matter_id != exclusion.matter_id or joining.withdrawn_at is not None:
        return refused(_("This is about another matter."))
    wait = _("You can object once, while the matter is out of the rate.")
    return all_of(_is_at(exclusion, Stage.IN_FORCE, wait), _has_words(words))


def may_decide(exclusion: Exclusion, by: User, *, decision: str) -> Ruling:
    return all_of(
        _is_at(exclusion, Stage.OBJECTED, _("Nobody objects to this now.")),
        _holds(by, exclusion.matter.received_by, Role.SUPERVISOR),
        _is_not_the_handler(exclusion.matter, by),
        _is_another(by, exclusion.proposed_by_id),
        _is_another(by, exclusion.answered_by_id),
        _has_words(decision),
    )


def may_announce(by: User, of: Unit, *, size: int, listed: int, seed_source: str) -> Ruling:
    if not 0 < size <= min(listed, MOST_DRAWN):
        return refused(
            _("Draw between 1 and %(most)d of the %(listed)d matters that were said to be solved.")
            % {"most": min(listed, MOST_DRAWN), "listed": listed}
        )
    return all_of(_holds(by, of, Role.SUPERVISOR), _has_words(seed_source))


def may_draw(draw: FieldDraw, by: User, *, seed: str) -> Ruling:
    if draw.drawn_at is not None:
        return refused(_("This lot is drawn already."))
    return all_of(_holds(by, draw.of, Role.SUPERVISOR), _has_words(seed, 200))


def may_give(check: FieldCheck, unit: Unit, by: User, *, has_a_part: bool) -> Ruling:
    """To a third unit: not the lead nor anything under it, nobody with a part in the matter."""
    if check.finding:
        return refused(_("This matter was looked at already."))
    lead = check.matter.lead_unit
    if has_a_part or (lead is not None and lead.contains(unit)):
        return refused(
            _("Whoever handled it, or is under them, does not check it. Choose a third unit.")
        )
    return _holds(by, check.draw.of, Role.SUPERVISOR)


def may_find(check: FieldCheck, by: User, *, words: str) -> Ruling:
    if check.unit is None:
        return refused(_("No unit was named to look at it yet."))
    if check.finding:
        return refused(_("This matter was looked at already."))
    if len(words) > FIELD_LONGEST:
        return refused(_("Use at most %(most)d characters.") % {"most": FIELD_LONGEST})
    if by.covers(check.unit, Role.HANDLER, Role.UNIT_LEAD) and check.matter.handler_id != by.pk:
        return ALLOWED
    return refused(_("The unit that was named looks at it and writes down what it found."))


def _answers_for_all(by: User) -> Ruling:
    if by.holds(Role.SUPERVISOR, Role.LEADER):
        return ALLOWED
    return refused(_("A supervisor or a leader publishes figures."))


def _leads(by: User) -> Ruling:
    if by.holds(Role.LEADER):
        return ALLOWED
    return refused(_("The leader decides how rates are counted, and answers for it."))


def _is_over(until: date, today: date) -> Ruling:
    if until <= today:
        return ALLOWED
    return refused(_("The period is not over yet."))


def _is_new(is_published: bool) -> Ruling:
    if is_published:
        return refused(_("It is published already. A difference found later is shown beside it."))
    return ALLOWED


def _has_words(text: str, most: int = LONGEST) -> Ruling:
    if not text.strip():
        return refused(_("Say why, in words."))
    if len(text) > most:
        return refused(_("Use at most %(most)d characters.") % {"most": most})
    return ALLOWED


def _holds(by: User, unit: Unit, role: Role) -> Ruling:
    if by.covers(unit, role):
        return ALLOWED
    return refused(_("This is for %(role)s.") % {"role": str(role.label)})


def _is_not_the_handler(matter: Matter, by: User) -> Ruling:
    lead = matter.lead_unit
    of_the_lead = lead is not None and by.covers(lead, Role.HANDLER, Role.UNIT_LEAD)
    if matter.handler_id == by.pk or of_the_lead:
        return refused(_("Whoever handled the matter does not take it out of the rate."))
    return ALLOWED


def _has_an_answer(matter: Matter) -> Ruling:
    if matter.state in _ANSWERED:
        return ALLOWED
    return refused(_("There is no answer yet."))


def _is_listed(ground: str) -> Ruling:
    if ground in Ground.values:
        return ALLOWED
    return refused(_("Choose one of the listed grounds."))


def _is_at(exclusion: Exclusion, stage: Stage, otherwise: str) -> Ruling:
    return ALLOWED if exclusion.state == stage else refused(otherwise)


def _is_another(by: User, than: int | None) -> Ruling:
    if by.pk != than:
        return ALLOWED
    return refused(_("Two people decide, and a third one where there is an objection."))
