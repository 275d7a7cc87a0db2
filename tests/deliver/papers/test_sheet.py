"""The Word file itself: the measures of GB/T 9704-2012, the fonts it names, what it never holds."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document

from sanwen.deliver.papers.sheet import fonts, measures
from sanwen.deliver.papers.sheet.closing import _placed
from sanwen.deliver.papers.sheet.content import (
    Colophon,
    Head,
    Row,
    Sheet,
    Signature,
    Slip,
)
from sanwen.deliver.papers.sheet.writing import render

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MILLIMETRE = 1440 / 25.4
WHOLE = Sheet(
    title="信访事项处理意见书",
    text=["一、您的请求", "修好石桥村口的路灯。", "（一）调查情况", "3月12日已更换灯头。"],
    head=Head("清源县交通运输局", "清交信〔2026〕12号"),
    addressee="诉求人A7K3",
    annexes=["检修记录", "现场照片"],
    signature=Signature("清源县交通运输局", "2026年3月10日"),
    note="联系：清源县交通运输局，0199-5550112",
    colophon=Colophon("县信访局", "清源县交通运输局", "2026年3月10日"),
    slip=Slip("送达回证", "清交信〔2026〕12号", [Row("受送达人", "诉求人A7K3")]),
)


def part(name: str, sheet: Sheet = WHOLE) -> ET.Element:
    with ZipFile(BytesIO(render(sheet))) as file:
        return ET.fromstring(file.read(name))


def said(sheet: Sheet) -> str:
    return "\n".join(text.text or "" for text in part("word/document.xml", sheet).iter(f"{W}t"))


def test_page_and_text_block_have_the_measures_of_the_standard() -> None:
    document = part("word/document.xml")
    size = document.find(f".//{W}pgSz")
    margin = document.find(f".//{W}pgMar")
    assert size is not None
    assert margin is not None
    at = {name: int(margin.get(f"{W}{name}", "0")) for name in ("top", "left", "right", "bottom")}
    across = int(size.get(f"{W}w", "0")) - at["left"] - at["right"]
    down = int(size.get(f"{W}h", "0")) - at["top"] - at["bottom"]

    assert at["top"] / MILLIMETRE == pytest.approx(37, abs=0.05)
    assert at["left"] / MILLIMETRE == pytest.approx(28, abs=0.05)
    assert across / MILLIMETRE == pytest.approx(156, abs=0.05)
    assert down / MILLIMETRE == pytest.approx(225, abs=0.05)


def test_the_grid_counts_22_lines_and_28_signs() -> None:
    grid = part("word/document.xml").find(f".//{W}docGrid")
    assert grid is not None
    line = int(grid.get(f"{W}linePitch", "0"))
    sign = 20 * (16 + int(grid.get(f"{W}charSpace", "0")) / 4096)

    assert grid.get(f"{W}type") == "linesAndChars"
    assert measures.TEXT_HEIGHT // line == 22
    assert int(measures.TEXT_WIDTH // sign) == 28


def test_every_line_of_the_text_says_the_grid_for_itself() -> None:
    """What reads only one of the two, the grid or the style, still sets 22 lines and 28 signs."""
    body = next(each for each in part("word/styles.xml") if each.get(f"{W}styleId") == "Body")
    spacing = body.find(f"{W}pPr/{W}spacing")
    tighter = body.find(f"{W}rPr/{W}spacing")
    assert spacing is not None
    assert tighter is not None

    assert spacing.get(f"{W}lineRule") == "exact"
    assert measures.TEXT_HEIGHT // int(spacing.get(f"{W}line", "0")) == 22
    assert measures.TEXT_WIDTH // (16 * 20 + int(tighter.get(f"{W}val", "0"))) == 28


def test_type_and_size_are_those_of_the_standard() -> None:
    found = {}
    for style in part("word/styles.xml").findall(f"{W}style"):
        font, size = style.find(f"{W}rPr/{W}rFonts"), style.find(f"{W}rPr/{W}sz")
        if font is not None and size is not None:
            key = style.get(f"{W}styleId")
            found[key] = (font.get(f"{W}eastAsia"), int(size.get(f"{W}val", "0")) / 2)

    assert found["Body"] == ("仿宋_GB2312", 16)
    assert found["PaperTitle"] == ("方正小标宋简体", 22)
    assert found["HeadingOne"] == ("黑体", 16)
    assert found["HeadingTwo"] == ("楷体_GB2312", 16)
    assert found["Colophon"] == ("仿宋_GB2312", 14)
    assert found["PageNumber"] == ("宋体", 14)


def test_fonts_are_named_and_never_put_in() -> None:
    with ZipFile(BytesIO(render(WHOLE))) as file:
        names, texts = file.namelist(), [file.read(name) for name in file.namelist()]

    assert not [name for name in names if "font" in name.lower() or name.endswith("odttf")]
    assert not [text for text in texts if b"embedRegular" in text or b"w:embed" in text]
    assert all(any(name.encode() in text for text in texts) for name in fonts.ALL)


def test_headings_are_told_by_how_they_begin() -> None:
    styles = {each.text: each.style.name for each in Document(BytesIO(render(WHOLE))).paragraphs}

    assert styles["一、您的请求"] == "HeadingOne"
    assert styles["（一）调查情况"] == "HeadingTwo"
    assert styles["修好石桥村口的路灯。"] == "Body"


def test_the_head_is_red_with_number_and_rule() -> None:
    text = ET.tostring(part("word/document.xml"), encoding="unicode")
    styles = ET.tostring(part("word/styles.xml"), encoding="unicode")

    assert "清交信〔2026〕12号" in text
    assert text.index("清源县交通运输局") < text.index("清交信〔2026〕12号")
    assert styles.count("FF0000") == 2


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages() -> None:
    with ZipFile(BytesIO(render(WHOLE))) as file:
        footers = [file.read(name).decode() for name in file.namelist() if "footer" in name]
        settings = file.read("word/settings.xml").decode()

    assert "evenAndOddHeaders" in settings
    assert len(footers) == 2
    assert sorted(re.findall(r'<w:jc w:val="(\w+)"/>', "".join(footers))) == ["left", "right"]
    assert all('w:instr=" PAGE "' in footer for footer in footers)


@pytest.mark.parametrize("typed", ["<w:b/>", "a & b", "]]>", "{number}", "\x0b\x00行", "“引号”"])
def test_whatever_was_typed_is_text(typed: str) -> None:
    sheet = replace(WHOLE, text=[typed], addressee=typed, note=typed, annexes=[typed])

    seen = said(sheet)

    assert re.sub("[\x00\x0b]", "", typed) in seen


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert render(WHOLE) == render(replace(WHOLE))
    assert render(WHOLE) != render(replace(WHOLE, note="另一个电话"))


def test_the_file_tells_nothing_of_who_made_it_or_when() -> None:
    about = Document(BytesIO(render(WHOLE))).core_properties
    with ZipFile(BytesIO(render(WHOLE))) as file:
        days = {entry.date_time for entry in file.infolist()}

    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert days == {(1980, 1, 1, 0, 0, 0)}


def test_parts_that_are_not_there_leave_nothing_behind() -> None:
    bare = Sheet(title="调解协议书", text=["甲方同意。"])
    text = ET.tostring(part("word/document.xml", bare), encoding="unicode")

    assert said(bare).split() == ["调解协议书", "甲方同意。"]
    assert "drawing" not in text
    assert f"{W}tbl" not in text


@pytest.mark.parametrize(
    ("name", "sealed", "places"),
    [
        # 8 signs above 7: the name is centred on the date, the date four from the edge.
        ("清源县交通运输局", True, [3.25, 4.0]),
        # Too long to be centred there: the name at the edge, the date under its middle.
        ("清源县人民政府群众诉求受理服务中心办公室", True, [0.0, 6.75]),
        # Without a seal the date begins two signs right of the name.
        ("清源县水务局", False, [4.5, 2.0]),
        ("清源县人民政府群众诉求受理中心", False, [2.0, 8.5]),
    ],
)
def test_name_and_date_stand_where_the_standard_puts_them(
    name: str, sealed: bool, places: list[float]
) -> None:
    found = _placed(Signature(name, "2026年3月10日", sealed=sealed))

    assert [edge for _, edge in found] == places
