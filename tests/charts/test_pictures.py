"""The same chart as a drawing, a picture and a PDF: structure, not bytes."""

import xml.etree.ElementTree as ElementTree
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from sanwen import charts
from sanwen.charts import pictures
from sanwen.charts.wrapping import wrapped
from tests.charts import examples

SVG = "{http://www.w3.org/2000/svg}"
needs_chinese = pytest.mark.skipif(
    not pictures.has_chinese(), reason="this machine has no Chinese type"
)


@pytest.mark.parametrize("make", examples.ALL, ids=lambda make: make.__name__)
def test_a_drawing_is_named_described_and_whole(make: object) -> None:
    chart = make()  # type: ignore[operator]
    root = ElementTree.fromstring(charts.svg(chart))
    named = {found.get("id"): found.text for found in root.iter() if found.get("id")}
    said = " ".join(text.text or "" for text in root.iter(f"{SVG}text"))

    assert root.get("role") == "img"
    title, words = (named[name] for name in (root.get("aria-labelledby") or "").split())
    assert title == chart.title
    assert chart.definition in (words or "")
    assert chart.definition in said.replace(" ", "")


@needs_chinese
@pytest.mark.parametrize("make", examples.ALL, ids=lambda make: make.__name__)
def test_a_png_is_twice_as_wide_as_the_drawing(make: object) -> None:
    image = Image.open(BytesIO(charts.png(make())))  # type: ignore[operator]

    assert image.width == 1440
    assert len(image.convert("RGB").getcolors(maxcolors=1_000_000) or []) > 10


@needs_chinese
def test_words_in_a_pdf_can_be_searched_and_lines_stay_lines() -> None:
    page = pypdfium2.PdfDocument(charts.pdf(examples.intervals()))[0]

    assert "水务局" in page.get_textpage().get_text_range()
    assert "314/512" in page.get_textpage().get_text_range()
    assert not [
        found for found in page.get_objects() if found.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
    ]


@needs_chinese
def test_a_paper_gets_picture_words_and_table() -> None:
    picture = charts.picture(examples.intervals())

    assert Image.open(BytesIO(picture.png)).width >= 1890, "300 dots an inch on 16 cm"
    assert picture.words.startswith("解决率. 水务局: 61% (57–66%) 314/512")
    assert picture.table.rows[0][:4] == ("水务局", "61%", "57–66%", "314/512")


def test_without_chinese_type_no_picture_of_empty_boxes_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pictures, "has_chinese", lambda: False)

    for made in (charts.png, charts.pdf):
        with pytest.raises(charts.NoChineseType):
            made(examples.intervals())


def test_lines_break_between_words_and_before_no_full_stop() -> None:
    assert wrapped("一二三四五六。七八", width=6) == ["一二三四五六。", "七八"]
    assert wrapped("one two three", width=5) == ["one two", "three"]
    assert wrapped("", width=5) == []
    assert wrapped("看 https://example.org/open/", width=9)[1:] == ["https://example", ".org/open/"]


def test_a_file_for_spreadsheets_holds_numbers_and_no_formula() -> None:
    rows = [charts.Row("=1+1", 0.5, of=10)]
    text = charts.csv(charts.Chart("解决率", "占答了的人。", rows)).decode("utf-8-sig")

    assert text.splitlines() == ["label,share,low,high,of,least,most,hidden", "'=1+1,0.5,,,10,,,0"]
