"""The topics of a file, without a database: a table for people, a list for machines."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

HEAD = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "点赞数"]
LAMP = [
    "梧桐里小区路灯全都不亮，晚上回家看不见路",
    "梧桐里小区的路灯坏了半个月，老人不敢出门",
    "请修一修梧桐里小区门口路灯，晚上太黑了",
    "梧桐里小区路灯不亮，孩子下晚自习害怕",
    "反映梧桐里小区路灯损坏，物业说不归他管",
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "said.csv"
    with path.open("w", newline="", encoding="utf-8") as target:
        table = csv.writer(target)
        table.writerow(HEAD)
        for at, text in enumerate(LAMP):
            table.writerow(
                [f"{900 + at}.0", f"u{at % 4}", text, f"2026/3/{at + 1} 8:00:00", text, 2]
            )
        table.writerow(["990", "u9", "医保卡丢了怎么补办", "2026/3/9 8:00:00", "在外地丢的", 0])
    return path


def test_a_machine_reads_a_list_with_the_numbers_of_the_file(sanwen: Run, file: Path) -> None:
    done = sanwen("topics", file, "--json")

    (topic,) = json.loads(done.stdout)
    assert done.exit_code == 0
    assert topic["ids"] == [900, 901, 902, 903, 904]
    assert topic["people"] == 4
    assert (topic["first"], topic["last"]) == ("2026-03-01", "2026-03-05")
    assert "梧桐里小区" in topic["name"]
    assert topic["score"] == pytest.approx(8.8, abs=0.01)


def test_a_person_reads_a_table(sanwen: Run, file: Path) -> None:
    done = sanwen("topics", file)

    assert "梧桐里小区" in done.stdout
    assert "6 messages, 1 topics" in done.stderr


def test_more_messages_may_be_asked_for(sanwen: Run, file: Path) -> None:
    assert json.loads(sanwen("topics", file, "--json", "--at-least", 6).stdout) == []


def test_what_is_no_table_is_refused_with_the_reason(sanwen: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()

    done = sanwen("topics", empty)

    assert done.exit_code == 1
    assert "empty" in done.stderr
