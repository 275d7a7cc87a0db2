"""Votes and statements as Polis exports them: rows of text in, keyed votes out; no files opened.

votes.csv has a row a vote (timestamp, comment-id, voter-id, vote), oldest or newest first;
participants-votes.csv a row a participant and a column a statement; comments.csv a row a statement
with `moderated` (-1: left out). Columns are found by name; +1 agrees, -1 disagrees, 0 passes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sanwen.methods.opinion.votes import Ints, Keyed, Votes
from sanwen.methods.unreadable import Unreadable

Key = int | str
Rows = Iterable[Sequence[str]]
Moments = NDArray[Any]

_AT_ONCE = 4_096

_NAMES = {
    "statement": ("comment-id", "comment_id", "statement-id", "statement_id", "tid"),
    "participant": ("voter-id", "voter_id", "participant", "participant-id", "participant_id"),
    "vote": ("vote",),
    "time": ("timestamp", "modified", "created"),
    "moderated": ("moderated", "mod"),
    "text": ("comment-body", "comment_body", "txt", "text"),
}
_NO_VOTE = "“%(said)s” is no vote; votes are 1, 0 and -1."
_VOTES = {"1": 1, "-1": -1, "0": 0, "1.0": 1, "-1.0": -1, "0.0": 0, "+1": 1}


@dataclass(frozen=True, slots=True)
class Told:
    """A statement as comments.csv has it."""

    key: Key
    text: str
    is_out: bool


def is_of_votes(head: Sequence[str]) -> bool:
    """Whether a first row is that of votes.csv."""
    names = {name.strip().removeprefix("\ufeff").lower() for name in head}
    return not names.isdisjoint(_NAMES["vote"])


def votes_of(rows: Rows) -> Keyed:
    """From votes.csv. Of one person's votes on one statement the latest stands: by its timestamp
    where there is one, else the later row. Keys are sorted, so that the order of rows is no
    matter."""
    lines = iter(rows)
    place = _places(_first(lines), ("statement", "participant", "vote"), also=("time",))
    who, what, votes = _Numbers(_key), _Numbers(_key), _Numbers(_vote)
    parts: list[tuple[Ints, ...]] = []
    times: list[Moments] = []
    for part in _parts(lines, list(place.values())):
        cells = dict(zip(place, part, strict=True))
        columns = (cells["participant"], cells["statement"], cells["vote"])
        parts.append(tuple(map(_Numbers.of, (who, what, votes), columns)))
        times += [_moments(cells["time"])] if "time" in cells else []
    row, column, cast = (np.concatenate(each) for each in zip(*parts, strict=True))
    people, said = who.ordered(), what.ordered()
    value = np.array(votes.keys, np.int64)[cast] if votes.keys else cast
    if times:
        # Two votes of one moment: the order of rows is still no matter.
        order = np.lexsort((value, _ranked(times)))
        row, column, value = row[order], column[order], value[order]
    found = Votes.of_arrays(
        people.place[row],
        said.place[column],
        value,
        participants=len(people.keys),
        statements=len(said.keys),
    )
    return Keyed(found, people.keys, said.keys)


def participants_of(rows: Rows) -> Keyed:
    """From participants-votes.csv: the columns named by a number are the statements."""
    lines = iter(rows)
    head = _first(lines)
    own = _places(head, ("participant",))["participant"]
    columns = [at for at, name in enumerate(head) if name.strip().isdecimal()]
    if not columns:
        raise Unreadable(1, "No column is named by the number of a statement.")
    keys: list[str] = []
    events: list[tuple[int, int, int]] = []
    for number, row in enumerate(lines, 2):
        if any(row):
            _fits(row, max(own, columns[-1]), number)
            events += _row(row, columns, len(keys), number)
            keys.append(row[own])
    if len(set(keys)) < len(keys):
        raise Unreadable(0, "A participant stands in two rows.")
    table = np.array(events, np.int64).reshape(-1, 3)
    who, what = _Numbers(_key), _Numbers(_key)
    rows_of, columns_of = who.of(keys), what.of([head[at] for at in columns])
    people, said = who.ordered(), what.ordered()
    votes = Votes.of_arrays(
        people.place[rows_of[table[:, 0]]],
        said.place[columns_of[table[:, 1]]],
        table[:, 2],
        participants=len(people.keys),
        statements=len(said.keys),
    )
    return Keyed(votes, people.keys, said.keys)


def statements_of(rows: Rows) -> list[Told]:
    """From comments.csv, in its order."""
    lines = iter(rows)
    head = _first(lines)
    place = _places(head, ("statement",), also=("moderated", "text"))
    told = []
    for number, row in enumerate(lines, 2):
        if any(row):
            _fits(row, max(place.values()), number)
            out = "moderated" in place and row[place["moderated"]].strip() in ("-1", "-1.0")
            text = row[place["text"]].strip() if "text" in place else ""
            told.append(Told(_key(row[place["statement"]]), text, out))
    return told


def _row(
    row: Sequence[str], columns: Sequence[int], who: int, number: int
) -> Iterator[tuple[int, int, int]]:
    for what, at in enumerate(columns):
        cell = row[at]
        if cell:
            vote = _VOTES.get(cell.strip())
            if vote is None and cell.strip():
                raise Unreadable(number, _NO_VOTE, said=cell.strip())
            if vote is not None:
                yield who, what, vote


def _first(lines: Iterator[Sequence[str]]) -> Sequence[str]:
    head = next(lines, None)
    if head is None:
        raise Unreadable(0, "The file is empty.")
    return [name.strip().removeprefix("\ufeff") for name in head]


def _places(head: Sequence[str], needed: Sequence[str], also: Sequence[str] = ()) -> dict[str, int]:
    names = [name.lower() for name in head]
    found = {}
    for what in (*needed, *also):
        at = next((names.index(name) for name in _NAMES[what] if name in names), None)
        if at is not None:
            found[what] = at
        elif what in needed:
            raise Unreadable(1, "No column is named %(column)s.", column=_NAMES[what][0])
    return found


def _parts(
    lines: Iterator[Sequence[str]], places: Sequence[int]
) -> Iterator[list[tuple[str, ...]]]:
    """The columns of so many rows at a time; at least one part, if an empty one."""
    cells, number = itemgetter(*places), 2
    while True:
        rows = list(islice(lines, _AT_ONCE))
        try:
            taken = [cells(row) for row in rows]
        except IndexError:
            for at, row in enumerate(rows, number):
                if any(row):
                    _fits(row, max(places), at)
            taken = [cells(row) for row in rows if any(row)]
        number += len(rows)
        yield list(zip(*taken, strict=True)) if taken else [() for _place in places]
        if len(rows) < _AT_ONCE:
            return


def _fits(row: Sequence[str], last: int, number: int) -> None:
    if len(row) <= last:
        raise Unreadable(number, "This line has too few columns.")


@dataclass(frozen=True, slots=True, eq=False)
class _Ordered:
    """Keys in their own order, numbers before words, and the place of each number given before."""

    keys: tuple[Key, ...]
    place: Ints


class _Numbers:
    """Numbers the different cells of a column as they come, by the key each is read as."""

    def __init__(self, read: Callable[[str], Key]) -> None:
        self.keys: list[Key] = []
        self._read = read
        self._of_key: dict[Key, int] = {}
        self._of_cell: dict[str, int] = {}

    def of(self, cells: Sequence[str]) -> Ints:
        for cell in sorted(set(cells) - self._of_cell.keys()):
            key = self._read(cell)
            if key not in self._of_key:
                self._of_key[key] = len(self.keys)
                self.keys.append(key)
            self._of_cell[cell] = self._of_key[key]
        return np.fromiter(map(self._of_cell.__getitem__, cells), np.int32, len(cells))

    def ordered(self) -> _Ordered:
        order = sorted(
            range(len(self.keys)), key=lambda at: (isinstance(self.keys[at], str), self.keys[at])
        )
        place = np.empty(len(order), np.int64)
        place[order] = np.arange(len(order))
        return _Ordered(tuple(self.keys[at] for at in order), place)


def _key(cell: str) -> Key:
    text = cell.strip()
    if not text:
        raise Unreadable(0, "A participant or a statement has no number.")
    return int(text) if text.isdecimal() else text


def _vote(cell: str) -> int:
    vote = _VOTES.get(cell.strip())
    if vote is None:
        raise Unreadable(0, _NO_VOTE, said=cell.strip())
    return vote


def _moments(cells: Sequence[str]) -> Moments:
    try:
        return np.fromiter(map(float, cells), np.float64, len(cells))
    except ValueError:
        return np.array(cells, np.str_)


def _ranked(times: Sequence[Moments]) -> Moments:
    """Moments told by numbers as they are; any other way of writing them is ordered as text."""
    if all(part.dtype.kind == "f" for part in times):
        return np.asarray(np.concatenate(times))
    texts = np.concatenate([part.astype(np.str_) for part in times])
    return np.asarray(np.unique(texts, return_inverse=True)[1])
