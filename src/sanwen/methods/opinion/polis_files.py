"""Votes and statements as Polis exports them: rows of text in, keyed votes out; no files opened.

votes.csv has a row a vote (timestamp, comment-id, voter-id, vote), oldest or newest first;
participants-votes.csv a row a participant and a column a statement; comments.csv a row a statement
with `moderated` (-1: left out). Columns are found by name; +1 agrees, -1 disagrees, 0 passes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sanwen.methods.opinion.votes import Ints, Keyed, Votes

Key = int | str
Rows = Iterable[Sequence[str]]

_NAMES = {
    "statement": ("comment-id", "comment_id", "statement-id", "statement_id", "tid"),
    "participant": ("voter-id", "voter_id", "participant", "participant-id", "participant_id"),
    "vote": ("vote",),
    "time": ("timestamp", "modified", "created"),
    "moderated": ("moderated", "mod"),
    "text": ("comment-body", "comment_body", "txt", "text"),
}
_VOTES = {"1": 1, "-1": -1, "0": 0, "1.0": 1, "-1.0": -1, "0.0": 0, "+1": 1}


class Unreadable(ValueError):
    """What is wrong with a file, in a sentence with its line."""


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
    table = _columns(lines, list(place.values()))
    cells = dict(zip(place, table, strict=True))
    who, people = _numbered(cells["participant"])
    what, said = _numbered(cells["statement"])
    value = _values(cells["vote"])
    if "time" in cells:
        # Two votes of one moment: the order of rows is still no matter.
        order = np.lexsort((value, _moments(cells["time"])))
        who, what, value = who[order], what[order], value[order]
    votes = Votes.of_arrays(who, what, value, participants=len(people), statements=len(said))
    return Keyed(votes, people, said)


def participants_of(rows: Rows) -> Keyed:
    """From participants-votes.csv: the columns named by a number are the statements."""
    lines = iter(rows)
    head = _first(lines)
    own = _places(head, ("participant",))["participant"]
    columns = [at for at, name in enumerate(head) if name.strip().isdecimal()]
    if not columns:
        raise Unreadable("No column is named by the number of a statement.")
    keys: list[str] = []
    events: list[tuple[int, int, int]] = []
    for number, row in enumerate(lines, 2):
        if any(row):
            _fits(row, max(own, columns[-1]), number)
            events += _row(row, columns, len(keys), number)
            keys.append(row[own])
    if len(set(keys)) < len(keys):
        raise Unreadable("A participant stands in two rows.")
    table = np.array(events, np.int64).reshape(-1, 3)
    who, people = _numbered(keys)
    what, said = _numbered([head[at] for at in columns])
    votes = Votes.of_arrays(
        who[table[:, 0]],
        what[table[:, 1]],
        table[:, 2],
        participants=len(people),
        statements=len(said),
    )
    return Keyed(votes, people, said)


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
                raise Unreadable(f"Line {number}: {cell!r} is no vote; votes are 1, 0 and -1.")
            if vote is not None:
                yield who, what, vote


def _first(lines: Iterator[Sequence[str]]) -> Sequence[str]:
    head = next(lines, None)
    if head is None:
        raise Unreadable("The file is empty.")
    return [name.strip().removeprefix("\ufeff") for name in head]


def _places(head: Sequence[str], needed: Sequence[str], also: Sequence[str] = ()) -> dict[str, int]:
    names = [name.lower() for name in head]
    found = {}
    for what in (*needed, *also):
        at = next((names.index(name) for name in _NAMES[what] if name in names), None)
        if at is not None:
            found[what] = at
        elif what in needed:
            raise Unreadable(f"No column is named {_NAMES[what][0]}.")
    return found


def _columns(lines: Iterator[Sequence[str]], places: Sequence[int]) -> list[list[str]]:
    found: list[list[str]] = [[] for _place in places]
    adding = [(each.append, at) for each, at in zip(found, places, strict=True)]
    for number, row in enumerate(lines, 2):
        try:
            cells = [row[at] for at in places]
        except IndexError:
            if not any(row):
                continue
            raise Unreadable(f"Line {number} has too few columns.") from None
        for (add, _at), cell in zip(adding, cells, strict=True):
            add(cell)
    return found


def _fits(row: Sequence[str], last: int, number: int) -> None:
    if len(row) <= last:
        raise Unreadable(f"Line {number} has too few columns.")


def _numbered(cells: Sequence[str]) -> tuple[Ints, tuple[Key, ...]]:
    """Each cell's number among the sorted keys, numbers before words."""
    keys = {cell: _key(cell) for cell in set(cells)}
    ordered = sorted(set(keys.values()), key=lambda key: (isinstance(key, str), key))
    at = {key: number for number, key in enumerate(ordered)}
    number_of = {cell: at[key] for cell, key in keys.items()}
    found = np.fromiter((number_of[cell] for cell in cells), np.int64, len(cells))
    return found, tuple(ordered)


def _key(cell: str) -> Key:
    text = cell.strip()
    if not text:
        raise Unreadable("A participant or a statement has no number.")
    return int(text) if text.isdecimal() else text


def _values(cells: Sequence[str]) -> Ints:
    known = {cell: _VOTES.get(cell.strip()) for cell in set(cells)}
    if strange := sorted(cell for cell, vote in known.items() if vote is None):
        raise Unreadable(f"{strange[0]!r} is no vote; votes are 1, 0 and -1.")
    return np.fromiter((known[cell] for cell in cells), np.int64, len(cells))


def _moments(cells: Sequence[str]) -> Ints:
    """The rank of each timestamp, equal ones equal: numbers as numbers, anything else as text."""
    given = np.array(cells, np.str_)
    try:
        ranked = np.unique(given.astype(np.float64), return_inverse=True)[1]
    except ValueError:
        ranked = np.unique(given, return_inverse=True)[1]
    return np.asarray(ranked)
