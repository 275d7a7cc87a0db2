"""Findings, the unit's objection, who decides on it, and the three proposals with their replies."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.models import Matter, Recusal, RecusalGround, Step
from sanwen.deliver.matters.states import State as MatterState
from sanwen.deliver.papers.models import Paper
from sanwen.notices.models import Notice, Topic
from sanwen.office.inspection import actions, rules
from sanwen.office.inspection.actions import Findings
from sanwen.office.inspection.models import Inspection, InspectionObjection, Proposal
from sanwen.office.inspection.states import MOVES, Move, State
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.matters import Cast, matter
from tests.factories.moments import MORNING, later
from tests.factories.people import also, person
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db
SAID = Findings("3月10日查看工单。", "三次退单均无理由，属推诿。", "3月30日前书面说明并办结。")
WORDS = {"facts": "查看工单", "conclusion": "属推诿", "demands": "月底前办结"}


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def one(cast) -> Matter:
    return matter(cast, MatterState.IN_HAND)


def supervisor(cast: Cast) -> User:
    return cast.who(Role.SUPERVISOR, cast.units.county)


def leader(cast: Cast) -> User:
    return cast.who(Role.LEADER, cast.units.county)


def issued(cast: Cast, one: Matter) -> Inspection:
    return actions.inspect(
        matter=one, unit=cast.units.roads, findings=SAID, by=supervisor(cast), now=MORNING
    )


def received(cast: Cast, one: Matter) -> Inspection:
    return actions.receive(inspection=issued(cast, one), by=cast.head, now=MORNING)


def objected(cast: Cast, one: Matter) -> Inspection:
    made = received(cast, one)
    actions.object_to(
        inspection=made, reason="退单有理由，已附件说明。", by=cast.head, now=later(days=1)
    )
    made.refresh_from_db()
    return made


def test_the_states_are_whole():
    assert set(MOVES) == set(State)
    assert {move for ways in MOVES.values() for move in ways} == set(Move)


def test_findings_are_told_to_the_unit_and_seen_by_the_resident_without_words(cast, one):
    head = cast.head

    made = issued(cast, one)

    step = Step.objects.get(matter=one, verb="inspect")
    assert (made.state, step.inside, step.words) == (State.ISSUED, False, "")
    assert Notice.objects.filter(topic=Topic.INSPECTION, staff=head, subject=made.ref).exists()


@pytest.mark.parametrize(
    ("role", "unit", "about", "allowed"),
    [
        (Role.SUPERVISOR, "county", "roads", True),
        (Role.SUPERVISOR, "county", "water", False),
        (Role.LEADER, "county", "roads", False),
        (Role.UNIT_LEAD, "roads", "roads", False),
        (Role.INTAKE, "desk", "roads", False),
        (Role.SUPERVISOR, "town", "roads", False),
    ],
)
def test_supervisors_inspect_units_that_have_a_part(cast, one, role, unit, about, allowed):
    by, of = cast.who(role, getattr(cast.units, unit)), getattr(cast.units, about)

    if allowed:
        assert actions.inspect(matter=one, unit=of, findings=SAID, by=by, now=MORNING)
        return
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.inspect(matter=one, unit=of, findings=SAID, by=by, now=MORNING)


def test_received_thirty_days_run_without_roll_over(cast, one):
    made = received(cast, one)

    assert made.object_until == date(2026, 4, 9)


@pytest.mark.parametrize(("days", "in_time"), [(30, True), (31, False)])
def test_the_unit_objects_within_thirty_days(cast, one, days, in_time):
    made = received(cast, one)

    if in_time:
        told = actions.object_to(inspection=made, reason="不服", by=cast.head, now=later(days=days))
        assert told.decide_by == (MORNING + timedelta(days=days + 30)).date()
        return
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.object_to(inspection=made, reason="不服", by=cast.head, now=later(days=days))


def test_only_the_head_objects_and_only_what_was_received(cast, one):
    made = issued(cast, one)

    with nothing_changes(), pytest.raises(NotAllowed):
        actions.object_to(inspection=made, reason="不服", by=cast.head, now=later(days=1))
    actions.receive(inspection=made, by=supervisor(cast), now=later(days=1))
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.object_to(inspection=made, reason="不服", by=cast.handler, now=later(days=2))


PEOPLE: dict[str, Callable[[Cast], User]] = {
    "the issuer": supervisor,
    "another supervisor": lambda c: person(Role.SUPERVISOR, c.units.county),
    "a leader": leader,
    "the head who objected": lambda c: c.head,
    "the head, now a supervisor": lambda c: also(c.head, Role.SUPERVISOR, c.units.county),
    "a supervisor of another desk": lambda c: person(Role.SUPERVISOR, c.units.town),
    "a clerk": lambda c: c.clerk,
}
TABLE = [
    ("the issuer", False),
    ("another supervisor", True),
    ("a leader", True),
    ("the head who objected", False),
    ("the head, now a supervisor", False),
    ("a supervisor of another desk", False),
    ("a clerk", False),
]


@pytest.mark.parametrize(("name", "allowed"), TABLE)
def test_another_person_than_the_issuer_decides(cast, one, name, allowed):
    made, by = objected(cast, one), PEOPLE[name](cast)

    if allowed:
        done = actions.decide(inspection=made, move=Move.LIFT, words="理由成立。", by=by)
        assert done.state == State.LIFTED
        return
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.decide(inspection=made, move=Move.LIFT, words="理由成立。", by=by)


@pytest.mark.parametrize("state", [State.ISSUED, State.DELIVERED])
def test_without_an_objection_there_is_nothing_to_decide(cast, one, state):
    made = issued(cast, one) if state == State.ISSUED else received(cast, one)

    with nothing_changes(), pytest.raises(NotAllowed):
        actions.decide(inspection=made, move=Move.UPHOLD, words="维持", by=leader(cast))


@pytest.mark.parametrize(
    ("role", "unit", "seen"),
    [
        (Role.SUPERVISOR, "county", True),
        (Role.LEADER, "county", True),
        (Role.UNIT_LEAD, "roads", True),
        (Role.HANDLER, "roads", True),
        (Role.UNIT_LEAD, "water", False),
        (Role.INTAKE, "desk", False),
        (Role.AUDITOR, "county", False),
        (Role.ADMINISTRATOR, "county", False),
    ],
)
def test_who_sees_findings(cast, one, role, unit, seen):
    made = issued(cast, one)
    by = cast.who(role, getattr(cast.units, unit))

    assert Inspection.objects.visible_to(by).filter(pk=made.pk).exists() is seen
    # Of a list the rule says who may open it; what is in it is what they see.
    assert bool(rules.may_see_list(by)) is (role not in (Role.INTAKE, *NOT_BUSINESS))


NOT_BUSINESS = (Role.AUDITOR, Role.ADMINISTRATOR)


def test_whoever_is_recused_from_the_matter_sees_no_findings(cast, one):
    made, by = issued(cast, one), leader(cast)
    Recusal.objects.create(
        matter=one, user=by, ground=RecusalGround.DECLARED, found_at=MORNING, found_by="staff:x"
    )

    assert not Inspection.objects.visible_to(by).filter(pk=made.pk).exists()


def proposed(cast: Cast, one: Matter, kind: str = "improvement", to: str = "roads") -> Proposal:
    return actions.propose(
        inspection=issued(cast, one), kind=kind, to=getattr(cast.units, to),
        words="退单要写明理由并由负责人签字。", reply_by=date(2026, 4, 1), by=supervisor(cast),
        now=MORNING,
    )  # fmt: skip


@pytest.mark.parametrize("adoption", ["adopted", "partly", "not"])
def test_a_proposal_is_answered_in_writing_once(cast, one, adoption):
    made = proposed(cast, one)

    actions.reply(proposal=made, adoption=adoption, words="已修订退单办法。", by=cast.head)

    made.refresh_from_db()
    assert (made.adoption, bool(made.replied_at)) == (adoption, True)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.reply(proposal=made, adoption="not", words="又改主意。", by=cast.head)


def test_nobody_else_answers_it(cast, one):
    made = proposed(cast, one, "policy", "water")

    with nothing_changes(), pytest.raises(NotAllowed):
        actions.reply(proposal=made, adoption="adopted", words="好", by=cast.head)
    assert not Proposal.objects.visible_to(cast.head).filter(pk=made.pk).exists()


def test_a_proposal_to_hold_to_account_never_goes_to_whom_it_is_about(cast, one):
    made = issued(cast, one)

    with nothing_changes(), pytest.raises(NotAllowed):
        actions.propose(
            inspection=made, kind="accountability", to=cast.units.roads, words="问责",
            reply_by=date(2026, 4, 1), by=supervisor(cast), now=MORNING,
        )  # fmt: skip


def test_the_day_for_the_reply_lies_ahead(cast, one):
    made = issued(cast, one)

    with nothing_changes(), pytest.raises(NotAllowed):
        actions.propose(
            inspection=made, kind="policy", to=cast.units.water, words="完善", by=supervisor(cast),
            reply_by=MORNING.date(), now=MORNING,
        )  # fmt: skip


def test_every_right_stands_in_these_tables():
    told = {name for name in vars(rules) if name.startswith("may_")}

    assert told == {
        "may_move", "may_inspect", "may_receive", "may_object", "may_decide", "may_propose",
        "may_reply", "may_see_list",
    }  # fmt: skip


# Pages


@pytest.fixture
def now():
    with time_machine.travel(MORNING + timedelta(hours=1), tick=False) as moment:
        yield moment


def signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def test_from_the_matter_to_the_decision_by_hand(cast, one, client, now):
    watcher = signed_in(client, supervisor(cast))
    address = reverse("inspection_new", args=[one.pk])
    assert address in watcher.get(reverse("matter", args=[one.pk])).content.decode()
    watcher.post(address, WORDS | {"unit": cast.units.roads.pk})
    made = Inspection.objects.get()

    head = signed_in(Client(), cast.head)
    assert head.get(reverse("inspection", args=[made.pk])).status_code == 200
    head.post(reverse("inspection_receive", args=[made.pk]))
    head.post(reverse("inspection_object", args=[made.pk]), {"reason": "不服"})
    chief = signed_in(Client(), leader(cast))
    assert chief.get(reverse("inspection_decide", args=[made.pk])).status_code == 200
    chief.post(
        reverse("inspection_decide", args=[made.pk]), {"move": "uphold", "words": "事实清楚。"}
    )

    made.refresh_from_db()
    assert made.state == State.UPHELD
    assert InspectionObjection.objects.get().decision == "事实清楚。"
    assert "事实清楚。" in head.get(reverse("inspection", args=[made.pk])).content.decode()


def test_proposals_and_papers_by_hand(cast, one, client, now):
    made = issued(cast, one)
    watcher = signed_in(client, supervisor(cast))
    watcher.post(
        reverse("inspection_propose", args=[made.pk]),
        {"kind": "improvement", "to": cast.units.roads.pk, "words": "改", "reply_by": "2026-04-01"},
    )
    asked = Proposal.objects.get()
    for name, number in (("inspection_paper", made.pk), ("proposal_paper", asked.pk)):
        assert watcher.post(reverse(name, args=[number])).status_code == 302
    assert set(Paper.objects.values_list("kind", flat=True)) == {"urging", "improvement"}
    assert Paper.objects.get(kind="urging").filled["demand"] == SAID.demands

    head = signed_in(Client(), cast.head)
    page = head.post(reverse("proposal", args=[asked.pk]), {"adoption": "adopted", "words": "已改"})
    assert page.status_code == 302
    assert "已改" in watcher.get(reverse("proposal", args=[asked.pk])).content.decode()


def test_a_stranger_finds_nothing(cast, one, client, now):
    made = issued(cast, one)
    other = signed_in(client, cast.who(Role.UNIT_LEAD, cast.units.water))

    assert other.get(reverse("inspection", args=[made.pk])).status_code == 404
    assert made.ref not in other.get(reverse("inspections")).content.decode()
    assert signed_in(Client(), cast.clerk).get(reverse("inspections")).status_code == 403


def test_a_late_objection_keeps_the_words(cast, one, client, now):
    made = received(cast, one)
    now.move_to(later(days=40))
    head = signed_in(client, cast.head)

    page = head.post(reverse("inspection_object", args=[made.pk]), {"reason": "太晚了吗"})

    assert page.status_code == 403
    assert "太晚了吗" in page.content.decode()
