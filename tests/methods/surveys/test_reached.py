"""Did the rent relief reach those it was meant for?"""

import numpy as np
import pytest

from sanwen.methods.surveys import Method, reach

NAN = float("nan")


def test_all_got_all_of_thirty_asked_and_something_is_still_open() -> None:
    found = reach([100.0] * 30, [100.0] * 30)

    assert found.all.value == 1
    assert found.leakage.value == 0
    assert found.leakage.high == pytest.approx(1 - 0.025 ** (1 / 30))


def test_the_loss_is_of_the_amount_and_the_shares_are_of_people() -> None:
    found = reach([300, 100, 100, 100], [300, 50, 0, 100])

    assert found.leakage.value == pytest.approx(150 / 600)
    assert [one.value for one in (found.all, found.part, found.nothing)] == [0.5, 0.25, 0.25]


def test_whoever_was_not_reached_widens_the_bounds() -> None:
    found = reach([100] * 10, [100] * 6 + [50, 0, NAN, NAN])

    assert (found.drawn, found.unreachable) == (10, 2)
    assert found.all_bounds == pytest.approx((0.6, 0.8))
    assert found.leakage_bounds == pytest.approx((0.15, 0.35))


def test_too_much_for_one_does_not_make_up_for_another() -> None:
    found = reach([100, 100], [200, 0])

    assert found.leakage.value == 0.5
    assert found.over == 1


def test_unequal_amounts_count_as_fewer_answers() -> None:
    equal = reach([100] * 20, [100] * 20)

    unequal = reach([1000] + [10] * 19, [1000] + [10] * 19)

    assert unequal.leakage.high > 3 * equal.leakage.high


def test_all_recipients_asked_and_answering_is_known() -> None:
    found = reach([100, 100, 200], [100, 0, 200], population=3)

    assert found.leakage.method is Method.CENSUS
    assert found.leakage.low == found.leakage.high == 0.25


def test_nobody_was_reached() -> None:
    found = reach([100, 100], [NAN, NAN])

    assert found.leakage.value is None
    assert found.all_bounds == (0, 1)
    assert found.leakage_bounds == (0, 1)


def test_the_interval_of_the_loss_holds() -> None:
    chance = np.random.default_rng(6)
    due = chance.choice([600.0, 1200.0, 2400.0], 2_000)
    part = chance.choice([1.0, 0.5, 0.0], 2_000, p=[0.9, 0.06, 0.04])
    truth = 1 - (due * part).sum() / due.sum()

    held = []
    for _ in range(400):
        drawn = chance.choice(2_000, 60, replace=False)
        found = reach(due[drawn], (due * part)[drawn], population=2_000).leakage
        held.append(found.low <= truth <= found.high)

    assert np.mean(held) >= 0.95


@pytest.mark.parametrize(("due", "got"), [([0], [0]), ([1], [-1]), ([1, 2], [1])])
def test_amounts_that_cannot_be_are_refused(due: list[float], got: list[float]) -> None:
    with pytest.raises(ValueError, match="due"):
        reach(due, got)
