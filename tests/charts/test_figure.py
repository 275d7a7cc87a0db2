"""A chart on a page is text first: it wraps, is read aloud, and has its table."""

import re

import pytest
from django.template import Context, Template
from django.utils import translation

from sanwen.charts import Chart, Column, Point, Row, svg, table
from sanwen.charts.words import counted
from tests.charts import examples


def page(chart: Chart) -> str:
    return Template("{% load charts %}{% chart it %}").render(Context({"it": chart}))


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize("make", examples.ALL, ids=lambda make: make.__name__)
def test_every_figure_has_caption_definition_and_table(make: object) -> None:
    chart = make()  # type: ignore[operator]
    html = page(chart)

    assert f">{chart.title}</figcaption>" in html
    assert chart.definition in html
    assert html.count('<th scope="row">') == len(chart.rows)


def test_a_share_stands_with_its_interval_and_its_denominator() -> None:
    assert "61% (57–66%) 314/512" in plain(page(examples.intervals()))


def test_bounds_and_reference_are_said_in_words() -> None:
    said = plain(page(examples.intervals()))

    assert "浅色带" in said
    assert "虚线：全县 62%" in said


def test_marks_stand_where_the_figures_say() -> None:
    html = page(examples.intervals())

    assert 'cx="61.33%"' in html
    assert 'class="c-band" x="41%" y="15%" width="37%"' in html


def test_a_drawing_over_time_says_what_it_shows() -> None:
    html = page(examples.trend())
    ids = re.search(r'<svg class="c-plot" role="img" aria-labelledby="(\S+) (\S+)">', html)

    assert ids is not None
    assert all(f'id="{name}"' in html for name in ids.groups())
    assert "1月: 50% (40–60%) 45/90" in html


def test_a_gap_breaks_the_line() -> None:
    """Five points, two of them unknown: one joining line, not four."""
    assert page(examples.trend()).count('class="c-line"') == 1


def test_a_line_that_points_are_read_against_breaks_where_one_is_hidden() -> None:
    """Four points, the third hidden: one dashed line before it, a short dash after it."""
    html = page(examples.curve())
    lines = re.findall('class="c-reference" x1="([^"]+)" x2="([^"]+)"', html)

    assert lines == [("12.5%", "37.5%"), ("81.25%", "93.75%")]


def test_what_a_point_is_read_against_is_said_and_stands_in_the_table() -> None:
    html = page(examples.curve())

    assert "虚线：自己说的把握。" in html
    assert "75–100%: 90% (80–95%) 72/80, 自己说的把握 97%" in html
    assert table(examples.curve()).head == ("把握", "占比", "95% 区间", "人数", "自己说的把握")
    assert table(examples.curve()).rows[-1] == ("75–100%", "90%", "80–95%", "72/80", "97%")


def test_one_reference_of_all_is_drawn_over_time_too() -> None:
    points = [Point("1月", 0.5, of=90), Point("2月", 0.6, of=90)]
    chart = Chart(
        "解决率", "占答了的人。", points, kind="trend", reference=0.62, reference_label="全县"
    )

    assert 'class="c-reference" x1="0%" x2="100%"' in page(chart)


def test_marked_columns_are_seen_without_colours_and_said() -> None:
    """The thick line is under the last of four, whose span is written out in the table."""
    html = page(examples.columns())

    assert re.findall('class="c-marked" y1="86%" y2="86%" x1="([^"]+)" x2="([^"]+)"', html) == [
        ("75%", "100%")
    ]
    assert html.count('class="c-bar c-before"') == 1
    assert "下面有粗线的：最近一周。" in html
    assert table(examples.columns()).rows[-1] == ("8月24日至8月30日", "45")


def test_of_a_long_course_its_end_is_read_aloud() -> None:
    weeks = [Column(f"第{n}周", n) for n in range(1, 27)]
    html = page(Chart("每周来件", "按收到的日期数。", weeks, kind="columns"))

    assert "第26周: 26; 其余 18 项见表格" in html
    assert "第18周: 18" not in html


def test_what_a_label_holds_is_escaped() -> None:
    html = page(examples.intervals())

    assert "Roads &amp; &lt;Bridges&gt;" in html
    assert "<Bridges>" not in html


def test_nothing_counted_is_said() -> None:
    assert "还没有可以数的" in page(Chart("解决率", "占答了的人。", []))


def test_english_words_are_english() -> None:
    with translation.override("en"):
        said = plain(page(examples.intervals()))

    assert "Light band: the least and the most it can be" in said
    assert "not shown" in said


def test_almost_all_is_not_all_in_any_form() -> None:
    chart = Chart("解决率", "占答了的人。", [Row("水务局", 0.997, 0.991, 0.9999, of=1000)])

    for said in (plain(page(chart)), svg(chart)):
        assert "99.7% (99.1–&gt;99.9%) 997/1,000" in said


@pytest.mark.parametrize(
    ("share", "of", "words"),
    [(314 / 512, 512, "314/512"), (0.6, 512, "n = 512"), (None, 5, ""), (0.5, 2468, "1,234/2,468")],
)
def test_a_weighted_share_has_no_number_of_people_above_the_line(
    share: float | None, of: int, words: str
) -> None:
    assert counted(share, of) == words


def test_no_style_is_written_into_the_page() -> None:
    """The policy of the pages refuses it."""
    html = "".join(page(make()) for make in examples.ALL)

    assert " style=" not in html
    assert "<style" not in html


def test_rows_of_one_chart_share_one_scale() -> None:
    html = page(Chart("解决率", "占答了的人。", [Row("水务局", 0.02, 0.01, 0.04, of=500)]))

    assert 'cx="2%"' in html
    assert "<span>0%</span><span>50%</span><span>100%</span>" in html
