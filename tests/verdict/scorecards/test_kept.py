"""What is kept for some seconds: computed once, for each key, until its time is over."""

import pytest

from sanwen.verdict.scorecards.kept import MOST, Kept, forget


class Counted:
    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


def test_it_is_computed_once_for_a_key():
    kept, count = Kept[int](seconds=60), Counted()

    assert [kept.get("a", count), kept.get("a", count), kept.get("b", count)] == [1, 1, 2]


def test_it_is_computed_anew_when_its_time_is_over():
    kept, count = Kept[int](seconds=0), Counted()

    assert [kept.get("a", count), kept.get("a", count)] == [1, 2]


def test_while_one_computes_it_anew_the_others_go_on_with_what_is_known(
    monkeypatch: pytest.MonkeyPatch,
):
    now = [0.0]
    monkeypatch.setattr("sanwen.verdict.scorecards.kept.time.monotonic", lambda: now[0])
    kept, count = Kept[int](seconds=10), Counted()
    kept.get("a", count)
    now[0] = 11.0
    met: list[int] = []

    def slow() -> int:
        met.append(kept.get("a", count))
        return 99

    assert kept.get("a", slow) == 99
    assert met == [1]


def test_it_is_forgotten_between_tests_and_never_grows_without_end():
    kept, count = Kept[int](seconds=60), Counted()
    kept.get("a", count)
    forget()
    assert kept.get("a", count) == 2

    for key in range(MOST):
        kept.get(key, count)

    assert kept.get("a", count) == MOST + 3
