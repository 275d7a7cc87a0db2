"""Which questions somebody is asked, given what they answered so far. Pure, and without circles:
a question waits for an earlier one only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

NOT_ASKED = "not_asked"


class Step(Protocol):
    """What branching needs to know of a question."""

    @property
    def number(self) -> int: ...
    @property
    def after_number(self) -> int | None: ...
    @property
    def after_options(self) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer, or why there is none (`missing`)."""

    options: tuple[str, ...] = ()
    number: Decimal | None = None
    words: str = ""
    missing: str = ""

    @property
    def says_something(self) -> bool:
        return bool(self.options or self.number is not None or self.words)


def asked(questions: Sequence[Step], replies: Mapping[int, Reply]) -> list[int]:
    """The numbers of the questions on the way, in order, for these answers."""
    on_the_way: list[int] = []
    for question in sorted(questions, key=lambda each: each.number):
        before = question.after_number
        if before is None or (
            before in on_the_way
            and before in replies
            and set(replies[before].options) & set(question.after_options)
        ):
            on_the_way.append(question.number)
    return on_the_way


def following(questions: Sequence[Step], replies: Mapping[int, Reply], number: int) -> int | None:
    """The next one that is to be asked after `number`; None where that was the last."""
    return next((each for each in asked(questions, replies) if each > number), None)


def preceding(questions: Sequence[Step], replies: Mapping[int, Reply], number: int) -> int | None:
    return next((each for each in reversed(asked(questions, replies)) if each < number), None)


def whole(questions: Sequence[Step], replies: Mapping[int, Reply]) -> dict[int, Reply]:
    """A reply to each question: whoever went back and took another way has left the old one."""
    on_the_way = set(asked(questions, replies))
    return {
        question.number: replies.get(question.number, Reply(missing="refused"))
        if question.number in on_the_way
        else Reply(missing=NOT_ASKED)
        for question in questions
    }
