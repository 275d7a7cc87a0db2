"""Reads and writes elections as Pabulib's `.pb` text.

The format: Faliszewski and others, "Participatory Budgeting: Data, Tools and Analysis",
arXiv:2305.11035. Real files quote some fields, leave out columns, write amounts with a comma, end
in empty lines or begin with a byte order mark; all that is taken. What cannot be understood is
refused with the line and what to do.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sanwen.methods.ballots.election import (
    Election,
    Kind,
    Marks,
    Points,
    Project,
    Voter,
    longest,
    named,
    scored,
    whole,
)

SECTIONS = ("META", "PROJECTS", "VOTES")
_KINDS = {"choose-1": Kind.APPROVAL} | {str(kind): kind for kind in Kind}
_WITHOUT = ("", "none")
MAX_FIELD = 1_000_000


class Unreadable(ValueError):
    """A line that cannot be understood: `line` counts from 1 (0: the whole file), `problem` is a
    sentence with named places for `details`."""

    def __init__(self, line: int, problem: str, **details: str) -> None:
        self.line, self.problem, self.details = line, problem, details
        before = f"Line {line}: " if line else ""
        super().__init__(before + problem % details)


@dataclass(frozen=True, slots=True)
class Document:
    """A file: the election, and each voter's own line in the order of the file."""

    election: Election
    voters: tuple[Voter, ...]


Row = tuple[int, list[str]]


def read(text: str) -> Election:
    """The election in the text of a `.pb` file. Raises Unreadable."""
    return _Reader(text).election(_grouped)


def read_document(text: str) -> Document:
    """The same with what the file says of each voter, so that it can be written again."""
    kept: list[Voter] = []

    def keep(votes: "_Votes", header: Sequence[str], marks: "_Marks") -> Mapping[Marks, int]:
        for line, row in votes.rows():
            said = dict(zip(header, row, strict=False))
            ballot = marks.of(line, said.get("vote", ""), said.get("points", ""))
            rest = {name: value for name, value in said.items() if name not in ("vote", "points")}
            kept.append(Voter(ballot, rest))
        return Counter(voter.marks for voter in kept)

    return Document(_Reader(text).election(keep), tuple(kept))


def _grouped(votes: "_Votes", header: Sequence[str], marks: "_Marks") -> Mapping[Marks, int]:
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
    said: Iterable[tuple[int, tuple[str, ...], int]], marks: "_Marks"
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
        votes: "Callable[[_Votes, Sequence[str], _Marks], Mapping[Marks, int]]",
    ) -> Election:
        try:
            meta = self._meta()
            projects = self._projects()
            kind = _kind(meta)
            header = self._header("VOTES", "vote")
            marks = _Marks(projects, kind, longest(kind, meta, len(projects)))
            ballots = votes(_Votes(self._csv.line_num, self._text.read()), header, marks)
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
            if len(row) < 3 and (section := _section(row)):
                self._ahead = section
                return
            yield line, row

    def _lines(self) -> Iterator[Row]:
        reader = self._csv
        for row in reader:
            if len(row) > 1 or (row and row[0].strip()):
                yield reader.line_num, row


class _Votes:
    """The lines of votes, after line `before`."""

    def __init__(self, before: int, text: str) -> None:
        self._before, self._text = before, text

    def rows(self) -> Iterator[Row]:
        reader = csv.reader(io.StringIO(self._text, newline=""), delimiter=";")
        for row in reader:
            if len(row) > 1 or (row and row[0].strip()):
                yield self._before + reader.line_num, row

    def cells(self, *places: int) -> list[list[str]] | None:
        """The columns, quickly; None where a line must be looked at more closely."""
        if '"' in self._text:
            return None
        lines = self._text.replace("\r", "").rstrip("\n").split("\n")
        try:
            return [[line.split(";", place + 1)[place] for line in lines] for place in places]
        except IndexError:
            return None


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


