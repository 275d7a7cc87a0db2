"""A file is masked without server or database: tables stay tables, and spans are told."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.cli.conftest import Run

TABLE = "姓名,电话,内容\n王秀英,84220000,我叫李大海，住3栋2单元501室\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "said.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


def test_a_table_stays_a_table_and_its_headings_speak(sanwen: Run, table: Path) -> None:
    told = sanwen("mask", str(table))

    assert told.exit_code == 0
    heading, row = told.stdout.splitlines()
    assert heading == "姓名,电话,内容"
    assert row == "〔姓名〕,〔电话号码〕,我叫〔姓名〕，住〔门牌号〕"


def test_the_spans_are_those_of_the_cell(sanwen: Run, table: Path) -> None:
    cells = json.loads(sanwen("mask", str(table), "--json").stdout)["cells"]

    first = cells[0]
    assert (first["line"], first["column"]) == (2, 1)
    assert (first["found"][0]["start"], first["found"][0]["end"]) == (0, 3)


def test_a_workbook_becomes_a_masked_table(sanwen: Run, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["内容"])
    book.active.append(["电话13800138000"])
    book.save(tmp_path / "said.xlsx")

    assert "电话〔电话号码〕" in sanwen("mask", str(tmp_path / "said.xlsx")).stdout


def test_a_plain_text_is_masked_line_by_line_into_a_file(sanwen: Run, tmp_path: Path) -> None:
    file, out = tmp_path / "said.txt", tmp_path / "masked.txt"
    file.write_text("你好\n车牌湘A12345\n", encoding="gb18030")

    told = sanwen("mask", str(file), "--out", str(out))

    assert told.stdout == ""
    assert out.read_text(encoding="utf-8") == "你好\n车牌〔车牌号〕\n"


def test_a_number_that_is_public_stays(sanwen: Run, table: Path) -> None:
    assert "84220000" in sanwen("mask", str(table), "--keep", "0731-84220000").stdout


def test_what_is_no_table_is_refused_in_words(sanwen: Run, tmp_path: Path) -> None:
    file = tmp_path / "said.csv"
    file.write_bytes(b"%PDF-1.7 and so on")

    told = sanwen("mask", str(file))

    assert told.exit_code == 1
    assert "said.csv" in told.stderr
