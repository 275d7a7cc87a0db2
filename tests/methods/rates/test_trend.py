"""A unit beside its own past."""

import pytest

from sanwen.methods.rates import Course, Rate, trend
from sanwen.methods.rates.trend import newcombe


def test_the_difference_is_newcombe_s_own_example() -> None:
    """Newcombe 1998, table II: 56/70 and 48/80, method 10: 0.0524 to 0.3339."""
    found = newcombe(Rate(56, 70, 70), Rate(48, 80, 80))

    assert found == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


@pytest.mark.parametrize(
    ("last", "course"),
    [(95, Course.ROSE), (40, Course.FELL), (72, Course.TOGETHER)],
)
def test_the_last_period_is_read_against_all_before(last: int, course: Course) -> None:
    past = [Rate(70, 100, 150), Rate(68, 100, 120)]

    found = trend([*past, Rate(last, 100, 130)])

    assert found.course is course
    assert found.change == pytest.approx(last / 100 - 0.69)


def test_of_too_few_nothing_is_read() -> None:
    assert trend([Rate(29, 29, 40), Rate(0, 100, 100)]).course is Course.FEW
    assert trend([Rate(1, 2, 3)]).change is None
    assert trend([Rate(0, 0, 3), Rate(5, 50, 60)]).low == -1
