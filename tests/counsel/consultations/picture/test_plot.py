"""The drawing: what is near is near, and no number covers another or a group's name."""

from itertools import combinations

from sanwen.counsel.consultations.picture.drawn import drawn
from sanwen.counsel.consultations.picture.plot import FIRST_MARKS, HEIGHT, MOST_MARKS, WIDTH, plot
from tests.factories.pictures import no_groups, two_groups

NUMBERS = (1, 2, 3, 4)


def crowded() -> dict[str, object]:
    """Thirty statements at one place."""
    picture = drawn(two_groups(), NUMBERS)
    one = picture["statements"][1]
    return picture | {"statements": [one | {"number": number} for number in range(1, 31)]}


def test_every_dot_has_the_shade_of_its_group():
    assert {dot.shade for dot in plot(drawn(two_groups(), NUMBERS)).dots} == {"a", "b"}
    assert {dot.shade for dot in plot(drawn(no_groups(), NUMBERS)).dots} == {"none"}


def test_numbers_that_a_telephone_shows_do_not_cover_one_another():
    marks = [mark for mark in plot(crowded()).marks if mark.is_first]

    assert len(marks) == FIRST_MARKS
    assert all(
        abs(one.x - other.x) >= 46 or abs(one.y - other.y) >= 38
        for one, other in combinations(marks, 2)
    )


def test_of_many_statements_only_the_most_telling_have_a_number():
    marks = plot(crowded()).marks

    assert len(marks) == MOST_MARKS
    assert all(0 <= mark.x <= WIDTH and 0 <= mark.y <= HEIGHT for mark in marks)


def test_without_anybody_there_is_an_empty_picture():
    nothing = drawn(two_groups(groups=(), consensus=(), dividing=(), statements=()), ())

    assert plot(nothing | {"dots": []}).dots == []
