"""What is hidden is seen in no form: not by height, not in words, not in a file."""

import re
from collections.abc import Callable

import pytest
from django.template import Context, Template

from sanwen import charts
from sanwen.charts import Chart
from tests.charts.examples import ALL, SECRET

Make = Callable[..., Chart]


def page(chart: Chart) -> str:
    return Template("{% load charts %}{% chart it %}").render(Context({"it": chart}))


def without_name(text: str) -> str:
    return re.sub(r"c[0-9a-f]{8}", "name", text)


@pytest.fixture(params=ALL, ids=[make.__name__ for make in ALL])
def make(request: pytest.FixtureRequest) -> Make:
    return request.param  # type: ignore[no-any-return]


def test_a_hidden_figure_stands_in_no_text(make: Make) -> None:
    chart = make()

    for text in (
        page(chart),
        charts.svg(chart),
        charts.csv(chart).decode(),
        str(charts.table(chart)),
    ):
        assert [secret for secret in SECRET if secret in text] == []


def test_another_hidden_figure_gives_the_same_in_every_form(make: Make) -> None:
    one, other = make(), make(0 if make.__name__ in ("columns", "distribution") else 0.9)

    assert charts.svg(one) == charts.svg(other)
    assert charts.csv(one) == charts.csv(other)
    assert charts.table(one) == charts.table(other)
    assert page(one) == page(other)
    assert charts.png(one) == charts.png(other)


def test_a_page_says_that_something_is_not_shown(make: Make) -> None:
    said = page(make())

    assert "不显示：不足 5 人" in said


def test_a_nought_is_shown_and_a_gap_is_not_a_nought() -> None:
    columns, trend = charts.table(ALL[2]()), charts.table(ALL[3]())

    assert ("8月17日", "0") in columns.rows
    assert ("4月", "没有数", "", "") in trend.rows


def test_hatching_has_a_name_of_its_own_in_each_figure() -> None:
    pages = "".join(page(make()) for make in ALL)
    names = re.findall(r'<pattern id="([^"]+)"', pages)

    assert len(names) == len(set(names)) > 0
    assert set(re.findall(r"url\(#([^)]+)\)", pages)) <= set(names)
    assert without_name(pages) != pages
