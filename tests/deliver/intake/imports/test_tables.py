"""Files as they really come: any encoding, any sheet, traps included."""

from pathlib import Path

import pytest

from sanwen.deliver.intake.imports import tables, workbooks
from sanwen.deliver.intake.imports.reading import Line, Unreadable
from sanwen.deliver.intake.imports.tables import open_table
from tests.factories.tables import HEAD, ROWS, far_cell, write_csv, write_xlsx, zip_bomb


def lines(path: Path, sheet: int | str = 0) -> list[Line]:
    return list(open_table(path, sheet=sheet))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_text_table_is_read_in_its_own_characters(tmp_path: Path, encoding, sign) -> None:
    found = lines(write_csv(tmp_path / "a.csv", encoding=encoding, sign=sign))

    assert found[0] == Line(1, HEAD)
    assert found[3] == Line(4, ROWS[2])


def test_lines_have_the_numbers_an_editor_shows_even_after_a_cell_of_three_lines(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.csv"
    path.write_text('内容,时间\n"一\n二\n三",2025-1-1\n\n第二件,2025-1-2\n', encoding="utf-8")

    assert [line.number for line in lines(path)] == [1, 2, 6]


def test_rare_signs_emoji_and_right_to_left_words_come_through(tmp_path: Path) -> None:
    words = "𠮷野家门口🚧 مرحبا שלום ㊙"
    for name, encoding in (("a.csv", "utf-8"), ("b.csv", "gb18030"), ("c.csv", "utf-16")):
        path = write_csv(tmp_path / name, (("内容", "地点"), (words, "东街")), encoding=encoding)
        assert lines(path)[1].cells[0] == words
    assert lines(write_xlsx(tmp_path / "d.xlsx", (("内容",), (words,))))[1].cells[0] == words


def test_one_broken_byte_does_not_make_the_whole_file_another_encoding(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", (("内容", "地点"), *(("路灯坏了", "东街"),) * 20))
    data = bytearray(path.read_bytes())
    data[60] = 0xFF
    path.write_bytes(data)

    found = lines(path)

    assert found[10].cells == ("路灯坏了", "东街")
    assert (
        sum(any("\udc80" <= sign <= "\udcff" for sign in "".join(one.cells)) for one in found) == 1
    )


def test_characters_nobody_can_read_are_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("內容,地點\n路燈壞了請儘快派員處理謝謝貴單位辛勞\n".encode("big5") * 20)

    with pytest.raises(Unreadable, match="CSV UTF-8"):
        lines(path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        bytes(range(256)) * 40,
        b"%PDF-1.7 ...",
        b"\x89PNG\r\n",
        b"PK\x03\x04 broken",
        b"<html><table>",
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)

    with pytest.raises(Unreadable) as refusal:
        lines(path)

    assert str(refusal.value)


def test_a_workbook_gives_rows_with_their_numbers_and_dates_year_first(tmp_path: Path) -> None:
    rows = (HEAD, (1.0, "王某", 13900000001, "路灯", "2025/3/1 9:32:09", "坏了"))

    found = lines(write_xlsx(tmp_path / "a.xlsx", rows))

    assert found[1] == Line(2, ("1", "王某", "13900000001", "路灯", "2025/3/1 9:32:09", "坏了"))


def test_a_merged_cell_speaks_for_every_row_it_covers(tmp_path: Path) -> None:
    rows = (
        ("地点", "内容"),
        ("东街", "路灯坏了"),
        (None, "井盖响"),
        (None, None),
        ("西街", "停水"),
    )

    found = lines(write_xlsx(tmp_path / "a.xlsx", rows, merged=("A2:A4",)))

    assert [line.cells for line in found[1:]] == [
        ("东街", "路灯坏了"),
        ("东街", "井盖响"),
        ("西街", "停水"),
    ]
    assert [line.number for line in found] == [1, 2, 3, 5]


def test_sixty_thousand_empty_rows_at_the_end_cost_nothing(tmp_path: Path) -> None:
    found = lines(write_xlsx(tmp_path / "a.xlsx", empty_tail=64_707))

    assert len(found) == 1 + len(ROWS)


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refusal:
        lines(zip_bomb(tmp_path / "a.xlsx"))

    assert refusal.value.reason == workbooks.TOO_LARGE


@pytest.mark.skipif("sys.platform == 'win32'")
def test_a_sheet_that_claims_more_cells_than_memory_ends_its_own_process_only(
    tmp_path: Path,
) -> None:
    with pytest.raises(Unreadable) as refusal:
        lines(far_cell(tmp_path / "a.xlsx"))

    assert refusal.value.reason == workbooks.TOO_LARGE


def test_a_sheet_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx")

    for sheet in (4, "没有"):
        with pytest.raises(Unreadable) as refusal:
            lines(path, sheet)
        assert refusal.value.reason == workbooks.FAULTS["no-sheet"]


def test_a_file_above_the_limit_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "LARGEST", 10)

    with pytest.raises(Unreadable, match="200 MB"):
        lines(write_csv(tmp_path / "a.csv"))
