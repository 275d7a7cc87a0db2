"""Who asks whom, how often, and who may not: no chasing, and nobody about their own work."""

from datetime import date

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.verdict.surveys.models import MOST_ATTEMPTS, Hold, Listed, Survey
from sanwen.verdict.surveys.states import ENDED, INTERVIEWED, NOTED, Disposition, Kind, State


def may_interview(survey: Survey, by: User, *, today: date) -> Ruling:
    """For the unit that asks, and from outside the unit that is judged; not after the last day:
    what was said then could not be handed in."""
    return all_of(_is_open(survey, today), _asks_for(survey, by), _is_not_judged(survey, by))


def _is_open(survey: Survey, today: date) -> Ruling:
    if survey.state == State.OPEN and survey.kind != Kind.OPEN:
        if _is_within_its_days(survey, today):
            return ALLOWED
        return refused(_("Its last day is over; nobody is called any more."))
    return refused(_("Nobody is called for this survey now."))


def _asks_for(survey: Survey, by: User) -> Ruling:
    if by.covers(survey.unit, Role.INTAKE):
        return ALLOWED
    return refused(_("Calls are made by the intake desk of the unit that asks."))


def _is_not_judged(survey: Survey, by: User) -> Ruling:
    judged = survey.about_unit
    if judged is None or not any(unit.path.startswith(judged.path) for unit in by.units()):
        return ALLOWED
    return refused(_("Whoever works in the unit that is judged does not ask about it."))


def may_take(
    listed: Listed, survey: Survey, by: User, *, today: date, other: Hold | None
) -> Ruling:
    """Have the case open. Also one that was tried today: people ring back."""
    return all_of(
        may_interview(survey, by, today=today),
        _was_drawn(listed),
        _can_answer(listed),
        _is_free(other),
    )


def _was_drawn(listed: Listed) -> Ruling:
    if listed.is_drawn:
        return ALLOWED
    return refused(_("This line was not drawn; nobody is asked out of turn."))


def _can_answer(listed: Listed) -> Ruling:
    if listed.disposition in (Disposition.COMPLETE, Disposition.NOT_MEANT):
        return refused(_("This case is finished; nobody is asked twice."))
    return ALLOWED


def _is_free(other: Hold | None) -> Ruling:
    """`other`: that somebody else has the case open just now."""
    if other is None:
        return ALLOWED
    return refused(
        _("Being asked by %(who)s since %(since)s.")
        % {"who": other.user.display_name, "since": f"{localtime(other.since):%H:%M}"}
    )


def may_look_up(
    listed: Listed,
    survey: Survey,
    by: User,
    *,
    today: date,
    last: date | None,
    tried: int,
    other: Hold | None,
) -> Ruling:
    """See the telephone number, to call now."""
    return all_of(
        may_take(listed, survey, by, today=today, other=other),
        _may_be_tried(listed, today, last, tried),
    )


def _may_be_tried(listed: Listed, today: date, last: date | None, tried: int) -> Ruling:
    if listed.disposition in ENDED:
        return refused(_("This case is finished; nobody is asked twice."))
    if tried >= MOST_ATTEMPTS:
        return refused(_("It was tried four times. That is enough."))
    if last == today:
        return refused(_("It was tried today. Try another day, at another time."))
    if listed.call_again_on is not None and today < listed.call_again_on:
        return refused(_("The person asked to be called on a later day."))
    return ALLOWED


def may_note(
    listed: Listed,
    survey: Survey,
    by: User,
    *,
    mode: str,
    disposition: str,
    call_again_on: date | None,
    today: date,
    last: date | None,
    tried: int,
    other: Hold | None,
) -> Ruling:
    if mode not in INTERVIEWED or disposition not in NOTED:
        return refused(_("Choose how it was tried and what came of it."))
    if call_again_on is not None and (disposition in ENDED or call_again_on <= today):
        return refused(_("Call again on a later day, and not somebody who said no."))
    return may_look_up(listed, survey, by, today=today, last=last, tried=tried, other=other)


def may_answer(survey: Survey, today: date, *, disposition: str | None) -> Ruling:
    """`disposition`: of the line whose code it is; None in an open survey."""
    if survey.state != State.OPEN or not _is_within_its_days(survey, today):
        return refused(_("This survey takes no answers now."))
    if (disposition is None) != (survey.kind == Kind.OPEN):
        return refused(_("This code is not known here."))
    if disposition == Disposition.COMPLETE:
        return refused(_("With this code somebody answered already. Each counts once."))
    if disposition == Disposition.NOT_MEANT:
        return refused(_("This code is not known here."))
    return ALLOWED


def _is_within_its_days(survey: Survey, today: date) -> bool:
    first, last = survey.opens_on, survey.closes_on
    return first is not None and last is not None and first <= today <= last