class _Marks:
    """Understands what one voter wrote."""

    def __init__(self, projects: Sequence[Project], kind: Kind, length: int) -> None:
        self._where = {project.id: place for place, project in enumerate(projects)}
        self._one: dict[str, tuple[int, Points]] = {
            name: (place, 1) for name, place in self._where.items()
        }
        self._kind, self._length = kind, length

    def of(self, line: int, vote: str, points: str = "") -> Marks:
        """A project named twice counts once, with the points written last."""
        if self._kind is Kind.APPROVAL:
            try:
                return tuple(sorted({self._one[name] for name in vote.split(",")}))
            except KeyError:
                pass
        if vote.strip().lower() in _WITHOUT:
            return ()
        places = [self._place(line, name) for name in vote.split(",") if name.strip()]
        if self._kind not in (Kind.CUMULATIVE, Kind.SCORING):
            return named(list(dict.fromkeys(places)), self._length)
        if points.strip().lower() in _WITHOUT:
            return ()
        given = [self._points(line, text) for text in points.split(",")]
        if len(given) != len(places):
            problem = "%(names)s projects but %(points)s numbers of points. Give one for each."
            raise Unreadable(line, problem, names=str(len(places)), points=str(len(given)))
        return scored(dict(zip(places, given, strict=True)))

    def _place(self, line: int, name: str) -> int:
        try:
            return self._where[name.strip()]
        except KeyError:
            problem = "The vote names project %(id)s, which is not in PROJECTS. Correct the number."
            raise Unreadable(line, problem, id=name.strip()) from None

    def _points(self, line: int, text: str) -> Points:
        try:
            return int(text) if text.isdigit() else whole(Fraction(text.strip()))
        except (ValueError, ZeroDivisionError):
            problem = "“%(said)s” is not a number of points."
            raise Unreadable(line, problem, said=text.strip()) from None


def write(document: Document) -> str:
    """The text of a `.pb` file; reading it gives the same election and voters."""
    election = document.election
    out = io.StringIO()
    lines = csv.writer(out, delimiter=";", lineterminator="\n")
    counted = {"num_projects": str(len(election.projects)), "num_votes": str(len(document.voters))}
    spoken = {"budget": plain(election.budget), "vote_type": str(election.kind)}
    meta = {**election.meta, **counted, **spoken}
    lines.writerows([["META"], ["key", "value"], *meta.items()])
    columns = _columns(project.fields for project in election.projects)
    known = [name for name in columns if name not in ("project_id", "cost", "name")]
    lines.writerows([["PROJECTS"], ["project_id", "cost", "name", *known]])
    for project in election.projects:
        rest = [project.fields.get(name, "") for name in known]
        lines.writerow([project.id, plain(project.cost), project.name, *rest])
    _write_votes(lines.writerow, document)
    return out.getvalue()


def _write_votes(row: Callable[[Sequence[str]], object], document: Document) -> None:
    with_points = document.election.kind in (Kind.CUMULATIVE, Kind.SCORING)
    ids = [project.id for project in document.election.projects]
    known = [name for name in _columns(v.fields for v in document.voters) if name != "voter_id"]
    row(["VOTES"])
    row(["voter_id", *known, "vote", *(["points"] if with_points else [])])
    for number, voter in enumerate(document.voters):
        said = [voter.fields.get("voter_id", str(number))]
        said += [voter.fields.get(name, "") for name in known]
        said.append(",".join(ids[place] for place, _ in voter.marks))
        if with_points:
            said.append(",".join(plain(points) for _, points in voter.marks))
        row(said)


def _columns(of: Iterator[Mapping[str, str]]) -> list[str]:
    return list(dict.fromkeys(name for fields in of for name in fields))


def plain(amount: Points) -> str:
    """An amount in decimal where it has an end, else as a fraction."""
    if amount.denominator == 1:
        return str(amount.numerator)
    for places in range(1, 13):
        scaled = amount * 10**places
        if scaled.denominator == 1:
            sign, digits = "-" * (scaled < 0), str(abs(scaled.numerator)).zfill(places + 1)
            return f"{sign}{digits[:-places]}.{digits[-places:]}"
    return str(amount)
