"""How many to ask, and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanwen.methods.surveys import How, allocate, size, systematic


def test_five_points_need_the_textbook_s_385_and_fewer_of_few() -> None:
    assert size(0.05).complete == 385
    assert size(0.05, 600).complete == 235


def test_who_will_not_answer_is_asked_in_addition() -> None:
    found = size(0.05, response=0.4, design_effect=1.5)

    assert found.complete == 577
    assert found.asked == 1442 or found.asked == 1443


def test_where_the_whole_list_is_too_little_the_margin_says_so() -> None:
    found = size(0.05, 100, response=0.5)

    assert found.everybody
    assert (found.asked, found.complete) == (100, 50)
    assert found.margin > 0.09


@pytest.mark.parametrize("wrong", [{"margin": 0}, {"margin": 0.1, "share": 1.0}])
def test_figures_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        size(**wrong)  # type: ignore[arg-type]


STRATA = {"town": 1000, "hill": 100, "lake": 10, "one": 1}


def test_each_way_of_sharing_out() -> None:
    assert allocate(STRATA, 60) == {"town": 52, "hill": 5, "lake": 2, "one": 1}
    assert allocate(STRATA, 60, How.EQUAL) == {"town": 25, "hill": 24, "lake": 10, "one": 1}
    spread = {"town": 0.1, "hill": 0.5, "lake": 0, "one": 0}
    assert allocate({"town": 1000, "hill": 200}, 60, "neyman", spread=spread) == {
        "town": 30,
        "hill": 30,
    }


@given(
    st.dictionaries(st.integers(), st.integers(1, 400), min_size=1, max_size=8),
    st.sampled_from([How.PROPORTIONAL, How.SQUARE_ROOT, How.EQUAL]),
    st.data(),
)
def test_all_are_given_out_and_none_more_than_there_are(
    strata: dict[int, int], how: How, data: st.DataObject
) -> None:
    least = sum(min(2, many) for many in strata.values())
    wanted = data.draw(st.integers(least, sum(strata.values())))

    found = allocate(strata, wanted, how)

    assert sum(found.values()) == wanted
    assert all(min(2, strata[name]) <= found[name] <= strata[name] for name in strata)


def test_more_than_there_are_or_too_few_are_refused() -> None:
    with pytest.raises(ValueError, match="at most 1111"):
        allocate(STRATA, 2_000)
    with pytest.raises(ValueError, match="spread"):
        allocate(STRATA, 60, "neyman")


IDS = [f"h{k}" for k in range(20)]


def test_a_systematic_draw_is_the_same_for_everybody_who_checks() -> None:
    found = systematic(IDS, seed="lottery 2026-11-20", size=5)

    places = [IDS.index(one.id) for one in found]
    assert [b - a for a, b in zip(places, places[1:], strict=False)] == [4, 4, 4, 4]
    assert found == systematic(IDS, seed="lottery 2026-11-20", size=5)
    assert {one.chance for one in found} == {0.25}


def test_in_proportion_to_size_the_large_come_oftener() -> None:
    measure = [1] * 19 + [4]
    drawn = [
        one.id
        for k in range(400)
        for one in systematic(IDS, seed=f"seed {k}", size=4, measure=measure)
    ]

    assert len(drawn) == 1600
    assert drawn.count("h19") / 400 == pytest.approx(4 * 4 / 23, abs=0.08)


@pytest.mark.parametrize("wrong", [{"seed": " "}, {"seed": "x", "measure": [30] + [1] * 19}])
def test_a_draw_that_cannot_be_made_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"seed|step"):
        systematic(IDS, size=5, **wrong)  # type: ignore[arg-type]
