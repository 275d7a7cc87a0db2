"""Reads elections as Pabulib's `.pb` text.

The format: Faliszewski and others, "Participatory Budgeting: Data, Tools and Analysis",
arXiv:2305.11035. Real files quote some fields, leave out columns, write amounts with a comma, end
in empty lines or begin with a byte order mark; all that is taken. What cannot be understood is
refused with the line and what to do.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from sanwen.methods.ballots.election import Election, Kind, Marks, Project, Voter, longest
from sanwen.methods.ballots.marking import Marking, Row, Votes
from sanwen.methods.ballots.writing import Document
from sanwen.methods.unreadable import Unreadable

SECTIONS = ("META", "PROJECTS", "VOTES")
_KINDS = {"choose-1": Kind.APPROVAL} | {str(kind): kind for kind in Kind}
MAX_FIELD = 1_000_000


def read(text: str) -> Election:
    """The election in the text of a `.pb` file. Raises Unreadable."""
    return _Reader(text).election(_grouped)


def read_document(text: str) -> Document:
    """The same with what the file says of each voter, so that it can be written again."""
    kept: list[Voter] = []

    def keep(votes: Votes, header: Sequence[str], marks: Marking) -> Mapping[Marks, int]:
        for line, row in votes.rows():
            said = dict(zip(header, row, strict=False))
            ballot = marks.of(line, said.get("vote", ""), said.get("points", ""))
            rest = {name: value for name, value in said.items() if name not in ("vote", "points")}
            kept.append(Voter(ballot, rest))
        return Counter(voter.marks for voter in kept)

    return Document(_Reader(text).election(keep), tuple(kept))


def _grouped(votes: Votes, header: Sequence[str], marks: Marking) -> Mapping[Marks, int]:
    """Equal votes are understood once: of 80,000 there are often a few hundred."""
    columns = [header.index(name) for name in ("vote", "points") if name in header]
    cells = votes.cells(*columns)
    if cells is not None:
        try:
            counted = Counter(zip(*cells, strict=True)).items()
            return _summed(((0, said, many) for said, many in counted), marks)
        except Unreadable:
            # Understood again below, where the line is known.
            pass
    rows = ((line, [*row, *[""] * len(header)]) for line, row in votes.rows())
    return _summed(((line, tuple(row[at] for at in columns), 1) for line, row in rows), marks)


def _summed(
    said: Iterable[tuple[int, tuple[str, ...], int]], marks: Marking
) -> Mapping[Marks, int]:
    ballots: dict[Marks, int] = {}
    for line, cells, many in said:
        ballot = marks.of(line, *cells)
        ballots[ballot] = ballots.get(ballot, 0) + many
    return ballots


class _Reader:
    """Walks the three sections in their order."""

    def __init__(self, text: str) -> None:
        csv.field_size_limit(MAX_FIELD)
        self._text = io.StringIO(text.removeprefix("\ufeff"), newline="")
        self._csv = csv.reader(self._text, delimiter=";")
        self._ahead: str = ""

    def election(
        self,
        votes: Callable[[Votes, Sequence[str], Marking], Mapping[Marks, int]],
    ) -> Election:
        try:
            meta = self._meta()
            projects = self._projects()
            kind = _kind(meta)
            header = self._header("VOTES", "vote")
            marks = Marking(projects, kind, longest(kind, meta, len(projects)))
            ballots = votes(Votes(self._csv.line_num, self._text.read()), header, marks)
        except csv.Error as problem:
            raise Unreadable(self._csv.line_num, "%(why)s.", why=str(problem)) from None
        budget = _amount(0, meta.get("budget", ""), "budget")
        return Election(projects, budget, kind, ballots, meta)

    def _meta(self) -> dict[str, str]:
        first = self._header("META")
        rows = [] if [cell.lower() for cell in first] == ["key", "value"] else [first]
        rows += [row for _, row in self._rows()]
        return {row[0].strip(): row[1].strip() if len(row) > 1 else "" for row in rows}

    def _projects(self) -> tuple[Project, ...]:
        header = self._header("PROJECTS", "cost")
        found: dict[str, Project] = {}
        for line, row in self._rows():
            said = dict(zip(header, (cell.strip() for cell in row), strict=False))
            name = row[0].strip()
            if name in found:
                raise Unreadable(line, "Project %(id)s is there twice. Remove one.", id=name)
            cost = _amount(line, said.get("cost", ""), "cost")
            found[name] = Project(name, cost, said.get("name", ""), said)
        return tuple(found.values())

    def _header(self, section: str, needed: str = "") -> list[str]:
        self._ahead = self._ahead or next((_section(row) for _, row in self._lines()), "")
        if self._ahead != section:
            problem = "The section %(section)s is missing. A .pb file has %(all)s, in this order."
            raise Unreadable(0, problem, section=section, all=", ".join(SECTIONS))
        self._ahead = ""
        header = [cell.strip() for cell in next(self._csv, [])]
        if needed and needed not in header:
            problem = "The columns of %(section)s lack “%(column)s”. Add it."
            raise Unreadable(self._csv.line_num, problem, section=section, column=needed)
        return header

    def _rows(self) -> Iterator[Row]:
        for line, row in self._lines():
            if section := _section(row):
                self._ahead = section
                return
            yield line, row

    def _lines(self) -> Iterator[Row]:
        reader = self._csv
        for row in reader:
            if len(row) > 1 or (row and row[0].strip()):
                yield reader.line_num, row


def _section(row: Sequence[str]) -> str:
    word = row[0].strip().upper()
    return word if word in SECTIONS and not any(cell.strip() for cell in row[1:]) else ""


def _kind(meta: Mapping[str, str]) -> Kind:
    said = meta.get("vote_type", "").lower()
    if said not in _KINDS:
        problem = "The vote_type “%(said)s” is not known. Use one of %(all)s."
        raise Unreadable(0, problem, said=said, all=", ".join(_KINDS))
    return _KINDS[said]


def _amount(line: int, text: str, what: str) -> Fraction:
    try:
        amount = Fraction(text.replace(",", ".").replace("\u00a0", "").replace(" ", ""))
    except (ValueError, ZeroDivisionError):
        amount = Fraction(-1)
    if amount < 0:
        problem = "The %(what)s “%(said)s” is not an amount. Write a number, like 1500."
        raise Unreadable(line, problem, what=what, said=text)
    return amount
