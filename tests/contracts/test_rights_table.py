"""Roles × pages × objects: every cell of docs/reference/rights.md is what the program answers.

After a change that is meant, run it once with SANWEN_RIGHTS=write in the environment, and read
what `git diff` shows of the page.
"""

import os
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from sanwen.deliver.matters.states import State
from tests.contracts import rights
from tests.contracts.rights import SEATS, STATES, Scene, scene
from tests.factories.moments import MORNING

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "rights.md"
WRITE = os.environ.get("SANWEN_RIGHTS") == "write"
HOUSE = "house"
# The day of the matter itself: no period of it is over.
AFTERNOON = MORNING + timedelta(hours=8)


def table(place: str, seen: Scene) -> list[str]:
    """The rows of one part of the page: without a state, the pages that are of no matter."""
    found = rights.of_the_house() if place == HOUSE else rights.of_the_matter()
    return [
        f"| `{address.name}` | " + " | ".join(rights.row(address, seen)) + " |"
        for address in sorted(found, key=lambda one: one.name)
    ]


def parts(page: str, place: str) -> tuple[str, str, str]:
    """What stands before the rows of a part, the rows, and what stands after them."""
    before, rest = page.split(f"<!-- {place} -->\n", 1)
    head, after = rest.split("<!-- end -->", 1)
    lines = head.splitlines(keepends=True)
    opening = before + f"<!-- {place} -->\n" + "".join(lines[:2])
    return opening, "".join(lines[2:]), "<!-- end -->" + after


@pytest.mark.parametrize("place", [HOUSE, *STATES])
def test_every_cell_is_what_the_page_says(place: str) -> None:
    with time_machine.travel(AFTERNOON):
        rows = table(place, scene(None if place == HOUSE else State(place)))
    opening, told, after = parts(PAGE.read_text(encoding="utf-8"), place)
    if WRITE:
        PAGE.write_text(opening + "".join(f"{one}\n" for one in rows) + after, encoding="utf-8")
        pytest.skip("written anew")

    assert told.splitlines() == rows


@pytest.mark.parametrize("place", [HOUSE, *STATES])
def test_no_cell_is_left_open(place: str) -> None:
    """Neither a fault of the program nor a form that was sent in vain: yes, no, or not there."""
    told = parts(PAGE.read_text(encoding="utf-8"), place)[1]
    known = {*rights.LOOKED.values(), *rights.ACTED.values()}

    for line in told.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")][1:]
        assert len(cells) == len(SEATS)
        assert all(set(cell) <= known for cell in cells), line


def test_whoever_is_recused_finds_no_page_of_the_matter() -> None:
    at = [seat.code for seat in SEATS].index(rights.RECUSED) + 1
    for place in STATES:
        told = parts(PAGE.read_text(encoding="utf-8"), place)[1]
        assert {line.strip("|").split("|")[at].strip() for line in told.splitlines()} <= {
            *("·", "··", "-", "-·")
        }
