"""Every kind opened in LibreOffice: 22 lines a page, 28 signs a line, numbers where they belong."""

import re
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
import pytest

from sanwen.deliver.papers import filling, preview
from sanwen.deliver.papers.kinds import ORDER, Kind, kinds
from sanwen.deliver.papers.sheet.writing import render

pytestmark = pytest.mark.office
# Without signs of punctuation, which may begin no line and so make some lines shorter.
BODY = "群众反映的事项依照规定由承办单位调查核实后书面告知当事人" * 70
POINT = 25.4 / 72
EDGE = 1.0
NUMBER = re.compile(r"^—(\d+)—$")


@dataclass(frozen=True)
class Line:
    """One line of a page: millimetres from the left and from the top, and what it says."""

    left: float
    right: float
    top: float
    text: str


def long(kind: Kind) -> dict[str, str]:
    """Everything filled in, and one field with three pages of text."""
    found = {
        name: (field.options or [{"day": "2026-03-10", "number": "7"}.get(field.shape, "石桥村")])[
            0
        ]
        for name, field in kind.fields.items()
    }
    texts = [name for name, field in kind.fields.items() if f"{{{name}}}" in "".join(kind.text)]
    wide = [name for name in texts if kind.fields[name].shape == "text"]
    wide += [name for name in ("unit", "reviewed") if name in texts]
    body = {} if kind.slip_alone else {wide[0]: BODY}
    return found | {"issuer": "清源县交通运输局"} | body


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All kinds through one start of LibreOffice."""
    soffice = preview.program()
    assert soffice, "These tests need libreoffice-writer-nogui (apt-get install it)."
    folder = tmp_path_factory.mktemp("papers")
    for code, kind in kinds().items():
        sheet = filling.sheet(kind, long(kind), number="清交信〔2026〕12号")
        (folder / f"{code}.docx").write_bytes(render(sheet))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    files = [str(folder / f"{code}.docx") for code in kinds()]
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return folder


@pytest.fixture(params=ORDER)
def pages(request: pytest.FixtureRequest, printed: Path) -> list[list[Line]]:
    with pypdfium2.PdfDocument(printed / f"{request.param}.pdf") as document:
        return [lines(page) for page in document]


@pytest.fixture
def kind(request: pytest.FixtureRequest) -> Kind:
    return kinds()[request.node.callspec.params["pages"]]


def lines(page: pypdfium2.PdfPage) -> list[Line]:
    """The signs of a page gathered into lines, from the top down."""
    text, height = page.get_textpage(), page.get_height()
    signs = []
    for number in range(text.count_chars()):
        sign = text.get_text_range(number, 1)
        left, bottom, right, _ = text.get_charbox(number, loose=True)
        if sign.strip():
            signs.append((height - bottom, left, right, sign))
    rows: list[list[tuple[float, float, float, str]]] = []
    for one in sorted(signs):
        if rows and one[0] - rows[-1][0][0] < 8:
            rows[-1].append(one)
        else:
            rows.append([one])
    return [_line(sorted(row, key=lambda each: each[1])) for row in rows]


def _line(row: list[tuple[float, float, float, str]]) -> Line:
    said = "".join(each[3] for each in row)
    return Line(row[0][1] * POINT, row[-1][2] * POINT, row[0][0] * POINT, said)


def text_of(page: list[Line]) -> list[Line]:
    return [line for line in page if not NUMBER.match(line.text)]


def test_a_full_page_has_22_lines(pages: list[list[Line]], kind: Kind) -> None:
    full = [page for page in pages[1:3] if not kind.slip_alone]

    assert all(len(text_of(page)) == 22 for page in full)
    assert full or kind.slip_alone


def test_a_full_line_has_28_signs(pages: list[list[Line]], kind: Kind) -> None:
    inside = [line for page in pages for line in page if line.text in BODY and line.left < 28.5]
    whole = [line for line in inside if line.right > 180]

    assert {len(line.text) for line in whole} == ({28} if not kind.slip_alone else set())
    assert len(whole) > 40 or kind.slip_alone


def test_nothing_stands_outside_the_text_block(pages: list[list[Line]]) -> None:
    for line in (line for page in pages for line in text_of(page)):
        assert line.left > 28 - EDGE
        assert line.right < 184 + EDGE
        assert 37 < line.top < 262 + EDGE


def test_the_lines_are_as_far_apart_as_the_grid(pages: list[list[Line]], kind: Kind) -> None:
    if kind.slip_alone:
        return
    tops = [line.top for line in text_of(pages[1])]
    steps = [below - above for above, below in zip(tops, tops[1:], strict=False)]

    assert all(step == pytest.approx(225 / 22, abs=0.8) for step in steps)
    assert tops[-1] - tops[0] == pytest.approx(21 * 225 / 22, abs=1.5)


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(pages: list[list[Line]]) -> None:
    for count, page in enumerate(pages, start=1):
        last = page[-1]
        told = NUMBER.match(last.text)

        assert told
        assert int(told[1]) == count
        assert 262 < last.top < 275
        if count % 2:
            assert last.right == pytest.approx(184 - 14 * POINT, abs=1.5)
        else:
            assert last.left == pytest.approx(28 + 14 * POINT, abs=1.5)


def test_the_closing_block_ends_the_last_page_of_the_letter(
    pages: list[list[Line]], kind: Kind
) -> None:
    printed = [(page, line) for page in pages for line in page if line.text.endswith("印发")]

    assert len(printed) == (1 if kind.colophon else 0)
    for page, line in printed:
        assert line == text_of(page)[-1]
        assert 250 < line.top < 263


def test_no_page_holds_a_signature_alone(pages: list[list[Line]], kind: Kind) -> None:
    """Some of the text stands above it, however the pages fall."""
    signed = [page for page in pages[1:] for line in page if line.text == "2026年3月10日"]

    assert signed or kind.slip_alone
    for page in signed:
        first = page[0]
        assert first.left < 41
        assert first.text != "清源县交通运输局"


def test_the_service_slip_has_a_page_of_its_own(pages: list[list[Line]], kind: Kind) -> None:
    slips = [page for page in pages if page[0].text == "送达回证"]

    assert len(slips) == (1 if kind.slip else 0)
    assert not kind.slip or pages[-1] is slips[0]


def test_the_preview_is_a_pdf_and_says_in_which_fonts() -> None:
    kind = kinds()["acceptance"]
    made = preview.pdf(render(filling.sheet(kind, {}, number="")))
    stand_ins = preview.replaced()

    assert made.startswith(b"%PDF")
    with pypdfium2.PdfDocument(made) as document:
        assert lines(document[len(document) - 1])[0].text == "送达回证"
    assert all(one.shown for one in stand_ins)


def test_a_program_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\nsleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(preview, "program", lambda: str(slow))

    with pytest.raises(preview.PreviewError, match="longer than"):
        preview.pdf(b"PK\x05\x06" + bytes(18), seconds=0.2)


def test_a_long_name_of_a_body_stays_on_its_line(tmp_path: Path) -> None:
    kind = replace(kinds()["acceptance"], slip=False)
    filled = {"issuer": "清源县人民政府群众诉求受理服务中心办公室"}
    made = preview.pdf(render(filling.sheet(kind, filled, number="清诉信〔2026〕1号")))
    with pypdfium2.PdfDocument(made) as document:
        page = lines(document[0])

    assert page[0].text == filled["issuer"]
    assert page[0].left > 27
    assert page[0].right < 185
