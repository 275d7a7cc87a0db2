"""Counting an election at the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

FILE = """META
key;value
budget;100
vote_type;approval
PROJECTS
project_id;cost;name
a;60;Lamp
b;40;Bench
c;40;Well
VOTES
voter_id;vote
""" + "".join(f"{n};{'a,b' if n < 6 else 'c'}\n" for n in range(10))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "village.pb"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("options", "winners"),
    [
        (("--rule", "greedy"), ["a", "b"]),
        (("--rule", "equal-shares"), ["a", "c"]),
        (("--rule", "equal-shares", "--completion", "add1"), ["a", "c"]),
    ],
)
def test_a_machine_reads_the_winners(
    sanwen: Run, file: Path, options: tuple[str, ...], winners: list[str]
) -> None:
    done = sanwen("budget", file, *options, "--json")

    assert json.loads(done.stdout) == {"winners": winners, "spent": 100, "budget": 100}


def test_a_person_reads_why_for_every_project(sanwen: Run, file: Path) -> None:
    done = sanwen("budget", file)

    assert "2 funded, 100 of 100 spent" in done.stdout
    assert "Bench" in done.stdout
    assert "its supporters had 0 left together, 40 too little" in done.stdout


def test_a_broken_file_is_refused_with_the_line(sanwen: Run, file: Path) -> None:
    file.write_text(FILE.replace("b;40", "b;dear"), encoding="utf-8")

    done = sanwen("budget", file)

    assert done.exit_code == 1
    assert "Line 8" in done.stderr


def test_an_unknown_rule_is_refused(sanwen: Run, file: Path) -> None:
    done = sanwen("budget", file, "--rule", "lots")

    assert done.exit_code == 1
    assert "equal-shares" in done.stderr
