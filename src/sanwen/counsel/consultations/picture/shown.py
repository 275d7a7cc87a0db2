"""What the page of the map is told: the kept picture with the statements' words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sanwen.core.dates import moment_words
from sanwen.counsel.consultations.models import Consultation, MarginPart, OpinionMap, Statement
from sanwen.counsel.consultations.picture import words
from sanwen.counsel.consultations.picture.bars import Bar, bar, people
from sanwen.counsel.consultations.picture.coverage import Coverage, coverage
from sanwen.counsel.consultations.picture.plot import Plot, plot

# Statements on one page; the others follow page by page.
PAGE = 50
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One statement with how everybody voted, and how each group did."""

    number: int
    text: str
    is_by_body: bool
    all: Bar | None
    groups: list[tuple[str, Bar | None]]


@dataclass(frozen=True, slots=True)
class Finding:
    row: Row
    words: str


@dataclass(frozen=True, slots=True)
class GroupShown:
    label: str
    size: str
    core: str
    findings: list[Finding]


@dataclass(frozen=True, slots=True)
class Picture:
    """`rows` is one page of the statements; `marked` those with a number in the drawing."""

    headline: str
    how_sure: str
    turnout: list[str]
    drawn: str
    plot: Plot
    groups: list[GroupShown]
    uniting: list[Finding]
    dividing: list[Finding]
    marked: list[Row]
    is_continuum: bool
    has_groups: bool


@dataclass(frozen=True, slots=True)
class MapPage:
    """No `picture` while too few took part."""

    rows: list[Row]
    after: int | None
    participants: int
    votes: int
    picture: Picture | None = None
    coverage: list[Coverage] = field(default_factory=list)


def map_page(consultation: Consultation, *, after: int = 0) -> MapPage:
    kept = OpinionMap.objects.filter(consultation=consultation).first()
    page = _statements(consultation, after)
    drawn = kept.picture if kept and kept.picture else {"statements": [], "groups": []}
    by_number = {one["number"]: one for one in drawn["statements"]}
    labels = [group["label"] for group in drawn["groups"]]
    return MapPage(
        rows=[_row(one, by_number, labels) for one in page[:PAGE]],
        after=page[PAGE - 1].number if len(page) > PAGE else None,
        participants=kept.participants if kept else 0,
        votes=kept.votes if kept else 0,
        picture=_picture(consultation, kept, kept.shown) if kept and kept.shown else None,
        coverage=coverage(_parts(consultation)),
    )


def uniting(consultation: Consultation, kept: OpinionMap | None, *, most: int) -> list[Finding]:
    """What unites, alone: for who shows no more of the map."""
    drawn = kept.shown if kept else None
    if drawn is None:
        return []
    first = drawn["consensus"][:most]
    rows = _named(consultation, drawn, {one["number"] for one in first})
    return _findings(first, rows, words.uniting(drawn))


def _statements(consultation: Consultation, after: int) -> list[Statement]:
    shown = consultation.statements.shown().numbered().select_related("count")
    return list(shown.filter(number__gt=after)[: PAGE + 1])


def _parts(consultation: Consultation) -> list[MarginPart]:
    of = MarginPart.objects.filter(margin__consultation=consultation)
    return list(of.select_related("margin").order_by("margin_id", "pk"))


def _row(statement: Statement, by_number: dict[int, dict[str, Any]], labels: Sequence[str]) -> Row:
    """The totals are those counted last; the groups' are of the last drawing."""
    drawn = by_number.get(statement.number)
    groups = drawn["groups"] if drawn else []
    return Row(
        statement.number,
        statement.text,
        statement.is_by_body,
        bar(statement.told),
        [(label, bar(tally)) for label, tally in zip(labels, groups, strict=False)],
    )


def _picture(consultation: Consultation, kept: OpinionMap, drawn: dict[str, Any]) -> Picture:
    drawing = plot(drawn)
    spoken_of = _spoken_of(drawn, [mark.number for mark in drawing.marks])
    rows = _named(consultation, drawn, spoken_of)
    return Picture(
        headline=words.headline(drawn),
        how_sure=words.how_sure(drawn),
        turnout=words.turnout(drawn),
        drawn=moment_words(kept.drawn_at) if kept.drawn_at else "",
        plot=drawing,
        groups=[_group(group, rows) for group in drawn["groups"]],
        uniting=_findings(drawn["consensus"], rows, words.uniting(drawn)),
        dividing=_findings(drawn["dividing"], rows, words.dividing(drawn)),
        marked=[rows[mark.number] for mark in drawing.marks if mark.number in rows],
        is_continuum=drawn["is_continuum"],
        has_groups=bool(drawn["groups"]),
    )


def _spoken_of(drawn: dict[str, Any], marked: Iterable[int]) -> set[int]:
    """Only the statements that the picture speaks of, however many there are."""
    numbers = set(marked)
    characteristic = [group["characteristic"] for group in drawn["groups"]]
    for part in (drawn["consensus"], drawn["dividing"], *characteristic):
        numbers |= {one["number"] for one in part[:_MOST_NAMED]}
    return numbers


def _named(consultation: Consultation, drawn: dict[str, Any], numbers: set[int]) -> dict[int, Row]:
    found = consultation.statements.shown().filter(number__in=numbers).select_related("count")
    by_number = {one["number"]: one for one in drawn["statements"]}
    labels = [group["label"] for group in drawn["groups"]]
    return {one.number: _row(one, by_number, labels) for one in found}


def _findings(
    found: Sequence[dict[str, Any]], rows: dict[int, Row], told: words.Told
) -> list[Finding]:
    """A statement held back since the picture was drawn is left out."""
    named = [one for one in found[:_MOST_NAMED] if one["number"] in rows]
    return [Finding(rows[one["number"]], told(one)) for one in named]


def _group(group: dict[str, Any], rows: dict[int, Row]) -> GroupShown:
    return GroupShown(
        group["label"],
        people(group["size"]),
        people(group["core"]),
        _findings(group["characteristic"], rows, words.characteristic),
    )
