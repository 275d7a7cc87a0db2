"""Keeping away (Art. 28): found, declared, confirmed; it blocks acts and reading until lifted."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sanwen.core.actors import Machine
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.intake.actions import take_in
from sanwen.deliver.matters import recusal_rules
from sanwen.deliver.matters.actions import (
    answering,
    asking,
    assigning,
    looking_through,
    opening,
    recusing,
)
from sanwen.deliver.matters.actions.assigning import Assign
from sanwen.deliver.matters.models import Matter, Recusal, RecusalGround
from sanwen.deliver.matters.states import State
from sanwen.integrity.audit.models import Entry
from sanwen.integrity.conduct import actions as conduct
from sanwen.integrity.conduct import touched
from sanwen.integrity.conduct.actions import Interest
from sanwen.integrity.vault.actions import ContactDraft
from sanwen.listen.voices.actions import Draft
from sanwen.listen.voices.models import Channel
from sanwen.notices.models import Notice
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Area
from sanwen.web.timeline import lines
from tests.factories.matters import DONE, REFUSED, Cast, matter, taken_in, voice_of
from tests.factories.moments import MORNING, later
from tests.factories.people import also, person
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db

NAMED = "石桥村的路灯坏了，工作人员万俟长庚说不归他管。"


def named(cast: Cast, role: Role = Role.HANDLER, unit: object = None) -> User:
    found = person(role, unit or cast.units.roads, name="万俟长庚")  # type: ignore[arg-type]
    touched.forget()
    return found


def grounds(one: Matter) -> list[tuple[int | None, str]]:
    return list(one.recusals.standing().values_list("user", "ground").order_by("pk"))


def sees(who: User, one: Matter) -> bool:
    return Matter.objects.visible_to(User.objects.get(pk=who.pk)).filter(pk=one.pk).exists()


# Found in the words


def test_whoever_is_named_keeps_away_from_registration_on() -> None:
    cast = Cast()
    clerk = named(cast, Role.INTAKE, cast.units.desk)

    one = taken_in(cast, text=NAMED).matter

    assert grounds(one) == [(clerk.pk, RecusalGround.NAMED)]
    assert not sees(clerk, one)
    assert sees(cast.clerk, one)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("万俟长庚", True),
        ("万俟 长庚", True),
        ("万 俟\n长 庚，说的", True),
        ("万俟长", False),
        ("长庚", False),
    ],
)
def test_names_are_found_by_spelling(text: str, found: bool) -> None:
    cast = Cast()
    named(cast)

    assert bool(grounds(taken_in(cast, text=f"请看：{text}没来。").matter)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ann Lee never came.", True),
        ("ann  lee never came", True),
        ("Joann Leeds never came.", False),
    ],
)
def test_english_names_stand_alone(text: str, found: bool) -> None:
    cast = Cast()
    person(Role.HANDLER, cast.units.roads, name="Ann Lee")
    touched.forget()

    assert bool(grounds(taken_in(cast, text=text).matter)) == found


def test_who_has_left_the_service_is_not_looked_for() -> None:
    cast = Cast()
    User.objects.filter(pk=named(cast).pk).update(is_active=False)
    touched.forget()

    assert grounds(taken_in(cast, text=NAMED).matter) == []


def test_words_added_later_take_the_matter_out_of_the_hands_of_whoever_they_name() -> None:
    cast = Cast()
    one = matter(cast, State.IN_HAND)
    handler = cast.handler
    cast.head  # noqa: B018  (somebody is left in the unit)
    User.objects.filter(pk=handler.pk).update(name="万俟长庚")
    touched.forget()

    asking.add(matter=one, voice=voice_of(one), text="就是万俟长庚推来推去。", now=later(hours=9))

    one.refresh_from_db()
    assert (one.handler, one.lead_unit, one.state) == (None, cast.units.roads, State.IN_HAND)
    assert not sees(handler, one)
    assert sees(cast.head, one)


def test_a_voice_that_joins_brings_who_keeps_away_with_it() -> None:
    cast = Cast()
    handler = named(cast)
    into, one = matter(cast), taken_in(cast, text=NAMED).matter

    opening.join(matter=one, into=into, by=cast.clerk)

    assert grounds(into) == [(handler.pk, RecusalGround.NAMED)]


@pytest.mark.parametrize("kind", ["words", "unit", "place"])
def test_a_declared_interest_is_found(kind: str) -> None:
    cast = Cast()
    village = Area.objects.create(code="530129100201", year=2026, name="石桥村", path="/1/2/")
    part = Area.objects.create(code="530129100202", year=2026, name="石桥二组", path="/1/2/3/")
    interest = {
        "words": Interest(words="大河砂石厂"),
        "unit": Interest(unit=cast.units.water),
        "place": Interest(area=village),
    }[kind]
    conduct.declare(interest=interest, until=None, by=cast.handler, now=MORNING)
    touched.forget()

    draft = Draft(
        text="大河 砂石厂把水务局门口的路压坏了。",
        channel=Channel.WEB,
        contact=ContactDraft(),
        submission_key="stake",
        area_id=part.pk,
    )
    one = take_in(draft, received_by=cast.units.desk, by=Machine("public-form")).matter

    assert grounds(one) == [(cast.handler.pk, RecusalGround.DECLARED)]


def test_an_interest_that_is_over_keeps_nobody_away() -> None:
    cast = Cast()
    conduct.declare(
        interest=Interest(words="大河砂石厂"),
        until=later(days=1).date(),
        by=cast.handler,
        now=MORNING,
    )
    touched.forget()

    assert grounds(taken_in(cast, text="大河砂石厂压坏了路。", now=later(days=1)).matter)
    assert not grounds(taken_in(cast, text="大河砂石厂又压坏路。", now=later(days=2)).matter)


def test_open_matters_are_looked_through_after_a_declaration() -> None:
    cast = Cast()
    one = taken_in(cast, text="大河砂石厂压坏了路。").matter
    conduct.declare(interest=Interest(words="大河砂石厂"), until=None, by=cast.handler, now=MORNING)
    touched.forget()

    assert looking_through.look_through(now=later(hours=1)) is None

    assert grounds(one) == [(cast.handler.pk, RecusalGround.DECLARED)]


def test_an_interest_in_a_unit_counts_when_that_unit_is_given_the_matter() -> None:
    cast = Cast()
    conduct.declare(
        interest=Interest(unit=cast.units.roads), until=None, by=cast.clerk, now=MORNING
    )
    touched.forget()
    other = person(Role.INTAKE, cast.units.desk)
    one = matter(cast)

    assigning.assign(matter=one, to=Assign(lead=cast.units.roads), by=other)

    assert grounds(one) == [(cast.clerk.pk, RecusalGround.DECLARED)]


# Declared by oneself


def test_one_may_keep_away_and_the_matter_goes_back() -> None:
    cast = Cast()
    cast.head  # noqa: B018
    one = matter(cast, State.IN_HAND)

    recusing.keep_away(matter=one, by=cast.handler)

    one.refresh_from_db()
    assert one.handler is None
    assert grounds(one) == [(cast.handler.pk, RecusalGround.DECLARED)]
    assert not sees(cast.handler, one)
    with nothing_changes(), pytest.raises(NotAllowed):
        recusing.keep_away(matter=one, by=cast.handler)


def test_where_nobody_of_the_unit_is_left_it_goes_up_and_the_resident_is_told() -> None:
    cast = Cast()
    one = matter(cast, State.IN_HAND)
    first = one.first_due_on

    recusing.keep_away(matter=one, by=cast.handler)

    one.refresh_from_db()
    told = [line.what for line in lines(one.steps.select_related("unit"))]
    assert (one.lead_unit, one.state) == (cast.units.county, State.ASSIGNED)
    assert one.first_due_on == first
    assert one.assignments.get(ended_at=None).unit == cast.units.county
    assert "现由清源县办理" in told[0]
    assert "回避您的事项" in told[1]
    assert cast.handler.name not in " ".join(told)


def test_a_question_that_waits_goes_up_without_being_forgotten() -> None:
    cast = Cast()
    one = matter(cast, State.WAITING)

    recusing.keep_away(matter=one, by=cast.handler)

    one.refresh_from_db()
    assert (one.lead_unit, one.state) == (cast.units.county, State.WAITING)


# What it blocks

Act = Callable[[Cast, Matter, User], object]
BLOCKED: dict[str, tuple[State, Role, Act]] = {
    "assign": (
        State.REGISTERED,
        Role.INTAKE,
        lambda cast, one, by: assigning.assign(matter=one, to=Assign(lead=cast.units.roads), by=by),
    ),
    "take": (State.ASSIGNED, Role.HANDLER, lambda _, one, by: assigning.take(matter=one, by=by)),
    "object": (
        State.IN_HAND,
        Role.HANDLER,
        lambda _, one, by: assigning.object_to(
            matter=one, reason="不归我们。", by=by, now=later(hours=5)
        ),
    ),
    "ask": (
        State.IN_HAND,
        Role.HANDLER,
        lambda _, one, by: asking.ask(matter=one, question="哪里？", by=by),
    ),
    "more time": (
        State.IN_HAND,
        Role.HANDLER,
        lambda _, one, by: asking.ask_for_time(
            matter=one, days=3, reason="等配件。", by=by, now=later(hours=5)
        ),
    ),
    "answer": (
        State.IN_HAND,
        Role.HANDLER,
        lambda _, one, by: answering.answer(matter=one, reply=DONE, by=by),
    ),
    "write": (
        State.IN_HAND,
        Role.HANDLER,
        lambda _, one, by: answering.answer(matter=one, reply=REFUSED, by=by),
    ),
    "decide the return": (
        State.RETURNED,
        Role.INTAKE,
        lambda _, one, by: assigning.agree(matter=one, words="对。", by=by),
    ),
}


@pytest.mark.parametrize("name", BLOCKED)
def test_whoever_keeps_away_decides_nothing_by_any_door(name: str) -> None:
    state, role, act = BLOCKED[name]
    cast = Cast()
    cast.head  # noqa: B018
    one = matter(cast, state)
    by = cast.clerk if role == Role.INTAKE else cast.handler
    Recusal.objects.create(
        matter=one, user=by, ground="named", found_at=MORNING, found_by="machine:recusal"
    )

    with nothing_changes(), pytest.raises(NotAllowed, match="您回避"):
        act(cast, one, by)


def test_the_second_reader_and_the_approver_of_time_keep_away_too() -> None:
    cast = Cast()
    one = matter(cast, State.IN_HAND)
    wanted = asking.ask_for_time(
        matter=one, days=3, reason="等配件。", by=cast.handler, now=later(hours=5)
    )
    written = answering.answer(matter=one, reply=REFUSED, by=cast.handler)
    Recusal.objects.create(
        matter=one, user=cast.head, ground="named", found_at=MORNING, found_by="machine:recusal"
    )

    with nothing_changes(), pytest.raises(NotAllowed, match="您回避"):
        asking.decide_on_time(extension=wanted, approved=True, by=cast.head, now=later(hours=6))
    with nothing_changes(), pytest.raises(NotAllowed, match="您回避"):
        answering.read(answer=written, agreed=True, by=cast.head)


def test_an_arbiter_is_chosen_among_those_without_an_interest() -> None:
    cast = Cast()
    first, second = (person(Role.SUPERVISOR, cast.units.county) for _ in range(2))
    one = matter(cast, State.RETURNED)
    assigning.agree(matter=one, words="对。", by=cast.clerk, now=later(hours=6))
    assigning.assign(
        matter=one, to=Assign(lead=cast.units.roads), by=cast.clerk, now=later(hours=7)
    )
    Recusal.objects.create(
        matter=one, user=first, ground="named", found_at=MORNING, found_by="machine:recusal"
    )

    raised = assigning.object_to(
        matter=one, reason="还是不归我们。", by=cast.handler, now=later(hours=8)
    )

    assert raised.arbiter == second


@pytest.mark.parametrize("part", ["lead", "assist", "under it"])
def test_a_unit_complained_of_is_given_nothing(part: str) -> None:
    cast = Cast()
    one = matter(cast)
    shut = {"lead": cast.units.roads, "assist": cast.units.water, "under it": cast.units.town}[part]
    to = Assign(
        lead=cast.units.village if part == "under it" else cast.units.roads,
        assists=[cast.units.water],
        complained_of=[shut],
    )

    with nothing_changes(), pytest.raises(NotAllowed, match="回避这个事项"):
        assigning.assign(matter=one, to=to, by=cast.clerk)


def test_a_unit_complained_of_reads_nothing_while_another_handles_it() -> None:
    cast = Cast()
    one = matter(cast)
    water = person(Role.UNIT_LEAD, cast.units.water)

    assigning.assign(
        matter=one,
        to=Assign(lead=cast.units.roads, complained_of=[cast.units.water]),
        by=cast.clerk,
    )

    assert grounds(one) == [(None, RecusalGround.COMPLAINED_OF)]
    assert recusing.may_be_given(one, cast.units.roads)
    assert not recusing.may_be_given(one, cast.units.water)
    assert not sees(water, one)


def test_nobody_who_keeps_away_is_written_to() -> None:
    cast = Cast()
    one = matter(cast)
    told_of = cast.handler
    Recusal.objects.create(
        matter=one, user=cast.head, ground="named", found_at=MORNING, found_by="machine:recusal"
    )

    assigning.assign(matter=one, to=Assign(lead=cast.units.roads), by=cast.clerk)

    told = set(Notice.objects.filter(subject=one.ref).values_list("staff", flat=True))
    assert told == {told_of.pk}


# Lifted


def test_another_person_lifts_it_with_a_reason() -> None:
    cast = Cast()
    handler = named(cast)
    one = taken_in(cast, text=NAMED).matter
    supervisor = person(Role.SUPERVISOR, cast.units.county)

    recusing.lift(recusal=one.recusals.get(), because="只是提到名字。", by=supervisor)
    recusing.detect([(one, NAMED)], now=later(hours=1))

    assert grounds(one) == []
    assert one.recusals.get().lifted_because == "只是提到名字。"
    assert Entry.objects.filter(verb="matter.lift", actor=supervisor.actor_ref).exists()
    assert handler


@pytest.mark.parametrize("who", ["the clerk", "the one recused", "the head"])
def test_nobody_else_lifts_it(who: str) -> None:
    cast = Cast()
    both = also(named(cast), Role.SUPERVISOR, cast.units.county)
    one = taken_in(cast, text=NAMED).matter
    by = {"the clerk": cast.clerk, "the one recused": both, "the head": cast.head}[who]

    with nothing_changes(), pytest.raises(NotAllowed):
        recusing.lift(recusal=one.recusals.get(), because="没有关系。", by=by)


def test_it_is_lifted_once() -> None:
    cast = Cast()
    named(cast)
    one = taken_in(cast, text=NAMED).matter
    supervisor = person(Role.SUPERVISOR, cast.units.county)
    recusing.lift(recusal=one.recusals.get(), because="重名。", by=supervisor)

    with nothing_changes(), pytest.raises(NotAllowed, match="已经有人解除"):
        recusing.lift(recusal=one.recusals.get(), because="重名。", by=supervisor)


# Suggested, never decided by the machine


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("投诉水务局，水管漏了一个月没人管。", ["水务局"]),
        ("水务局您好，水管漏了，请来修。", []),
        ("水务局推诿，交通运输局也推诿。", ["水务局", "交通运输局"]),
        ("我们很感谢水务局。" + "路面坏了。" * 20 + "物业不管。", []),
        ("The Water bureau of our county is rude.", ["水务局"]),
    ],
)
def test_a_complaint_about_a_unit_is_only_suggested(text: str, units: list[str]) -> None:
    cast = Cast()
    every = [cast.units.water, cast.units.roads, cast.units.desk]

    assert [unit.name for unit in recusal_rules.complained_of(text, every)] == units
    assert grounds(taken_in(cast, text=text).matter) == []


def test_the_page_asks_the_clerk_and_the_clerk_decides(client: Client) -> None:
    cast = Cast()
    one = taken_in(cast, text="投诉水务局，水管漏了一个月没人管。").matter
    client.force_login(cast.clerk)
    page = client.get(f"/desk/matters/M-{one.pk}/assign/").content.decode()

    assert "complained_of" in page
    sent = {
        "lead": cast.units.roads.pk,
        "version": one.version,
        "complained_of": [cast.units.water.pk],
    }
    assert client.post(f"/desk/matters/M-{one.pk}/assign/", sent).status_code == 302
    assert one.recusals.get().unit == cast.units.water


def test_registering_without_a_hit_costs_no_query_more() -> None:
    cast = Cast()
    taken_in(cast)
    one = matter(cast)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        recusing.detect([(one, "路灯坏了。")], now=MORNING)

    assert not asked.captured_queries
