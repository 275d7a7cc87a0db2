"""What would be expected of a unit's own cases."""

import numpy as np
import pytest

from sanwen.methods.rates import standardised
from sanwen.methods.rates.score import exact

# Two strata of two units: easy 90 of 100, hard 30 of 100.
HITS = (72, 8, 18, 22)
JUDGED = (80, 20, 20, 80)
STRATUM = (("easy",), ("hard",), ("easy",), ("hard",))
UNIT = ("A", "A", "B", "B")


def test_observed_and_expected_are_those_of_a_sheet_of_paper() -> None:
    found = standardised(HITS, JUDGED, STRATUM, UNIT)

    first, second = found.units
    assert found.whole == 0.6
    assert first.observed == 80
    assert first.expected == pytest.approx(80 * 0.9 + 20 * 0.3)
    assert first.ratio == pytest.approx(80 / 78)
    assert second.ratio == pytest.approx(40 / 42)


def test_a_unit_with_hard_cases_is_not_worse_for_them() -> None:
    found = standardised((90, 6, 18, 54), (100, 20, 20, 180), STRATUM, UNIT)

    plain = [96 / 120, 72 / 200]
    assert plain[0] - plain[1] > 0.4
    assert abs(found.units[0].rate - found.units[1].rate) < 0.1


def test_in_one_stratum_the_standardised_rate_is_the_rate_itself() -> None:
    found = standardised((20, 30), (40, 40), (("x",), ("x",)), ("A", "B"), fewest=1)

    low, high = exact([20, 30], [40, 40])
    assert [one.rate for one in found.units] == pytest.approx([0.5, 0.75])
    assert [one.low for one in found.units] == pytest.approx(list(low))
    assert [one.high for one in found.units] == pytest.approx(list(high))


def test_a_thin_stratum_is_counted_one_part_up() -> None:
    strata = (("roads", "urgent"), ("roads", "calm"), ("roads", "calm"), ("water", "calm"))

    found = standardised((5, 30, 20, 3), (6, 40, 40, 5), strata, ("A", "A", "B", "B"))

    assert found.merged == {("roads", "urgent"): (), ("water", "calm"): ()}


def test_a_stratum_of_one_unit_is_no_reference_for_it() -> None:
    strata = (("a",), ("b",), ("b",))

    found = standardised((50, 20, 30), (60, 40, 50), strata, ("A", "A", "B"))

    assert found.merged == {("a",): ()}


def test_expected_adds_up_to_observed() -> None:
    chance = np.random.default_rng(3)
    judged = chance.integers(0, 30, 60)
    hits = chance.binomial(judged, 0.6)
    strata = [(k % 3, k % 5) for k in range(60)]

    found = standardised(hits.tolist(), judged.tolist(), strata, [k % 7 for k in range(60)])

    assert sum(one.expected for one in found.units) == pytest.approx(hits.sum())
    assert all(one.low <= one.rate <= one.high for one in found.units)


def test_where_nothing_was_expected_there_is_no_ratio() -> None:
    found = standardised((0, 0), (5, 5), (("x",), ("x",)), ("A", "B"))

    assert found.units[0].ratio is None
    assert found.units[0].ratio_high is None
    assert found.units[0].high > 0.3


def test_lengths_that_differ_are_refused() -> None:
    with pytest.raises(ValueError, match="one length"):
        standardised((1,), (1, 2), (("x",),), ("A",))
    with pytest.raises(ValueError, match="same parts"):
        standardised((1, 1), (1, 2), (("x",), ("x", "y")), ("A", "B"))
