"""Every rate on a page comes with its denominator, its silence and its interval."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
import time_machine
from django.test import Client

from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.judging import closed
from tests.factories.matters import Cast
from tests.factories.people import person

pytestmark = pytest.mark.django_db
MAY = datetime(2026, 5, 4, 2, tzinfo=UTC)


def seen(address: str, user: User | None = None, language: str = "en") -> str:
    client = Client(headers={"Accept-Language": language})
    if user is not None:
        client.force_login(user)
    with time_machine.travel(MAY, tick=False):
        answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def test_staff_read_the_whole_and_their_unit_first() -> None:
    cast = Cast()
    closed(cast, yes=6, silent=4, satisfaction=4, contacted=True)

    page = seen("/results/rates/?period=2026-Q1", cast.head)

    assert "6 of 10 judged, 4 did not say · true share between 60% and 100%" in page
    assert "too few judged to tell" in page
    assert "Reopened" in page
    assert 'class="mine"' in page


def test_a_unit_page_has_what_speaks_against_it() -> None:
    cast = Cast()
    closed(cast, yes=5)

    page = seen(f"/results/rates/of/{cast.units.roads.code}/?period=2026-03", cast.head)

    assert "Answered with the words of an earlier answer" in page
    assert "Its own course" in page


def test_everybody_sees_quarters_without_what_tells_of_few() -> None:
    cast = Cast()
    closed(cast, yes=6, silent=3)

    page = seen("/open/rates/?period=2026-Q1")

    assert "hidden: it would tell of fewer than five people" in page
    assert "6 of 9" not in page


def test_everybody_sees_a_rate_of_enough_people() -> None:
    cast = Cast()
    closed(cast, yes=6, silent=5)

    page = seen(f"/open/rates/{cast.units.roads.code}/?period=2026-Q1")

    assert "6 of 11 judged, 5 did not say" in page


def test_what_everybody_sees_as_a_chart_everybody_may_take_along() -> None:
    cast = Cast()
    closed(cast, yes=6, silent=5)
    address = "/open/rates/?period=2026-Q1"
    found = re.search(r'<a href="(\?[^"]*as=csv)"', seen(address))
    assert found

    file = Client().get("/open/rates/" + unescape(found[1]))

    assert file.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert ",1.0," in file.content.decode()


@pytest.mark.parametrize(
    "address",
    ["/results/", "/results/rates/", "/results/exclusions/", "/results/checks/",
     "/results/rates/profile/", "/open/rates/"],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_pages_open_before_anything_was_counted(address: str, language: str) -> None:
    seen(address, person(Role.SUPERVISOR, Cast().units.county), language)


def test_a_figure_by_a_forbidden_name_is_refused_with_the_reason() -> None:
    user = person(Role.LEADER, Cast().units.county)

    page = seen("/results/rates/profile/?name=越级访人次", user)

    assert "learns to keep people from speaking" in page


def test_units_come_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = Cast()
    closed(cast, yes=6)
    user = person(Role.UNIT_LEAD, cast.units.water)
    monkeypatch.setattr("sanwen.verdict.scorecards.views.rates.UNITS_A_PAGE", 1)

    first = seen("/results/rates/?period=2026-Q1", user)
    second = seen("/results/rates/?period=2026-Q1&page=2", user)

    assert "?period=2026-Q1&amp;page=2#units" in first
    assert "?period=2026-Q1&amp;page=1#units" in second
    assert 'class="mine"' in first
    assert 'class="mine"' not in second
    assert first.count('data-label="Closed"') == second.count('data-label="Closed"') == 1


def test_everybody_finds_units_of_few_folded_under_the_others() -> None:
    cast = Cast()
    closed(cast, yes=3)

    page = seen("/open/rates/?period=2026-Q1")

    assert "1 unit whose rate is not told" in page
    assert 'data-label="Closed"' not in page
