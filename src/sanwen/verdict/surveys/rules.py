"""Who prepares, announces, draws, opens and publishes a survey, and when."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from sanwen.core.dates import day_words
from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit
from sanwen.verdict.surveys import readiness
from sanwen.verdict.surveys.drafts import Announcement, SurveyDraft
from sanwen.verdict.surveys.models import (
    INSIDE,
    MOST_QUESTIONS,
    MOST_REMINDERS,
    Stratum,
    Survey,
)
from sanwen.verdict.surveys.roll import Row
from sanwen.verdict.surveys.states import MOVES, Kind, Move, State

PREPARERS = (Role.UNIT_LEAD, Role.LEADER)


def may_look_inside(by: User) -> Ruling:
    if by.holds(*INSIDE):
        return ALLOWED
    return refused(_("Surveys are prepared and read by those who answer for a unit."))


def prepares_for(unit: Unit, by: User) -> Ruling:
    if by.covers(unit, *PREPARERS):
        return ALLOWED
    return refused(_("Only the head of the unit that asks, or a leader above it, does this."))


def is_about_itself(unit: Unit, judged: Unit | None) -> bool:
    """Whether a unit, or one under it, asks what people think of its own work."""
    return judged is not None and unit.path.startswith(judged.path)


def may_move(survey: Survey, move: Move) -> Ruling:
    state = State(survey.state)
    if move in MOVES[state]:
        return ALLOWED
    return refused(
        _("This cannot be done now: the survey is “%(state)s”.") % {"state": state.label}
    )


def may_prepare(draft: SurveyDraft, unit: Unit, by: User) -> Ruling:
    return all_of(prepares_for(unit, by), fits(draft, unit))


def fits(draft: SurveyDraft, unit: Unit) -> Ruling:
    if is_about_itself(unit, draft.about_unit) and not draft.own_because.strip():
        return refused(
            _(
                "A unit that asks about its own work says why no other unit asks. "
                "Everybody reads the reason."
            )
        )
    if draft.kind == Kind.OPEN and draft.is_confidential:
        return refused(_("An open survey knows nobody, so that it ties no answer to anybody."))
    if draft.opens_on and draft.closes_on and draft.closes_on < draft.opens_on:
        return refused(_("It ends on its first day, or later."))
    return ALLOWED


def may_change(survey: Survey, by: User) -> Ruling:
    if survey.state != State.DRAFTING:
        return refused(
            _(
                "What is announced is not changed. "
                "Withdraw it with the reason and prepare a new one."
            )
        )
    return prepares_for(survey.unit, by)


def may_add_questions(survey: Survey, there: int, more: int, by: User) -> Ruling:
    if there + more > MOST_QUESTIONS:
        return refused(
            _("A survey has at most %(most)d questions: nobody answers more with care.")
            % {"most": MOST_QUESTIONS}
        )
    return all_of(_asks_its_own(survey, there), may_change(survey, by))


def may_drop_question(survey: Survey, by: User) -> Ruling:
    return all_of(_asks_its_own(survey, 1), may_change(survey, by))


def _asks_its_own(survey: Survey, there: int) -> Ruling:
    """What a reach check makes of the answers rests on its questions as they stand."""
    if survey.belongs_to and there:
        return refused(_("The questions of a reach check are the same in every check."))
    return ALLOWED


def may_take_list(survey: Survey, by: User) -> Ruling:
    if survey.kind == Kind.OPEN:
        return refused(_("An open survey has no list."))
    return may_change(survey, by)


def has_amounts(survey: Survey, rows: Sequence[Row]) -> Ruling:
    """What arrived is set against what was meant: of everybody, or nothing can be estimated."""
    short = [row.key for row in rows if not row.size] if survey.belongs_to else []
    if not short:
        return ALLOWED
    return refused(
        _("Every line needs the amount that was meant for the person, above 0. Missing: %(keys)s")
        % {"keys": "、".join(short[:5])}
    )


def may_announce(
    survey: Survey,
    told: Announcement,
    by: User,
    *,
    questions: int,
    listed: int,
    unsized: int,
    strata: Sequence[Stratum],
    today: date,
) -> Ruling:
    """`unsized`: lines of a reach check's list without the amount that was meant."""
    return all_of(
        prepares_for(survey.unit, by),
        may_move(survey, Move.ANNOUNCE),
        *readiness.of(
            survey, questions=questions, listed=listed, unsized=unsized, strata=strata, today=today
        ),
        readiness.has_sources(survey, told, today),
    )


