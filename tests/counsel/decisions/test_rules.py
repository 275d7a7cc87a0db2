"""Rights are a table: who may do what to a decision, in which state."""

import inspect

import pytest

from sanwen.core.ruling import NotAllowed
from sanwen.counsel.consultations.states import State as Asked
from sanwen.counsel.decisions import rules
from sanwen.counsel.decisions.actions import publishing, witnessing, writing
from sanwen.counsel.decisions.drafts import EvidenceDraft
from sanwen.counsel.decisions.models import Decision, Gate, Source
from sanwen.counsel.decisions.states import State
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.consultations import TODAY, consultation
from tests.factories.decisions import WORDS, asked, decision, head, point, promise
from tests.factories.moments import MORNING, later
from tests.factories.people import person
from tests.factories.places import units
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db

CLERK, HEAD, LEADER = "clerk", "head", "leader"
HANDLER, SUPERVISOR, AUDITOR, OTHER, BELOW = "handler", "supervisor", "auditor", "other", "below"
SEATS = {
    CLERK: (Role.INTAKE, "town"),
    HEAD: (Role.UNIT_LEAD, "town"),
    LEADER: (Role.LEADER, "county"),
    HANDLER: (Role.HANDLER, "town"),
    SUPERVISOR: (Role.SUPERVISOR, "county"),
    AUDITOR: (Role.AUDITOR, "county"),
    OTHER: (Role.UNIT_LEAD, "water"),
    BELOW: (Role.UNIT_LEAD, "village"),
}
EVIDENCE = EvidenceDraft(Gate.PLAN, Source.VISIT, "入户走访", TODAY)
WRITES, DECIDES = {CLERK, HEAD, LEADER}, {HEAD, LEADER}


def _decide(one: Decision, by: User) -> object:
    return rules.may_decide(
        one, one.working, by, uncovered=0, asked_until=None, owes_a_draft=False, today=TODAY
    )


# rule, in which state, who may
TABLE = [
    (lambda one, by: rules.may_write(one, by), State.WRITING, WRITES),
    (lambda one, by: rules.may_write(one, by), State.SHOWN, set()),
    (lambda one, by: rules.may_write(one, by), State.DECIDED, set()),
    (lambda one, by: rules.may_answer(point(1), one, by), State.WRITING, WRITES),
    (lambda one, by: rules.may_promise(promise(), one, by, today=TODAY), State.WRITING, WRITES),
    (lambda one, by: rules.may_show(one, one.working, by), State.WRITING, DECIDES),
    (_decide, State.WRITING, DECIDES),
    (_decide, State.REVISING, DECIDES),
    (lambda one, by: rules.may_revise(one, by), State.SHOWN, WRITES),
    (lambda one, by: rules.may_revise(one, by), State.WRITING, set()),
    (lambda one, by: rules.may_amend(one, by), State.DECIDED, DECIDES),
    (lambda one, by: rules.may_amend(one, by), State.SHOWN, set()),
    (lambda one, by: rules.may_leave(one, by), State.AMENDING, DECIDES),
    (lambda one, by: rules.may_leave(one, by), State.DECIDED, set()),
    (lambda one, by: rules.may_add_evidence(EVIDENCE, one, by, today=TODAY), State.DECIDED, WRITES),
    (lambda one, by: rules.may_remove_evidence(one, by), State.DECIDED, WRITES),
]


def sitting(code: str) -> User:
    role, unit = SEATS[code]
    return person(role, getattr(units(), unit))


@pytest.mark.parametrize(("rule", "state", "allowed"), TABLE)
def test_the_table_of_rights(rule, state: State, allowed: set[str]) -> None:
    one = decision(state)

    assert {code for code in SEATS if rule(one, sitting(code))} == allowed


@pytest.mark.parametrize("code", SEATS)
def test_who_begins(code: str) -> None:
    assert bool(rules.may_begin(asked(), False, sitting(code))) == (code in WRITES)


@pytest.mark.parametrize("state", [Asked.DRAFT, Asked.WITHDRAWN])
def test_only_a_question_that_stands_is_decided(state: Asked) -> None:
    fields = {"withdrawn_at": MORNING, "withdrawn_because": "重复"}
    made = consultation(units().town, state=state, **(fields if state == Asked.WITHDRAWN else {}))

    assert not rules.may_begin(made, False, head())


def test_every_right_is_in_the_table_or_tested_by_name() -> None:
    source = inspect.getsource(inspect.getmodule(test_who_begins))  # type: ignore[arg-type]

    for name, _ in inspect.getmembers(rules, inspect.isfunction):
        if name.startswith("may_") and name != "may_move":
            assert f"rules.{name}(" in source, name


def test_a_stranger_is_refused_by_every_act_and_nothing_changes() -> None:
    one, by = decision(State.WRITING), sitting(OTHER)
    acts = [
        lambda: writing.begin(consultation=asked(), by=by, now=MORNING),
        lambda: writing.write(decision=one, wording=WORDS, by=by, now=MORNING),
        lambda: writing.answer(decision=one, draft=point(1), by=by, now=MORNING),
        lambda: writing.take_back(point=one.working.points.first(), by=by, now=MORNING),
        lambda: writing.promise(decision=one, draft=promise(), by=by, now=MORNING),
        lambda: writing.drop_promise(promise=one.working.promises.get(), by=by, now=MORNING),
        lambda: publishing.show(decision=one, by=by, now=MORNING),
        lambda: publishing.decide(decision=one, by=by, now=MORNING),
        lambda: witnessing.add_evidence(decision=one, draft=EVIDENCE, by=by, now=MORNING),
    ]
    asked_before = asked()
    acts[0] = lambda: writing.begin(consultation=asked_before, by=by, now=MORNING)

    for act in acts:
        with nothing_changes(), pytest.raises(NotAllowed):
            act()


def test_a_second_decision_on_one_question_is_refused() -> None:
    one, by = decision(State.WRITING), head()

    with nothing_changes(), pytest.raises(NotAllowed):
        writing.begin(consultation=one.consultation, by=by, now=later(hours=1))


def test_others_do_not_even_see_what_is_being_written() -> None:
    decision(State.WRITING)

    seeing = {code for code in SEATS if Decision.objects.visible_to(sitting(code)).exists()}
    assert seeing == {CLERK, HEAD, LEADER, SUPERVISOR, AUDITOR}
