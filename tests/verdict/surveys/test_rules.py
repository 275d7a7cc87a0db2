"""Rights are a table: who may do what to a survey, in which state."""

import inspect
from datetime import timedelta

import pytest

from sanwen.core.ruling import NotAllowed
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.verdict.surveys import asking_rules, rules
from sanwen.verdict.surveys.actions import asking, holding, preparing, publishing, running
from sanwen.verdict.surveys.models import Listed, PartOfDay, Survey
from sanwen.verdict.surveys.states import Disposition, Mode, State
from tests.factories.people import person
from tests.factories.places import units
from tests.factories.surveys import (
    AFTER,
    OPENED,
    SEED,
    announcement,
    draft,
    head,
    questions,
    rows,
    survey,
)
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db

CLERK, HEAD, LEADER, SUPERVISOR = "clerk", "head", "leader", "supervisor"
AUDITOR, HANDLER, OTHER, JUDGED = "auditor", "handler", "other", "judged"
SEATS = {
    CLERK: (Role.INTAKE, "county"),
    HEAD: (Role.UNIT_LEAD, "county"),
    LEADER: (Role.LEADER, "county"),
    SUPERVISOR: (Role.SUPERVISOR, "county"),
    AUDITOR: (Role.AUDITOR, "county"),
    HANDLER: (Role.HANDLER, "county"),
    OTHER: (Role.UNIT_LEAD, "water"),
    JUDGED: (Role.INTAKE, "roads"),
}
LEADS = {HEAD, LEADER}
READS = {HEAD, LEADER, SUPERVISOR, AUDITOR}
DAY = AFTER.date()


def _line(one: Survey) -> Listed:
    found = Listed.objects.filter(survey=one)
    return found.filter(is_drawn=True).first() or found.first() or Listed(survey=one)


def _note(one: Survey, by: User) -> object:
    return asking_rules.may_note(
        _line(one), one, by, mode=Mode.PHONE, disposition=Disposition.NOT_REACHED,
        call_again_on=None, today=OPENED.date(), last=None, tried=0, other=None,
    )  # fmt: skip


def _announce(one: Survey, by: User) -> object:
    today = OPENED.date() - timedelta(days=6)
    return rules.may_announce(
        one, announcement(), by, questions=3, listed=60, unsized=0,
        strata=list(one.strata.all()), today=today,
    )  # fmt: skip


TABLE = {
    rules.may_look_inside: (lambda one, by: rules.may_look_inside(by), set(State),
                            {CLERK, *READS, OTHER, JUDGED}),
    rules.may_prepare: (lambda one, by: rules.may_prepare(draft(), one.unit, by),
                        set(State), LEADS),
    rules.may_change: (rules.may_change, {State.DRAFTING}, LEADS),
    rules.may_add_questions: (lambda one, by: rules.may_add_questions(one, 3, 1, by),
                              {State.DRAFTING}, LEADS),
    rules.may_drop_question: (rules.may_drop_question, {State.DRAFTING}, LEADS),
    rules.may_take_list: (rules.may_take_list, {State.DRAFTING}, LEADS),
    rules.may_announce: (_announce, {State.DRAFTING}, LEADS),
    rules.may_draw: (lambda one, by: rules.may_draw(one, by, same_list=True, today=DAY),
                     {State.ANNOUNCED}, LEADS),
    rules.may_open: (lambda one, by: rules.may_open(one, by, today=DAY), {State.DRAWN}, LEADS),
    rules.may_close: (lambda one, by: rules.may_close(one, by, today=DAY), {State.OPEN}, LEADS),
    rules.may_print_codes: (rules.may_print_codes, {State.DRAWN, State.OPEN}, LEADS),
    rules.may_remind: (rules.may_remind, {State.OPEN}, LEADS),
    rules.may_tell_margin: (rules.may_tell_margin, set(State) - {State.WITHDRAWN}, LEADS),
    rules.may_publish: (rules.may_publish, {State.CLOSED}, LEADS),
    rules.may_correct: (lambda one, by: rules.may_correct(one, "更正", by),
                        {State.CLOSED, State.PUBLISHED}, LEADS),
    rules.may_read_figures: (rules.may_read_figures, {State.CLOSED, State.PUBLISHED}, READS),
    rules.may_withdraw: (lambda one, by: rules.may_withdraw(one, "有误", by),
                         set(State) - {State.PUBLISHED, State.WITHDRAWN}, LEADS),
    asking_rules.may_interview: (
        lambda one, by: asking_rules.may_interview(one, by, today=OPENED.date()),
        {State.OPEN}, {CLERK}),
    asking_rules.may_take: (
        lambda one, by: asking_rules.may_take(
            _line(one), one, by, today=OPENED.date(), other=None),
        {State.OPEN}, {CLERK}),
    asking_rules.may_look_up: (
        lambda one, by: asking_rules.may_look_up(
            _line(one), one, by, today=OPENED.date(), last=None, tried=0, other=None),
        {State.OPEN}, {CLERK}),
    asking_rules.may_note: (_note, {State.OPEN}, {CLERK}),
}  # fmt: skip
# Asked by state alone: whoever holds a code, or of any survey.
OF_NOBODY = {"may_move", "may_answer"}


