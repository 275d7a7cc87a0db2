"""An exact interval at the command line."""

import json

from tests.cli.conftest import Run


def test_a_machine_reads_the_interval(sanwen: Run) -> None:
    done = sanwen("interval", 30, 30, "--population", 120, "--json")

    assert json.loads(done.stdout) == {
        "hits": 30,
        "n": 30,
        "population": 120,
        "asked": 30,
        "value": 1.0,
        "low": 0.9,
        "high": 1.0,
        "level": 0.95,
        "method": "exact_finite",
        "bounds": {"low": 1.0, "high": 1.0},
    }


def test_a_person_reads_it_and_what_the_silent_leave_open(sanwen: Run) -> None:
    done = sanwen("interval", 12, 12, "--asked", 30)

    assert "12 of 12: 100%, between 74% and 100%" in done.stdout
    assert "18 of 30 did not answer" in done.stdout
    assert "between 40% and 100%" in done.stdout


def test_it_speaks_chinese(sanwen: Run) -> None:
    done = sanwen("interval", 120, 120, "--population", 120, "--language", "zh")

    assert "全部都回答了" in done.stdout


def test_counts_that_do_not_fit_are_refused(sanwen: Run) -> None:
    done = sanwen("interval", 5, 3)

    assert done.exit_code == 1
    assert "does not fit" in done.stderr
