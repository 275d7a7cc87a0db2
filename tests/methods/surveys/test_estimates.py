"""Shares and means of a population from a sample."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanwen.methods.surveys import Margin, Method, estimate, interval, mean, rake

NAN = float("nan")


def test_a_plain_share_has_the_exact_interval() -> None:
    found, exact = estimate([1.0] * 12), interval(12, 12)

    assert (found.low, found.high) == (exact.low, exact.high)
    assert estimate([1.0] * 30, population=120).low == 0.9


def test_weights_widen_it_and_it_does_not_collapse() -> None:
    found = estimate([1.0] * 12, weights=range(1, 13))

    assert found.value == 1
    assert 0.6 < found.low < 0.735


def test_the_variance_is_that_of_a_stratified_sample_on_paper() -> None:
    """Two strata of 100 and 300, five of each: N²(1-f)s²/n by hand."""
    values = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    strata = ["a"] * 5 + ["b"] * 5

    found = estimate(
        values,
        weights=[20] * 5 + [60] * 5,
        strata=strata,
        population={"a": 100, "b": 300},
    )

    by_hand = (100**2 * 0.95 * 0.3 / 5 + 300**2 * (1 - 5 / 300) * 0.2 / 5) / 400**2
    assert found.value == pytest.approx(0.3)
    assert found.se**2 == pytest.approx(by_hand)
    assert found.df == 8


def test_the_variance_of_villages_drawn_whole_is_that_of_their_totals_on_paper() -> None:
    """Three villages of four households: the totals beside their mean, n/(n-1), by hand."""
    values = [1, 1, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0]
    villages = ["a"] * 4 + ["b"] * 4 + ["c"] * 4

    found = estimate(values, clusters=villages)

    rest = [3 - 4 * 5 / 12, 1 - 4 * 5 / 12, 1 - 4 * 5 / 12]
    by_hand = 3 / 2 * sum(one**2 for one in rest) / 12**2
    assert found.se**2 == pytest.approx(by_hand)
    assert found.df == 2
    assert found.effective == pytest.approx((5 / 12) * (7 / 12) / by_hand)


def test_the_same_name_in_another_stratum_is_another_village() -> None:
    values, strata = [1, 0, 1, 1, 0, 0], ["n"] * 3 + ["s"] * 3

    same = estimate(values, strata=strata, clusters=["a", "b", "c", "a", "b", "c"])
    other = estimate(values, strata=strata, clusters=["a", "b", "c", "d", "e", "f"])

    assert same == other
    assert same.df == 4


def test_clusters_of_one_person_are_no_clusters_but_for_the_finite_population() -> None:
    values, weights = [1, 0, 1, 1, 0], [1, 2, 1, 3, 1]

    found = estimate(values, weights=weights, clusters=range(5))

    assert found == estimate(values, weights=weights)


def test_villages_of_one_mind_count_for_one_answer_each() -> None:
    found = estimate([1.0] * 40, clusters=[at // 5 for at in range(40)])
    score = mean([5.0] * 40, scale=(1, 5), clusters=[at // 5 for at in range(40)])

    assert found.effective == 8
    assert found.low == pytest.approx(interval(8, 8).low, abs=0.12)
    assert found.low < interval(8, 8).low
    assert score.low < mean([5.0] * 40, scale=(1, 5)).low


def test_everybody_in_all_villages_answered_and_it_is_known() -> None:
    found = estimate([1, 0, 1, 1], population=4, clusters=["a", "a", "b", "b"])
    score = mean([1, 5, 5, 5], scale=(1, 5), population=4, clusters=["a", "a", "b", "b"])

    assert (found.low, found.high, found.se, found.method) == (0.75, 0.75, 0, Method.CENSUS)
    assert (score.low, score.high, score.method) == (4, 4, Method.CENSUS)


@pytest.mark.parametrize("alike", [0.0, 0.3])
def test_intervals_of_whole_villages_hold(alike: float) -> None:
    """Eight villages of ten out of very many, the people of one leaning the same way."""
    chance = np.random.default_rng(5)
    held = 0
    for _ in range(400):
        shares = chance.beta(0.4 / alike, 0.6 / alike, 8) if alike else np.full(8, 0.4)
        values = (chance.random((8, 10)) < shares[:, None]).astype(float).ravel()
        found = estimate(values, clusters=np.repeat(range(8), 10).tolist())
        held += found.low <= 0.4 <= found.high

    assert held >= 0.93 * 400


def test_no_answer_is_no_no() -> None:
    found = estimate([1, 1, 0, NAN, NAN])

    assert found.value == pytest.approx(2 / 3)
    assert (found.n, found.asked, found.item_response) == (3, 5, 0.6)


def test_nobody_answered_and_everything_is_possible() -> None:
    found = estimate([NAN, NAN])

    assert (found.value, found.low, found.high, found.method) == (None, 0, 1, Method.NOBODY)
    assert mean([NAN], scale=(1, 5)).high == 5


def test_everybody_answered_and_it_is_known() -> None:
    found = estimate([1, 0, 1, 1], strata=["a", "a", "b", "b"], population={"a": 2, "b": 2})

    assert (found.low, found.high, found.method) == (0.75, 0.75, Method.CENSUS)


def test_strata_of_one_mind_each_do_not_make_it_certain() -> None:
    found = estimate([1.0] * 6 + [0.0] * 6, strata=["a"] * 6 + ["b"] * 6)

    assert found.high - found.low > 0.4


def test_a_stratum_with_one_answer_still_has_a_variance() -> None:
    found = estimate([1, 0, 1, 1, 0], strata=["a", "a", "a", "a", "b"])

    assert found.se > 0
    assert 0 <= found.low < found.value < found.high <= 1  # type: ignore[operator]


def test_raking_to_what_explains_the_answer_makes_it_surer() -> None:
    chance = np.random.default_rng(3)
    old = chance.random(400) < 0.5
    values = (chance.random(400) < np.where(old, 0.9, 0.1)).astype(float)
    margins = [Margin.of("age", np.where(old, "old", "young").tolist(), {"old": 1, "young": 1})]
    weights = rake(margins).values

    found = estimate(values, weights=weights, margins=margins)

    assert found.se < 0.7 * estimate(values, weights=weights).se


def test_a_mean_where_all_said_the_same_is_not_certain() -> None:
    found = mean([5.0] * 8 + [NAN], scale=(1, 5))

    assert found.value == 5
    assert 3 < found.low < 5
    assert found.high == 5


def test_a_plain_mean_is_student_s() -> None:
    values = [2, 3, 3, 4, 2, 5, 3, 4]

    found = mean(values, scale=(1, 5))

    s = np.std(values, ddof=1) / 8**0.5
    assert found.se == pytest.approx(s)
    assert (found.low, found.high) == pytest.approx((3.25 - 2.364624 * s, 3.25 + 2.364624 * s))


@pytest.mark.parametrize(
    "wrong",
    [
        {"weights": [1, 0, 1]},
        {"strata": ["a"]},
        {"population": 2},
        {"strata": ["a", "b", "b"], "population": {"a": 5}},
        {"strata": ["a", "b", "b"], "population": 9},
        {"clusters": ["a"]},
    ],
)
def test_a_design_that_does_not_fit_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"weight|stratum|people|cluster"):
        estimate([1, 0, 1], **wrong)  # type: ignore[arg-type]


def test_answers_off_the_scale_are_refused() -> None:
    with pytest.raises(ValueError, match="1, 0 or NaN"):
        estimate([1, 2])
    with pytest.raises(ValueError, match="scale"):
        mean([6], scale=(1, 5))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_it_holds_its_estimate_is_never_nan_and_turns_over(data: st.DataObject) -> None:
    n = data.draw(st.integers(1, 25))
    values = data.draw(st.lists(st.sampled_from([0.0, 1.0, NAN]), min_size=n, max_size=n))
    weights = data.draw(st.lists(st.floats(0.1, 10), min_size=n, max_size=n))
    strata = data.draw(st.lists(st.sampled_from("abc"), min_size=n, max_size=n))

    found = estimate(values, weights=weights, strata=strata)
    other = estimate([1 - value for value in values], weights=weights, strata=strata)

    assert 0 <= found.low < found.high <= 1
    if found.value is not None:
        assert found.low <= found.value <= found.high
        assert (1 - other.high, 1 - other.low) == pytest.approx((found.low, found.high))


@pytest.mark.parametrize("share", [0.5, 0.95])
def test_weighted_intervals_of_small_villages_hold(share: float) -> None:
    chance = np.random.default_rng(12)
    people = {"a": 80, "b": 40}
    truth = {
        name: chance.permutation(np.arange(many) < share * many) for name, many in people.items()
    }
    whole = sum(part.sum() for part in truth.values()) / 120

    held = []
    for _ in range(400):
        values = np.concatenate([chance.choice(truth[name], 15, replace=False) for name in "ab"])
        found = estimate(
            values.astype(float),
            weights=[80 / 15] * 15 + [40 / 15] * 15,
            strata=["a"] * 15 + ["b"] * 15,
            population=people,
        )
        held.append(found.low <= whole <= found.high)

    assert np.mean(held) >= 0.95


def test_intervals_of_raked_answers_hold_among_fifty() -> None:
    """The young answer a quarter as often as the old, and think otherwise."""
    chance = np.random.default_rng(5)
    age = chance.integers(0, 3, 400)
    truth = (chance.random(400) < 0.42 + 0.08 * age).astype(float)
    people = np.bincount(age).astype(float)

    held = []
    for _ in range(200):
        here = np.flatnonzero(chance.random(400) < np.array([0.06, 0.12, 0.2])[age])
        margins = [Margin("age", ("young", "middle", "old"), age[here], people)]
        weights = rake(margins).values
        found = estimate(truth[here], weights=weights, margins=margins, population=400)
        held.append(found.low <= truth.mean() <= found.high)

    assert np.mean(held) >= 0.93
