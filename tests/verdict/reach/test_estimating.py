"""What is published of the answers, and what is not: small counts, ways that chance explains."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanwen.verdict.reach import estimating, questions
from sanwen.verdict.reach.answers import Told

NAN = float("nan")


def told(received, strata=None, *, due=1000.0, times=10, **counts) -> Told:
    """`times` as many on the list as were drawn."""
    names = strata or ["市场"] * len(received)
    many = Counter(names)
    return Told(
        entitled=np.full(len(received), due),
        received=np.array(received, float),
        strata=names,
        weights=np.full(len(received), float(times)),
        population={name: times * of for name, of in many.items()},
        drawn=len(received),
        **{name: Counter(each) for name, each in counts.items()},
    )


def test_when_all_got_all_the_leakage_still_has_an_upper_end():
    found = estimating.figures(told([1000.0] * 40))

    assert found["shares"]["all"]["value"] == 1
    assert found["leakage"]["value"] == 0
    assert found["leakage"]["high"] > 0.05


def test_silence_widens_the_bounds_and_is_never_a_yes():
    found = estimating.figures(told([1000.0] * 30 + [0.0] * 10 + [NAN] * 20))

    low, high = found["all_bounds"]
    assert low == pytest.approx(30 / 60)
    assert high == pytest.approx(50 / 60)
    assert found["answered"] == 40


def test_of_fewer_than_five_nothing_is_told():
    found = estimating.figures(told([1000.0] * 3 + [0.0] + [NAN] * 30))

    assert found["is_hidden"]
    assert "shares" not in found


@pytest.mark.parametrize("received", [[1000.0] * 36 + [0.0] * 4, [0.0] * 38 + [1000.0] * 2])
def test_where_fewer_than_five_stand_on_one_side_no_share_is_told(received):
    found = estimating.figures(told(received))

    assert found["few_lost"]
    assert not any(found["shares"].values())
    assert found["leakage"] is None


def test_ways_are_told_apart_only_with_thirty_answers_and_beyond_chance():
    clear = told([1000.0] * 35 + [0.0] * 5 + [1000.0] * 5 + [0.0] * 35, ["东"] * 40 + ["西"] * 40)
    alike = told([1000.0] * 22 + [0.0] * 18 + [1000.0] * 18 + [0.0] * 22, ["东"] * 40 + ["西"] * 40)
    few = told([1000.0] * 20 + [0.0] * 20, ["东"] * 20 + ["西"] * 20)

    assert [way["name"] for way in estimating.figures(clear)["ways"]] == ["东", "西"]
    assert estimating.figures(alike)["ways"] == []
    assert estimating.figures(few)["ways"] == []


def test_reasons_are_counted_and_small_ones_hidden_with_what_would_tell_them():
    found = estimating.figures(
        told([1000.0] * 20 + [0.0] * 20, reasons={"kept": 11, "not_told": 7, "papers": 2})
    )

    rows = dict(found["reasons"])
    assert rows["kept"] == 11
    assert rows["papers"] is None
    assert rows["not_told"] is None


def test_money_and_people_are_two_figures():
    """One who lost much and many who lost little: the shares differ."""
    one = told([1000.0] * 20 + [900.0] * 20)

    found = estimating.figures(one)

    assert found["shares"]["all"]["value"] == pytest.approx(0.5)
    assert found["leakage"]["value"] == pytest.approx(0.05)


@given(
    st.lists(st.sampled_from([0.0, 400.0, 1000.0, NAN]), min_size=6, max_size=60),
)
def test_whatever_is_said_the_figures_hold_together(received):
    found = estimating.figures(told(received))

    if found["is_hidden"] or found["few_lost"]:
        return
    for each in (*found["shares"].values(), found["leakage"]):
        if each is not None:
            assert 0 <= each["low"] <= each["value"] <= each["high"] <= 1
            assert each["hits"] is None or each["hits"] == 0 or each["hits"] >= 5
    low, high = found["leakage_bounds"]
    assert low <= high


def test_the_questions_are_five_and_only_the_unlucky_are_asked_more():
    drafts = questions.all_of("三个月租金减免")

    assert len(drafts) == 5
    assert [draft.after_number for draft in drafts] == [None, 1, 1, 1, 1]
    assert questions.ALL not in drafts[questions.REASON - 1].after_options
