"""Rates on the command line: each with its denominator and its silence; no figure for contests."""

import json

import pytest

from sanwen.verdict.scorecards.models import Tally
from tests.cli.conftest import Run
from tests.factories.judging import closed
from tests.factories.matters import Cast
from tests.factories.moments import MORNING

pytestmark = pytest.mark.django_db
MONTH = ("--from", f"{MORNING:%Y-%m}-01", "--to", f"{MORNING:%Y-%m}-31")


def test_a_machine_reads_rates_with_what_was_not_said(sanwen: Run) -> None:
    closed(Cast(), yes=3, partly=1, silent=2)

    done = sanwen("rates", *MONTH, "--json")

    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    whole = told["whole"]
    assert (whole["N"], whole["A"], whole["U"], whole["solved"]) == (6, 4, 2, 3)
    assert whole["interval"][0] < whole["rate"] < whole["interval"][1]
    assert whole["bounds"] == [3 / 6, 5 / 6]
    assert [unit["code"] for unit in told["units"]] == ["roads"]


def test_a_person_reads_the_silence_beside_the_rate(sanwen: Run) -> None:
    closed(Cast(), yes=3, partly=1, silent=2)

    done = sanwen("rates", *MONTH)

    assert done.exit_code == 0, done.output
    assert "4 of 6 judged, 2 did not say" in done.output


def test_sums_that_drifted_are_found_and_counted_anew(sanwen: Run) -> None:
    closed(Cast(), yes=3)
    assert sanwen("rates", "--check").exit_code == 0
    Tally.objects.update(solved=9)

    assert sanwen("rates", "--check").exit_code == 1
    assert sanwen("rates", "--recount").exit_code == 0

    assert sanwen("rates", "--check").exit_code == 0


@pytest.mark.parametrize("name", ["越级", "非访", "进京", "人次排名"])
def test_a_figure_for_contests_is_refused_with_the_reason(sanwen: Run, name: str) -> None:
    done = sanwen("rates", "--metric", name)

    assert done.exit_code == 1
    assert len(done.output.strip()) > len(name)


@pytest.mark.parametrize("days", [(), ("--from", "2026-03-01"),
                                  ("--from", "2026-03-31", "--to", "2026-03-01")])  # fmt: skip
def test_days_are_named_and_in_order(sanwen: Run, days: tuple[str, ...]) -> None:
    assert sanwen("rates", *days).exit_code == 1
