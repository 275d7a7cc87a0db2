"""Messages of a file that may be the same as a text: no database, reasons with each."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ROWS = [
    ("71", "梧桐里小区路灯不亮", "晚上回家看不见路，老人不敢出门", "梧桐里小区"),
    ("72", "医保卡丢了怎么补办", "在外地丢的，人回不来", ""),
    ("73", "梧桐里小区垃圾没人收", "堆了三天，气味很大", "梧桐里小区"),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "said.csv"
    with path.open("w", newline="", encoding="utf-8") as target:
        table = csv.writer(target)
        table.writerow(["留言编号", "留言主题", "留言详情", "事发地点"])
        table.writerows(ROWS)
    return path


def test_a_machine_reads_the_nearest_with_their_reasons(sanwen: Run, file: Path) -> None:
    done = sanwen("similar", "梧桐里小区的路灯坏了，看不见路", "--in", file, "--json")

    found = json.loads(done.stdout)
    assert done.exit_code == 0
    assert found[0]["id"] == 71
    assert found[0]["title"] == ROWS[0][1]
    assert "梧桐里小区" in "".join(found[0]["shared"])
    assert [one["score"] for one in found] == sorted((o["score"] for o in found), reverse=True)


def test_a_person_reads_a_line_each(sanwen: Run, file: Path) -> None:
    done = sanwen("similar", "路灯坏了", "--in", file, "--place", "梧桐里小区", "--limit", 1)

    assert "71  梧桐里小区路灯不亮  same place" in done.stdout
    assert len(done.stdout.splitlines()) == 1


def test_nothing_alike_is_said(sanwen: Run, file: Path) -> None:
    done = sanwen("similar", "xyz", "--in", file)

    assert done.exit_code == 0
    assert "Nothing" in done.stdout


def test_what_is_no_table_is_refused(sanwen: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()

    assert sanwen("similar", "路灯", "--in", empty).exit_code == 1