@pytest.mark.parametrize("state", State)
def test_every_cell_of_the_table(state: State) -> None:
    one = survey(state)
    people = {seat: person(role, getattr(units(), at)) for seat, (role, at) in SEATS.items()}

    wrong = [
        (rule.__name__, seat)
        for rule, (asked, states, allowed) in TABLE.items()
        for seat, by in people.items()
        if bool(asked(one, by)) is not (state in states and seat in allowed)
    ]

    assert wrong == []


def test_the_table_names_every_right() -> None:
    known = {
        name
        for module in (rules, asking_rules)
        for name, _rule in inspect.getmembers(module, inspect.isfunction)
        if name.startswith("may_")
    }

    assert known == {rule.__name__ for rule in TABLE} | OF_NOBODY


ACTS = {
    "change": lambda one, by: preparing.change(survey=one, draft=draft(), by=by, now=OPENED),
    "questions": lambda one, by: preparing.add_questions(
        survey=one, drafts=questions()[:1], by=by, now=OPENED
    ),
    "list": lambda one, by: preparing.take_list(survey=one, rows=rows(), by=by, now=OPENED),
    "announce": lambda one, by: running.announce(
        survey=one, told=announcement(), by=by, now=OPENED - timedelta(days=6)
    ),
    "draw": lambda one, by: running.draw(survey=one, seed=SEED, by=by, now=OPENED),
    "open": lambda one, by: running.open_up(survey=one, by=by, now=OPENED),
    "close": lambda one, by: running.close(survey=one, by=by, now=AFTER),
    "withdraw": lambda one, by: running.withdraw(survey=one, because="有误", by=by, now=OPENED),
    "margins": lambda one, by: preparing.tell_margins(
        question=one.questions.all()[0], known=[("yes", 9), ("no", 9)], source="x", by=by,
        now=OPENED,
    ),
    "no margins": lambda one, by: preparing.drop_margins(
        question=one.questions.all()[0], by=by, now=OPENED
    ),
    "codes": lambda one, by: asking.print_codes(survey=one, by=by, now=OPENED),
    "remind": lambda one, by: asking.remind(survey=one, by=by, now=OPENED),
    "publish": lambda one, by: publishing.publish(survey=one, by=by, now=AFTER),
    "correct": lambda one, by: publishing.correct(survey=one, because="更正", by=by, now=AFTER),
    "take": lambda one, by: holding.take(listed=_line(one), by=by, now=OPENED),
    "take next": lambda one, by: holding.take_next(survey=one, by=by, now=OPENED),
    "look up": lambda one, by: asking.look_up(listed=_line(one), by=by, now=OPENED),
    "note": lambda one, by: asking.note(
        listed=_line(one), mode=Mode.PHONE, part=PartOfDay.EVENING,
        disposition=Disposition.NOT_REACHED, by=by, now=OPENED,
    ),
}  # fmt: skip


@pytest.mark.parametrize("state", [State.DRAFTING, State.ANNOUNCED, State.DRAWN, State.OPEN])
def test_another_units_head_is_refused_everything_and_nothing_changes(state: State) -> None:
    one = survey(state, head())
    other = person(Role.UNIT_LEAD, units().water)

    for act in ACTS.values():
        with nothing_changes(), pytest.raises(NotAllowed):
            act(one, other)
