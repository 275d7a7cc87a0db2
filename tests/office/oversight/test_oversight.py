"""How the work stands: counted over open matters, each number with its list, nobody ranked."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sanwen.deliver.matters.actions import asking
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.states import OPEN, State
from sanwen.office.oversight import figures
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.verdict.scorecards.actions import publishing
from sanwen.verdict.scorecards.models import Length
from sanwen.verdict.scorecards.periods import containing
from tests.factories.judging import closed
from tests.factories.matters import Cast, matter
from tests.factories.moments import MORNING, later
from tests.factories.people import person

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
TODAY = MORNING.date()


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def supervisor(cast: Cast) -> User:
    return cast.who(Role.SUPERVISOR, cast.units.county)


def seen_by(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_only_open_matters_are_counted(cast: Cast, supervisor: User) -> None:
    for state in State:
        matter(cast, state)

    every = figures.total(figures.by_unit(supervisor, today=TODAY).values())

    # The matter that another was joined to is open as well.
    assert every.open == len(OPEN) + 1
    assert (every.returned, every.reopened, every.waiting) == (1, 1, 1)


def test_late_is_told_by_the_first_promise_and_by_the_present_date(
    cast: Cast, supervisor: User
) -> None:
    one = matter(cast, State.IN_HAND)
    asked = asking.ask_for_time(
        matter=one, days=10, reason="等配件。", by=cast.handler, now=later(hours=9)
    )
    asking.decide_on_time(extension=asked, approved=True, by=cast.head, now=later(hours=9))
    one.refresh_from_db()
    day_after_promise = one.first_due_on + timedelta(days=1)

    tally = figures.by_unit(supervisor, today=day_after_promise)[cast.units.roads.pk]

    assert (tally.late, tally.late_first) == (0, 1)


def test_about_to_be_late_means_within_two_working_days(cast: Cast, supervisor: User) -> None:
    one = matter(cast, State.IN_HAND)
    friday = TODAY + timedelta(days=3)
    Matter.objects.filter(pk=one.pk).update(due_on=friday + timedelta(days=4))

    assert figures.soon_until(friday) == friday + timedelta(days=4)
    assert figures.by_unit(supervisor, today=friday)[cast.units.roads.pk].soon == 1
    before = friday - timedelta(days=1)
    assert figures.by_unit(supervisor, today=before)[cast.units.roads.pk].soon == 0


def test_what_no_unit_has_yet_stands_in_a_line_of_its_own(cast: Cast, supervisor: User) -> None:
    matter(cast)

    assert figures.by_unit(supervisor, today=TODAY)[None].open == 1


def test_a_head_sees_the_own_units_and_no_other(cast: Cast) -> None:
    matter(cast, State.IN_HAND)
    stranger = cast.who(Role.UNIT_LEAD, cast.units.water)

    assert set(figures.by_unit(cast.head, today=TODAY)) == {cast.units.roads.pk}
    assert figures.by_unit(stranger, today=TODAY) == {}


def test_periods_of_each_leg_that_are_over_are_counted(cast: Cast, supervisor: User) -> None:
    matter(cast, State.ASSIGNED)
    legs = {leg.rule: leg for leg in figures.by_leg(supervisor, today=TODAY + timedelta(days=30))}

    assert legs["service.leg"].late == 1
    assert "service.reply" not in legs


def test_units_stand_in_the_order_of_the_tree_whatever_their_numbers(
    cast: Cast, supervisor: User
) -> None:
    for _ in range(3):
        matter(cast, State.IN_HAND)
    Matter.objects.filter(pk=matter(cast, State.IN_HAND).pk).update(lead_unit=cast.units.village)
    Matter.objects.filter(pk=matter(cast, State.IN_HAND).pk).update(lead_unit=cast.units.water)

    page = seen_by(supervisor).get(reverse("oversight"))

    units = [cast.units.water, cast.units.roads, cast.units.village]
    by_path = sorted(units, key=lambda unit: [int(part) for part in unit.path.split("/") if part])
    assert [line.name for line in page.context["units"]] == [unit.name for unit in by_path]


def test_no_member_of_staff_is_named(cast: Cast, supervisor: User) -> None:
    matter(cast, State.IN_HAND)
    client = seen_by(supervisor)
    pages = [client.get(reverse(name)) for name in ("oversight", "oversight_brief")]

    assert not any(cast.handler.display_name in page.content.decode() for page in pages)


def test_each_number_leads_to_exactly_its_matters(
    cast: Cast, supervisor: User, time_machine: Any
) -> None:
    for state in (*OPEN, State.IN_HAND, State.IN_HAND):
        matter(cast, state)
    time_machine.move_to(later(days=6))
    client = seen_by(supervisor)
    page = client.get(reverse("oversight"))
    lines = [page.context["total"], *page.context["units"], *page.context["levels"]]

    for line in lines:
        for cell in line.cells:
            address = f"{reverse('oversight_matters')}?what={cell.what}&{line.part}"
            assert len(client.get(address).context["rows"]) == cell.count, (line.name, cell.what)
    for leg in page.context["legs"]:
        address = f"{reverse('oversight_matters')}?leg={leg['rule']}"
        assert len(client.get(address).context["rows"]) == leg["soon"]
        assert len(client.get(f"{address}&over=1").context["rows"]) == leg["late"]


def test_the_list_goes_on_where_the_page_ended(
    cast: Cast, supervisor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sanwen.office.oversight.views.PAGE", 2)
    made = {matter(cast).pk for _ in range(3)}
    client = seen_by(supervisor)

    first = client.get(reverse("oversight_matters"))
    second = client.get(reverse("oversight_matters"), {"after": first.context["after"]})

    shown = [*first.context["rows"], *second.context["rows"]]
    assert {row.number for row in shown} == made
    assert len(shown) == 3


@pytest.mark.parametrize(
    "query",
    ["what=nothing", "unit=x", "unit=²", "level=99", "leg=none", "after=x~y", "unit=" + "9" * 30],
)
def test_an_address_that_was_tampered_with_is_no_fault(supervisor: User, query: str) -> None:
    page = seen_by(supervisor).get(f"{reverse('oversight_matters')}?{query}")

    assert page.status_code == 200


@pytest.mark.parametrize("role", [Role.HANDLER, Role.INTAKE, Role.AUDITOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("name", ["oversight", "oversight_brief", "oversight_matters"])
def test_the_page_is_for_heads_supervisors_and_leaders(cast: Cast, role: Role, name: str) -> None:
    page = seen_by(person(role, cast.units.county)).get(reverse(name))

    assert page.status_code == 403


@pytest.mark.parametrize("name", ["oversight", "oversight_brief", "oversight_matters"])
@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.LEADER, Role.UNIT_LEAD])
def test_no_page_asks_more_than_fifteen_queries(
    cast: Cast, role: Role, name: str, django_assert_max_num_queries: Any
) -> None:
    for state in OPEN:
        matter(cast, state)
    client = seen_by(person(role, cast.units.county))

    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(reverse(name)).status_code == 200


def test_the_page_to_print_lists_what_is_late_for_longest(
    cast: Cast, supervisor: User, time_machine: Any
) -> None:
    older, newer = matter(cast, State.IN_HAND), matter(cast, State.IN_HAND, now=later(days=2))
    time_machine.move_to(later(days=40))

    page = seen_by(supervisor).get(reverse("oversight_brief"))

    assert [row.number for row in page.context["late"]] == [older.pk, newer.pk]


def test_the_page_to_print_tells_what_people_judged_once_a_quarter_is_published(
    cast: Cast, supervisor: User, time_machine: Any
) -> None:
    closed(cast, yes=6, partly=5, silent=5)
    quarter = containing(MORNING.date(), Length.QUARTER)
    time_machine.move_to(later(days=100))
    client = seen_by(supervisor)
    assert client.get(reverse("oversight_brief")).context["judged"] is None

    publishing.publish(period=quarter, by=cast.who(Role.LEADER), now=later(days=100))
    page = client.get(reverse("oversight_brief"))

    solved = page.context["judged"].solved
    assert (solved.hits, solved.judged, solved.of) == (6, 11, 16)
    assert f"{reverse('results_rates')}?period={quarter.key}" in page.content.decode()
