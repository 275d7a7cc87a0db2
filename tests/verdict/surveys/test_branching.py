"""Branching ends, asks nothing twice, and keeps nothing of a way that was left."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from sanwen.verdict.surveys import branching
from sanwen.verdict.surveys.branching import Reply
from sanwen.verdict.surveys.states import MOVES, Move, State

VALUES = ("1", "2", "3")


@dataclass(frozen=True)
class Step:
    number: int
    after_number: int | None = None
    after_options: list[str] = field(default_factory=list)


@st.composite
def questionnaires(draw: st.DrawFn) -> list[Step]:
    steps = []
    for number in range(1, draw(st.integers(1, 15)) + 1):
        before = draw(st.none() | st.integers(1, number - 1)) if number > 1 else None
        options = draw(st.lists(st.sampled_from(VALUES), min_size=1, unique=True))
        steps.append(Step(number, before, options if before else []))
    return steps


replies = st.dictionaries(
    st.integers(1, 15),
    st.builds(lambda value: Reply((value,)), st.sampled_from(VALUES))
    | st.just(Reply(missing="refused")),
)


@given(questionnaires(), replies)
def test_going_on_and_on_comes_to_an_end_and_asks_each_once(steps, said) -> None:
    seen, at = [], branching.asked(steps, said)[0]
    while at is not None:
        seen.append(at)
        at = branching.following(steps, said, at)

    assert seen == branching.asked(steps, said)
    assert len(set(seen)) == len(seen)


@given(questionnaires(), replies)
def test_back_is_the_way_that_one_came(steps, said) -> None:
    way = branching.asked(steps, said)

    assert [branching.preceding(steps, said, number) for number in way] == [None, *way[:-1]]


@given(questionnaires(), replies)
def test_every_question_has_a_reply_and_none_off_the_way_is_kept(steps, said) -> None:
    whole = branching.whole(steps, said)
    way = set(branching.asked(steps, said))

    assert set(whole) == {step.number for step in steps}
    assert all(
        (whole[step.number].missing == "not_asked") is (step.number not in way) for step in steps
    )


@given(questionnaires(), replies)
def test_a_question_is_asked_only_after_its_answer(steps, said) -> None:
    way = branching.asked(steps, said)
    for step in steps:
        if step.number in way and step.after_number is not None:
            assert step.after_number in way
            assert set(said[step.after_number].options) & set(step.after_options)


@given(st.lists(st.sampled_from(list(Move)), max_size=12))
def test_whatever_is_tried_a_survey_never_goes_back(moves) -> None:
    order = list(State)
    state = State.DRAFTING
    for move in moves:
        onward = MOVES[state].get(move, state)
        assert onward == state or order.index(onward) > order.index(state)
        state = onward
