"""Who voted what on which statement: a sparse table as three arrays, each pair at most once."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

AGREE, PASS, DISAGREE = 1, 0, -1


@dataclass(frozen=True, slots=True, eq=False)
class Votes:
    """`value[i]` is the vote (+1 agree, 0 pass, -1 disagree) of participant `row[i]` on statement
    `column[i]`; sorted by row, then column. Participants and statements without votes count."""

    participants: int
    statements: int
    row: NDArray[np.int32]
    column: NDArray[np.int32]
    value: NDArray[np.int8]

    @classmethod
    def of(
        cls,
        events: Iterable[tuple[int, int, int]],
        *,
        participants: int | None = None,
        statements: int | None = None,
    ) -> "Votes":
        """From (participant, statement, vote), oldest first: of one pair the last vote stands.

        Participants and statements are numbered from 0; without a number given there are as many
        as the highest says. ValueError for a vote that is none, or a number out of range.
        """
        table = np.array(list(events), dtype=object).reshape(-1, 3)
        return cls.of_arrays(*table.T, participants=participants, statements=statements)

    @classmethod
    def of_arrays(
        cls,
        row: ArrayLike,
        column: ArrayLike,
        value: ArrayLike,
        *,
        participants: int | None = None,
        statements: int | None = None,
    ) -> "Votes":
        """The same from three arrays of one length, oldest vote first."""
        rows, columns, values = _whole(row), _whole(column), _whole(value)
        if not len(rows) == len(columns) == len(values):
            raise ValueError("row, column and value need one entry a vote")
        if len(values) and (values.min() < DISAGREE or values.max() > AGREE):
            raise ValueError("a vote is +1 (agree), 0 (pass) or -1 (disagree)")
        many = _many(rows, participants, "participant")
        wide = _many(columns, statements, "statement")
        kept = _last(rows * max(wide, 1) + columns)
        return cls(
            many,
            wide,
            rows[kept].astype(np.int32),
            columns[kept].astype(np.int32),
            values[kept].astype(np.int8),
        )

    def __len__(self) -> int:
        return len(self.value)

    def without(self, statements: Iterable[int]) -> "Votes":
        """The same numbering, without the votes on these statements."""
        kept = np.ones(self.statements, np.bool_)
        kept[_inside(statements, self.statements)] = False
        return self if kept.all() else self.only(kept)

    def only(self, statements: Flags) -> "Votes":
        """The same numbering, with the votes on these statements alone."""
        keep = statements[self.column]
        return Votes(
            self.participants,
            self.statements,
            self.row[keep],
            self.column[keep],
            self.value[keep],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Keyed:
    """Votes with the keys that their participants and statements had, in the votes' numbering."""

    votes: Votes
    participants: tuple[Hashable, ...]
    statements: tuple[Hashable, ...]


def keyed(
    events: Iterable[tuple[Hashable, Hashable, int]],
    *,
    participants: Sequence[Hashable] = (),
    statements: Sequence[Hashable] = (),
) -> Keyed:
    """Events told by any keys, oldest first. Keys given come first, in their order, votes or not;
    the others follow as they appear."""
    people: dict[Hashable, int] = {key: at for at, key in enumerate(participants)}
    said: dict[Hashable, int] = {key: at for at, key in enumerate(statements)}
    numbered = [
        (people.setdefault(who, len(people)), said.setdefault(what, len(said)), vote)
        for who, what, vote in events
    ]
    votes = Votes.of(numbered, participants=len(people), statements=len(said))
    return Keyed(votes, tuple(people), tuple(said))


def _whole(values: ArrayLike) -> Ints:
    given = np.asarray(values)
    if given.ndim != 1:
        raise ValueError("row, column and value are plain lists of numbers")
    try:
        found = given.astype(np.int64)
    except (TypeError, ValueError):
        raise ValueError("participants, statements and votes are whole numbers") from None
    if len(found) and not bool(np.all(found == given)):
        raise ValueError("participants, statements and votes are whole numbers")
    return found


def _many(numbers: Ints, said: int | None, what: str) -> int:
    highest = int(numbers.max()) + 1 if len(numbers) else 0
    many = highest if said is None else said
    if highest > many or many < 0 or (len(numbers) and numbers.min() < 0):
        raise ValueError(f"a {what}'s number is out of range")
    return many


def _inside(numbers: Iterable[int], many: int) -> Ints:
    found = np.array(list(numbers), np.int64)
    if len(found) and (found.min() < 0 or found.max() >= many):
        raise ValueError("a statement's number is out of range")
    return found


def _last(pair: Ints) -> Ints:
    """Positions of the last event of each pair, by pair."""
    if len(pair) < 2:
        return np.arange(len(pair))
    if bool(np.all(pair[1:] > pair[:-1])):
        return np.arange(len(pair))
    order = np.argsort(pair, kind="stable")
    ordered = pair[order]
    return np.asarray(order[np.append(ordered[1:] != ordered[:-1], True)])
