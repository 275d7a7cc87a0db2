"""What looks implausible is told with figures; what does not, is left in peace."""

import numpy as np
import pytest

from sanwen.methods.surveys import Asked, Doubt, doubtful
from sanwen.methods.surveys.doubts import SENTENCES, fisher


def answers(people: int = 100, items: int = 5, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).integers(1, 6, (people, items)).astype(float)


def kinds(asked: Asked) -> list[Doubt]:
    return [one.kind for one in doubtful(asked)]


def test_ordinary_answers_raise_no_doubt() -> None:
    chance = np.random.default_rng(2)
    asked = Asked(
        answers(),
        interviewers=[k % 4 for k in range(100)],
        seconds=chance.normal(200, 30, 100),
        days=[k % 9 for k in range(100)],
        asked=180,
        modes={"phone": (50, 90), "code": (50, 90)},
    )

    assert doubtful(asked) == []


def test_everybody_of_one_mind_is_told() -> None:
    table = answers()
    table[:, 2] = 5

    found = doubtful(Asked(table, items=list("abcde")))

    assert [one.kind for one in found] == [Doubt.ALL_AGREE]
    assert found[0].figures == {"item": "c", "n": 100, "same": 100}


def test_everybody_answering_is_told() -> None:
    assert kinds(Asked(answers(), asked=100)) == [Doubt.NO_NONRESPONSE]
    assert kinds(Asked(answers(10), asked=10)) == []


def test_one_answer_to_everything_beyond_chance_is_told() -> None:
    table = answers()
    table[:40] = table[:40, :1]

    assert kinds(Asked(table)) == [Doubt.STRAIGHT_LINING]


def test_one_interviewer_unlike_the_others_is_told_by_number_alone() -> None:
    table = answers(200, 2)
    who = np.arange(200) % 8
    table[who == 3, 0] = 5

    found = doubtful(Asked(table, interviewers=who.tolist()))

    assert [one.kind for one in found] == [Doubt.INTERVIEWER]
    assert found[0].figures["interviewer"] == "3"


def test_interviewers_who_are_alike_are_hardly_ever_told() -> None:
    told = 0
    for seed in range(100):
        asked = Asked(answers(200, 4, seed), interviewers=[k % 8 for k in range(200)])
        told += Doubt.INTERVIEWER in kinds(asked)

    assert told <= 3


def test_answers_too_fast_are_told() -> None:
    assert kinds(Asked(answers(), seconds=[20] * 8 + [90] * 92)) == [Doubt.TOO_FAST]


def test_a_way_of_asking_that_always_succeeds_is_told() -> None:
    found = doubtful(Asked(answers(), modes={"visit": (95, 100), "code": (30, 100)}))

    assert [one.kind for one in found] == [Doubt.MODE_RESPONSE]
    assert found[0].figures["mode"] == "visit"


def test_a_heap_on_one_day_is_told() -> None:
    days = ["11-03"] * 60 + [f"11-{k % 8 + 10}" for k in range(40)]

    assert kinds(Asked(answers(), days=days)) == [Doubt.ONE_DAY]


def test_every_doubt_has_a_sentence_that_its_figures_fill() -> None:
    table = answers()
    table[:, 0] = 4
    asked = Asked(
        table,
        asked=100,
        seconds=[20] * 8 + [90] * 92,
        modes={"visit": (95, 100), "code": (30, 100)},
        days=["a"] * 60 + [str(k % 8) for k in range(40)],
    )

    for one in doubtful(asked):
        assert "%" not in one.sentence % {**one.figures, "item": "x"}
    assert set(SENTENCES) == set(Doubt)


def test_fisher_s_tea() -> None:
    assert fisher(3, 4, 1, 4) == pytest.approx(34 / 70)


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(ValueError, match="table"):
        doubtful(Asked([1.0, 2.0]))
