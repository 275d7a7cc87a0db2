"""Each chart of a page can be taken along, by whoever may see the page."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import RequestFactory

from sanwen.charts import Chart, csv, pictures
from sanwen.charts.files import ChartFiles
from tests.charts import examples

FIRST, SECOND = examples.intervals(), examples.columns()
BEGINNINGS = {"png": b"\x89PNG", "pdf": b"%PDF-", "svg": b"<svg", "csv": b"\xef\xbb\xbf"}
Page = Callable[[HttpRequest], HttpResponse]


def of(*charts: Chart, status: int = 200) -> Page:
    def page(request: HttpRequest) -> HttpResponse:
        template = Template("{% load charts %}{% for it in all %}{% chart it %}{% endfor %}")
        html = template.render(Context({"all": charts, "request": request}))
        return HttpResponse(html, status=status, headers={"Cache-Control": "no-store"})

    return page


def get(page: Page, query: str = "") -> HttpResponse:
    return ChartFiles(page)(RequestFactory().get(f"/open/rates/{query}"))  # type: ignore[return-value]


def plain(drawing: str) -> str:
    """As it is read: of lines that were broken, one."""
    return unescape(re.sub(r"<[^>]+>", "", drawing))


def links(html: str) -> list[str]:
    return [unescape(found) for found in re.findall(r'<a href="([^"]*chart=[^"]*)"', html)]


def test_every_link_of_a_page_leads_to_the_file_that_it_names() -> None:
    found = links(get(of(FIRST, SECOND), "?period=2026-Q1").content.decode())

    assert len(found) == 2 * len(BEGINNINGS)
    for at, form in enumerate([*BEGINNINGS, *BEGINNINGS]):
        file = get(of(FIRST, SECOND), found[at])
        assert "period=2026-Q1" in found[at]
        assert file.content.startswith(BEGINNINGS[form])
        assert f".{form}" in file.headers["Content-Disposition"]


def test_the_second_link_is_of_the_second_chart() -> None:
    assert get(of(FIRST, SECOND), "?chart=1&as=csv").content == csv(FIRST)
    assert get(of(FIRST, SECOND), "?chart=2&as=csv").content == csv(SECOND)


def test_a_picture_says_where_it_was_taken_from() -> None:
    drawing = get(of(FIRST), "?period=2026-Q1&chart=1&as=svg").content.decode()

    assert f"{FIRST.source} · http://testserver/open/rates/?period=2026-Q1" in plain(drawing)
    assert "as=svg" not in drawing


def test_a_file_is_kept_by_others_no_longer_than_its_page() -> None:
    assert get(of(FIRST), "?chart=1&as=csv").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "query", ["?chart=3&as=png", "?chart=0&as=png", "?chart=x&as=png", "?chart=1&as=exe", "?as=png"]
)
def test_what_is_not_there_is_answered_with_the_page(query: str) -> None:
    answer = get(of(FIRST, SECOND), query)

    assert "</figure>" in answer.content.decode()
    assert "Content-Disposition" not in answer.headers


def test_a_page_that_is_refused_gives_no_file() -> None:
    answer = get(of(FIRST, status=403), "?chart=1&as=csv")

    assert (answer.status_code, answer.content != csv(FIRST)) == (403, True)


def test_without_chinese_type_no_picture_of_empty_boxes_is_offered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pictures, "has_chinese", lambda: False)

    html = get(of(FIRST)).content.decode()

    assert [link[-3:] for link in links(html)] == ["svg", "csv"]
    assert "</figure>" in get(of(FIRST), "?chart=1&as=png").content.decode()


def test_a_chart_of_nothing_offers_nothing() -> None:
    assert not links(get(of(Chart("解决率", "占答了的人。", []))).content.decode())