def may_draw(survey: Survey, by: User, *, same_list: bool, today: date) -> Ruling:
    return all_of(
        prepares_for(survey.unit, by),
        may_move(survey, Move.DRAW),
        _is_a_sample(survey),
        _day_has_come(survey, today),
        _is_the_announced_list(same_list),
    )


def _is_a_sample(survey: Survey) -> Ruling:
    if survey.kind == Kind.SAMPLE:
        return ALLOWED
    return refused(_("Nothing is drawn here: everybody is asked."))


def _day_has_come(survey: Survey, today: date) -> Ruling:
    if survey.seed_on is not None and today < survey.seed_on:
        return refused(
            _("The number of the draw is known on %(day)s, not before.")
            % {"day": day_words(survey.seed_on)}
        )
    return ALLOWED


def _is_the_announced_list(same_list: bool) -> Ruling:
    if same_list:
        return ALLOWED
    return refused(_("The list is not the one that was announced: its fingerprint differs."))


def may_open(survey: Survey, by: User, *, today: date) -> Ruling:
    if survey.kind == Kind.SAMPLE and survey.state == State.ANNOUNCED:
        return refused(_("The sample is drawn before it is opened."))
    if survey.opens_on is not None and today < survey.opens_on:
        return refused(_("It opens on %(day)s.") % {"day": day_words(survey.opens_on)})
    return all_of(prepares_for(survey.unit, by), may_move(survey, Move.OPEN))


def may_close(survey: Survey, by: User, *, today: date) -> Ruling:
    """Not before its last day: nobody stops when the figures look good."""
    if survey.state == State.OPEN and survey.closes_on is not None and today <= survey.closes_on:
        return refused(
            _("It was announced to stay open until %(day)s, and does.")
            % {"day": day_words(survey.closes_on)}
        )
    return all_of(prepares_for(survey.unit, by), may_move(survey, Move.CLOSE))


def may_print_codes(survey: Survey, by: User) -> Ruling:
    ready = survey.state in (State.DRAWN, State.OPEN) or (
        survey.kind == Kind.CENSUS and survey.state == State.ANNOUNCED
    )
    if survey.kind == Kind.OPEN or not ready:
        return refused(_("Codes are printed for those who were drawn, until the survey closes."))
    return prepares_for(survey.unit, by)


def may_remind(survey: Survey, by: User) -> Ruling:
    if survey.reminders >= MOST_REMINDERS:
        return refused(_("People were reminded twice. Whoever keeps silent has decided."))
    if survey.state != State.OPEN:
        return may_move(survey, Move.CLOSE)
    return may_print_codes(survey, by)


def may_tell_margin(survey: Survey, by: User) -> Ruling:
    """Also after publishing: a wrong figure is mended, and the next version says so."""
    if survey.state == State.WITHDRAWN:
        return may_move(survey, Move.PUBLISH)
    return prepares_for(survey.unit, by)


def may_publish(survey: Survey, by: User) -> Ruling:
    return all_of(prepares_for(survey.unit, by), may_move(survey, Move.PUBLISH))


def may_correct(survey: Survey, because: str, by: User) -> Ruling:
    """A new version beside the old one, after a figure of the population was mended."""
    if survey.state != State.PUBLISHED:
        return may_publish(survey, by)
    if not because.strip():
        return refused(_("Say what was wrong; everybody reads it."))
    return prepares_for(survey.unit, by)


def may_read_figures(survey: Survey, by: User) -> Ruling:
    """Nobody while people are being asked: figures that are known early steer those who ask."""
    if survey.state not in (State.CLOSED, State.PUBLISHED):
        return refused(_("Nobody sees figures before the survey is closed."))
    if by.covers(survey.unit, Role.UNIT_LEAD, Role.LEADER, Role.SUPERVISOR, Role.AUDITOR):
        return ALLOWED
    return refused(_("Whoever asks the questions does not see what others answered."))


def may_withdraw(survey: Survey, because: str, by: User) -> Ruling:
    if not because.strip():
        return refused(_("Give the reason; everybody reads it."))
    return all_of(prepares_for(survey.unit, by), may_move(survey, Move.WITHDRAW))


def has_a_seed(seed: str) -> Ruling:
    if seed:
        return ALLOWED
    return refused(_("Type the number that was drawn on that day."))
