"""The draw is what anyone can work out again."""

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanwen.methods.draw import Entry, draw, proportional, ticket

PEOPLE = [Entry(f"r{n}", ("f" if n % 3 else "m",)) for n in range(30)]


def drawn(entries: list[Entry], **more: object) -> list[str]:
    found = draw(entries, seed="2026-11-22", **{"size": 7, **more})  # type: ignore[arg-type]
    return [one.entry.id for stratum in found for one in stratum.drawn]


def test_a_ticket_is_what_sha256sum_says() -> None:
    said = subprocess.run(["sha256sum"], input=b"abc:7", capture_output=True, check=True)

    assert ticket("abc", "7") == said.stdout.decode().split()[0]


@given(st.permutations(PEOPLE))
def test_the_order_of_the_list_decides_nothing(entries: list[Entry]) -> None:
    assert drawn(entries) == drawn(PEOPLE)


def test_seats_go_by_proportion_and_the_rest_to_the_largest_remainder() -> None:
    found = {one.name: one.seats for one in draw(PEOPLE, seed="x", size=7)}

    assert found == {("f",): 5, ("m",): 2}
    assert proportional({("a",): 5, ("b",): 5}, 3) == {("a",): 2, ("b",): 1}


def test_those_not_drawn_stand_in_line() -> None:
    stratum = draw([Entry(str(n)) for n in range(9)], seed="x", size=4)[0]

    line = [one.number for one in (*stratum.drawn, *stratum.reserves)]
    assert line == sorted(line)
    assert (len(stratum.drawn), stratum.members) == (4, 9)


def test_seats_may_be_given() -> None:
    found = draw(PEOPLE, seed="x", size=4, seats={("m",): 3, ("f",): 1})

    assert [one.seats for one in found] == [1, 3]


@pytest.mark.parametrize(
    "more",
    [
        {"size": 31},
        {"size": 0},
        {"seed": " "},
        {"seats": {("f",): 6}},
        {"seats": {("f",): 6, ("x",): 1}},
        {"entries": [*PEOPLE, PEOPLE[0]]},
    ],
)
def test_what_cannot_be_drawn_is_refused(more: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        draw(**{"entries": PEOPLE, "seed": "x", "size": 7, **more})  # type: ignore[arg-type]


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(1, 50), min_size=1))
def test_all_seats_are_given_and_no_stratum_gets_more_than_it_has(counts: dict[str, int]) -> None:
    strata = {(name,): many for name, many in counts.items()}
    size = (sum(counts.values()) + 1) // 2

    seats = proportional(strata, size)

    assert sum(seats.values()) == size
    assert all(0 <= seats[name] <= many for name, many in strata.items())
