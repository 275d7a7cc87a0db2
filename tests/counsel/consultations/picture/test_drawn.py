"""The kept picture: nobody in it, and nothing that a page could not show."""

import json

import numpy as np

from sanwen.counsel.consultations.picture.drawn import drawn
from tests.factories.pictures import no_groups, two_groups

NUMBERS = (1, 2, 5, 9)


def test_it_is_plain_data():
    assert json.loads(json.dumps(drawn(two_groups(), NUMBERS))) == drawn(two_groups(), NUMBERS)


def test_every_dot_stands_for_five_people_or_more():
    dots = drawn(two_groups(), NUMBERS)["dots"]

    assert [dot[2] for dot in dots] == [6, 6]
    assert [dot[3] for dot in dots] == [0, 1]


def test_it_has_no_entry_of_one_participant():
    found = two_groups()

    assert str(found.positions[3, 0]) not in json.dumps(drawn(found, NUMBERS))


def test_statements_go_by_their_own_numbers():
    made = drawn(two_groups(), NUMBERS)

    assert [one["number"] for one in made["statements"]] == [1, 2, 5, 9]
    assert [one["number"] for one in made["consensus"]] == [1, 9]


def test_without_groups_the_dots_have_none():
    assert {dot[3] for dot in drawn(no_groups(), NUMBERS)["dots"]} == {-1}


def test_whoever_has_no_place_makes_no_dot():
    nowhere = two_groups(positions=np.full((12, 2), np.nan))

    assert drawn(nowhere, NUMBERS)["dots"] == []
