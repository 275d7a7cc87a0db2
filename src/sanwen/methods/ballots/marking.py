"""The lines of votes in a `.pb` file, and what each voter wrote."""

import csv
import io
from collections.abc import Iterator, Sequence
from fractions import Fraction

from sanwen.methods.ballots.election import Kind, Marks, Points, Project, named, scored, whole
from sanwen.methods.unreadable import Unreadable

Row = tuple[int, list[str]]
_WITHOUT = ("", "none")


class Votes:
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


class Marking:
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
