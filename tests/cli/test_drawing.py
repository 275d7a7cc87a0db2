"""Drawing lots at the command line."""

import json
from pathlib import Path

import pytest

from sanwen.methods.draw import ticket
from tests.cli.conftest import Run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    rows = [f"人{n},{'东村' if n % 2 else '西村'}" for n in range(20)]
    path.write_text("\n".join(["编号,村", *rows]), encoding="gb18030")
    return path


def test_a_machine_reads_who_was_drawn_and_who_is_next(sanwen: Run, file: Path) -> None:
    done = sanwen("draw", file, "--seed", "s", "--size", 6, "--strata", "村", "--json")

    found = json.loads(done.stdout)
    assert [one["seats"] for one in found["strata"]] == [3, 3]
    assert len(found["drawn"]) == 6
    assert len(found["reserves"]) == 10
    assert all(one["ticket"] == ticket("s", one["id"]) for one in found["drawn"])


def test_a_person_reads_names_with_their_tickets(sanwen: Run, file: Path) -> None:
    done = sanwen("draw", file, "--seed", "s", "--size", 2)

    assert "2 of 20" in done.stdout
    assert done.stdout.count("in reserve") == 5


@pytest.mark.parametrize("more", [("--size", 21), ("--size", 2, "--strata", "县")])
def test_what_cannot_be_drawn_is_refused(sanwen: Run, file: Path, more: tuple[object, ...]) -> None:
    done = sanwen("draw", file, "--seed", "s", *more)

    assert done.exit_code == 1
    assert str(file) in done.stderr
