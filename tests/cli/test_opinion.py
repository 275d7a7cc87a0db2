"""The opinion map of files: numbers for machines, words and a page for people."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.methods.opinion.crowds import camps


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    votes, _camp = camps(40, 20, sure=0.95)
    rows = zip(votes.row.tolist(), votes.column.tolist(), votes.value.tolist(), strict=True)
    _write(
        tmp_path / "votes.csv",
        ["timestamp", "datetime", "comment-id", "voter-id", "vote"],
        [[100 + at, "", column + 5, row + 1, vote] for at, (row, column, vote) in enumerate(rows)],
    )
    _write(
        tmp_path / "comments.csv",
        ["timestamp", "comment-id", "moderated", "comment-body"],
        [[0, at + 5, -1 if at == 3 else 1, f"<观点 {at}>"] for at in range(20)],
    )
    return tmp_path


def _write(path: Path, head: list[str], rows: list[list[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as target:
        csv.writer(target).writerows([head, *rows])


def test_a_machine_reads_groups_with_the_numbers_of_the_file(sanwen: Run, folder: Path) -> None:
    done = sanwen("opinion", folder, "--json")

    told = json.loads(done.stdout)
    assert done.exit_code == 0
    assert (told["participants"], told["statements"], told["k"]) == (40, 19, 2)
    assert sorted(sum((group["members"] for group in told["groups"]), [])) == list(range(1, 41))
    assert all(group["size"] == len(group["members"]) == 20 for group in told["groups"])
    assert told["p_no_groups"] <= 0.01
    assert told["stability"] > 0.9
    named = {one["id"] for group in told["groups"] for one in group["statements"]}
    assert named <= set(range(5, 25)) - {8}


def test_the_order_of_rows_is_no_matter(sanwen: Run, folder: Path) -> None:
    before = sanwen("opinion", folder, "--json").stdout
    head, *rows = (folder / "votes.csv").read_text().splitlines()
    (folder / "votes.csv").write_text("\n".join([head, *sorted(rows)]))

    assert sanwen("opinion", folder, "--json").stdout == before


def test_a_person_reads_words(sanwen: Run, folder: Path) -> None:
    done = sanwen("opinion", folder / "votes.csv")

    assert "40 people took part" in done.stdout
    assert "2 groups (p = 0.01)" in done.stdout
    assert "观点" in done.stdout


@pytest.mark.parametrize(("language", "title"), [("zh", "观点地图"), ("en", "Opinion map")])
def test_a_page_needs_nothing_else(sanwen: Run, folder: Path, language: str, title: str) -> None:
    out = folder / "map.html"

    done = sanwen("opinion", folder, "--out", out, "--language", language)

    page = out.read_text(encoding="utf-8")
    assert done.exit_code == 0
    assert title in page
    assert "<svg" in page
    assert "&lt;观点 1&gt;" in page
    assert "src=" not in page
    assert "href=" not in page


def test_no_circle_stands_for_fewer_than_five(sanwen: Run, folder: Path) -> None:
    sanwen("opinion", folder, "--out", folder / "map.html")

    page = (folder / "map.html").read_text(encoding="utf-8")
    titles = [
        int(part.split("</title>")[0])
        for part in page.split("<circle")[1:]
        for part in [part.split("<title>")[1]]
    ]
    assert titles
    assert min(titles) >= 5


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"", "empty"),
        (b"a,b\n1,2\n", "named"),
        (b"comment-id,voter-id,vote\n1,1,maybe\n", "no vote"),
        (b"\x00\x01\xff\xfe\x00", "votes.csv"),
        (b"comment-id,voter-id,vote\n1,1\n", "Line 2"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    sanwen: Run, tmp_path: Path, text: bytes, told: str
) -> None:
    (tmp_path / "votes.csv").write_bytes(text)

    done = sanwen("opinion", tmp_path, "--json")

    assert done.exit_code == 1
    assert told in done.stderr
    assert "Traceback" not in done.output


def test_a_folder_without_votes_is_refused(sanwen: Run, tmp_path: Path) -> None:
    done = sanwen("opinion", tmp_path)

    assert done.exit_code == 1
    assert "no votes.csv" in done.stderr


def test_where_nothing_can_be_written_it_is_said(sanwen: Run, folder: Path) -> None:
    done = sanwen("opinion", folder, "--out", folder / "no" / "map.html")

    assert done.exit_code == 1
    assert "cannot be written" in done.stderr


def test_a_field_is_told_without_sides(
    sanwen: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sanwen.methods.opinion.stability.STABLE", 1.1)

    done = sanwen("opinion", folder, "--out", folder / "map.html", "--language", "en")

    page = (folder / "map.html").read_text(encoding="utf-8")
    assert "no clear sides" in done.stdout
    assert "Group 1" not in done.stdout
    assert "Group A" not in page
    assert "#0072B2" not in page
