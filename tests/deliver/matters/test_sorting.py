"""By which procedure a matter goes on: its dates, clocks, outcomes, and what is never lost."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanwen.core.dates import local_day
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.actions import answering, asking, assigning, opening, sorting
from sanwen.deliver.matters.actions.assigning import Assign
from sanwen.deliver.matters.house import procedure_of
from sanwen.deliver.matters.models import Answer, Clock, Matter, Step
from sanwen.deliver.matters.periods import period
from sanwen.deliver.matters.states import State
from sanwen.deliver.procedures import known
from sanwen.deliver.procedures.declared import Length
from sanwen.deliver.procedures.models import Version
from sanwen.deliver.procedures.written import written
from sanwen.integrity.audit.models import Entry
from tests.factories.matters import DONE, Cast, matter, taken_in
from tests.factories.moments import MORNING, later

pytestmark = pytest.mark.django_db
BECAUSE = "您要求纠正征地补偿，按申诉求决办理。"


def sorted_to(code: str, one: Matter, cast: Cast, **more: object) -> Matter:
    now = more.pop("now", later(hours=20))
    return sorting.sort(matter=one, to=code, because=BECAUSE, by=cast.clerk, now=now, **more)  # type: ignore[arg-type]


def running(one: Matter) -> dict[str, date]:
    clocks = Clock.objects.filter(matter=one, stopped_at=None)
    return dict(clocks.values_list("rule", "due_on"))


def picture(one: Matter) -> tuple[object, ...]:
    rows = Matter.objects.filter(pk=one.pk).values_list().get()
    return (
        rows,
        list(Clock.objects.filter(matter=one).order_by("pk").values_list()),
        Step.objects.count(),
    )


def in_force(length: int, begins: date) -> None:
    """A version 1.1 of the service with another promise."""
    base = known.version("service", "1")
    clocks = (replace(base.promise, own=Length(length, "workday")), *base.clocks[1:])
    one = replace(base, version="1.1", begins_on=begins, clocks=clocks)
    Version.objects.create(
        procedure="service",
        number="1.1",
        text=written(one),
        begins_on=begins,
        published_at=MORNING,
        published_by="staff:test",
        because="试行。",
    )
    known.forget()


def test_every_message_begins_as_a_service_request_of_the_version_of_its_day() -> None:
    in_force(3, local_day(later(days=1)))
    cast = Cast()

    before = taken_in(cast, now=MORNING).matter
    after = taken_in(cast, text="桥头的灯也坏了，请来修。", now=later(days=1)).matter

    assert (before.procedure, before.procedure_version) == ("service", "1")
    assert (after.procedure, after.procedure_version) == ("service", "1.1")
    assert after.first_due_on == period("service.reply", later(days=1), of=procedure_of(after)).on
    assert after.first_due_on < period("service.reply", later(days=1)).on


def test_a_later_version_never_changes_a_running_matter() -> None:
    cast = Cast()
    one = matter(cast, State.IN_HAND)
    before = picture(one)

    in_force(1, local_day(MORNING))
    one.refresh_from_db()

    assert picture(one) == before
    assert procedure_of(one).version == "1"


def test_an_appeal_has_sixty_days_from_acceptance_and_the_resident_is_told() -> None:
    cast = Cast()
    one = matter(cast, State.ACCEPTED)
    accepted = Step.objects.get(matter=one, verb="accept").at

    one = sorted_to("appeal", one, cast)

    assert one.due_on == local_day(accepted) + timedelta(days=60)
    told = Step.objects.get(matter=one, verb="sort")
    assert (told.words, told.due_on, told.inside) == (BECAUSE, one.due_on, False)
    assert running(one)["petition.conclude"] == one.due_on
    assert running(one)["petition.handle"] == local_day(one.opened_at) + timedelta(days=15)
    assert "service.reply" not in running(one)
    assert Entry.objects.filter(verb="matter.sort", subject=one.trail_ref).exists()


def test_a_registered_matter_is_accepted_on_the_way_where_the_promise_needs_it() -> None:
    cast = Cast()

    one = sorted_to("appeal", matter(cast), cast)

    assert one.state == State.ACCEPTED
    assert [s.verb for s in one.steps.order_by("pk")] == ["register", "accept", "sort"]


def test_the_first_promise_stays_and_no_date_comes_before_it() -> None:
    cast = Cast()
    one = matter(cast, State.ACCEPTED)
    first = one.first_due_on

    there = sorted_to("appeal", one, cast)
    back = sorted_to("service", there, cast, now=later(hours=30))

    assert there.first_due_on == back.first_due_on == first
    assert back.due_on == first


def test_to_go_there_and_back_gains_no_day() -> None:
    cast = Cast()
    one = matter(cast, State.IN_HAND)
    due, clocks = one.due_on, running(one)

    sorted_to("appeal", one, cast)
    back = sorted_to("service", one, cast, now=later(days=2))

    assert back.due_on == due
    assert running(back) == clocks


def test_a_late_matter_stays_late() -> None:
    cast = Cast()
    one = matter(cast, State.IN_HAND)
    late = later(days=20)

    one = sorted_to("appeal", one, cast, now=late)

    assert one.is_late(local_day(late))
    assert one.due_on == one.first_due_on


def test_the_part_of_the_unit_is_counted_anew_with_its_unit() -> None:
    cast = Cast()
    one = matter(cast, State.IN_HAND)
    leg = Clock.objects.get(matter=one, rule="service.leg", stopped_at=None)

    sorted_to("appeal", one, cast)

    again = Clock.objects.get(matter=one, rule="service.leg", stopped_at=None)
    assert again.assignment_id == leg.assignment_id
    assert again.started_at == leg.started_at
    assert again.due_on == local_day(leg.started_at) + timedelta(days=45)


def test_a_clock_of_the_procedure_ends_with_its_move() -> None:
    cast = Cast()
    one = sorted_to("appeal", matter(cast, State.ASSIGNED), cast)
    assert "petition.handle" in running(one)

    assigning.take(matter=one, by=cast.handler, now=later(hours=21))

    assert "petition.handle" not in running(one)


def test_the_desk_decides_it_while_it_assigns() -> None:
    cast = Cast()
    to = Assign(lead=cast.units.roads, procedure="information", procedure_because=BECAUSE)

    assigning.assign(matter=matter(cast), to=to, by=cast.clerk, now=later(hours=1))

    one = Matter.objects.get()
    assert (one.procedure, one.state) == ("information", State.ASSIGNED)
    assert "information.reply" in running(one)


@pytest.mark.parametrize(
    ("to", "because"),
    [("service", BECAUSE), ("sealed", BECAUSE), ("nothing", BECAUSE), ("appeal", " ")],
)
def test_what_cannot_be_is_refused_and_nothing_changes(to: str, because: str) -> None:
    cast = Cast()
    one = matter(cast, State.ACCEPTED)
    before = picture(one)

    with pytest.raises(NotAllowed):
        sorting.sort(matter=one, to=to, because=because, by=cast.clerk, now=later(hours=3))

    assert picture(one) == before


@pytest.mark.parametrize("who", ["handler", "head"])
def test_only_the_desk_decides_it(who: str) -> None:
    cast = Cast()
    one = matter(cast, State.IN_HAND)
    before = picture(one)

    with pytest.raises(NotAllowed):
        sorting.sort(
            matter=one, to="appeal", because=BECAUSE, by=getattr(cast, who), now=later(hours=5)
        )

    assert picture(one) == before


@pytest.mark.parametrize("state", [State.ANSWERED, State.CLOSED, State.RETURNED, State.WITHDRAWN])
def test_it_is_not_decided_afterwards(state: State) -> None:
    cast = Cast()

    with pytest.raises(NotAllowed):
        sorted_to("appeal", matter(cast, state), cast)


def test_an_answer_has_only_the_outcomes_of_its_procedure() -> None:
    cast = Cast()
    one = sorted_to("suggestion", matter(cast, State.IN_HAND), cast)

    with pytest.raises(NotAllowed):
        answering.answer(matter=one, reply=DONE, by=cast.handler, now=later(hours=21))

    assert not Answer.objects.exists()
    adopted = replace(DONE, outcome="adopted")
    answering.answer(matter=one, reply=adopted, by=cast.handler, now=later(hours=22))


@pytest.mark.parametrize("outcome", ["declined"])
def test_a_no_by_another_name_waits_for_its_second_reader_too(outcome: str) -> None:
    cast = Cast()
    one = sorted_to("suggestion", matter(cast, State.IN_HAND), cast)

    sent = answering.answer(
        matter=one, reply=replace(DONE, outcome=outcome), by=cast.handler, now=later(hours=21)
    )

    assert sent.state == "reading"


def test_more_time_is_what_the_procedure_allows_in_its_own_days() -> None:
    cast = Cast()
    one = sorted_to("information", matter(cast, State.IN_HAND), cast)

    with pytest.raises(NotAllowed):
        asking.ask_for_time(
            matter=one, days=21, reason="多。", by=cast.handler, now=later(hours=21)
        )
    asked = asking.ask_for_time(
        matter=one, days=20, reason="要征求意见。", by=cast.handler, now=later(hours=21)
    )

    assert asked.new_due_on > one.due_on + timedelta(days=20)


def test_a_suggestion_has_no_more_time() -> None:
    cast = Cast()
    one = sorted_to("suggestion", matter(cast, State.IN_HAND), cast)

    with pytest.raises(NotAllowed):
        asking.ask_for_time(matter=one, days=1, reason="忙。", by=cast.handler, now=later(hours=21))


def test_a_step_that_the_procedure_does_not_have_is_refused() -> None:
    cast = Cast()
    one = sorted_to("information", matter(cast, State.ACCEPTED), cast)
    other = taken_in(cast, text="另一件事，请公开预算。", now=later(hours=21)).matter

    with pytest.raises(NotAllowed):
        opening.join(matter=one, into=other, by=cast.clerk, now=later(hours=22))


@given(
    st.lists(
        st.sampled_from(["service", "suggestion", "appeal", "information", "labour"]), max_size=5
    ),
    st.integers(0, 400),
)
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_order_of_decisions_moves_a_date_before_the_first_promise(
    codes: list[str], hours: int
) -> None:
    cast = Cast()
    one = taken_in(cast).matter
    first = one.first_due_on
    for number, code in enumerate(codes):
        one.refresh_from_db()
        late = one.is_late(local_day(later(hours=hours + number)))
        before = one.due_on
        try:
            sorted_to(code, one, cast, now=later(hours=hours + number))
        except NotAllowed:
            continue
        one.refresh_from_db()
        assert one.first_due_on == first <= one.due_on
        assert not late or one.due_on == before
        promise = procedure_of(one).promise.rule
        assert list(running(one)).count(promise) == 1
