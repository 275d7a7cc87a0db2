"""Rates and counts for pages, programs and open data: read from the sums, never from matters."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanwen.core.names import is_english
from sanwen.listen.triage.models import Category
from sanwen.places.models import Area, Unit
from sanwen.verdict.scorecards import checking, profiles
from sanwen.verdict.scorecards.card import PART, Card, card_of
from sanwen.verdict.scorecards.measures import MEASURES
from sanwen.verdict.scorecards.models import (
    GOING,
    Exclusion,
    Grain,
    Ground,
    Stage,
    Tally,
    Touched,
)
from sanwen.verdict.scorecards.summing import Part, of_units, summed

_SUMS = {f"sum_{name}": Sum(name, default=0) for name in MEASURES}


@dataclass(frozen=True, slots=True)
class Flow:
    """What came, what ended and what is open, of one subject, place, unit or month."""

    key: str
    name: str
    opened: int
    ended: int
    open_now: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of the open data before anything is hidden: counts, each of N."""

    month: date
    category: str
    town: str
    unit: str
    sums: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Excluded:
    """How many matters left the rate by a ground, and what became of the objections."""

    ground: str
    name: str
    confirmed: int
    objected: int
    lifted: int


def card(
    *,
    since: date,
    until: date,
    units: Collection[int] | None = None,
    category: int | None = None,
) -> Card:
    """The card of what ended in [since, until): of the whole, or of these units together.

    Whole months of one subject only: with `category` the days of `since` and `until` are ignored.
    """
    sums = totals(since=since, until=until, units=units, category=category)
    return card_of(
        sums,
        since=since,
        until=until,
        profiles=tuple(one.version for one in profiles.over(since, until)),
        now=open_now(units=units, category=category),
        verified=checking.verified(since=since, until=until, units=units),
    )


def totals(
    *,
    since: date,
    until: date,
    units: Collection[int] | None = None,
    category: int | None = None,
) -> dict[str, int]:
    """The sums of a period by the names of measures.py: days of units, or months of a subject."""
    parts, where = _rows(since, until, units, category)
    return summed(parts, where)[0][1]


def by_unit(*, since: date, until: date) -> dict[int, dict[str, int]]:
    """The same for each unit that had anything then."""
    return dict(summed(of_units(since, until), by="unit"))


def by_month(
    *, since: date, until: date, units: Collection[int] | None = None
) -> dict[date, dict[str, int]]:
    where = {} if units is None else {"unit__in": list(units)}
    return dict(summed([(Grain.UNIT, since, until)], where, by="day"))


def _rows(
    since: date, until: date, units: Collection[int] | None, category: int | None
) -> tuple[list[Part], dict[str, Any]]:
    where: dict[str, Any] = {} if units is None else {"unit__in": list(units)}
    if category is None:
        return of_units(since, until), where
    grain = Grain.CATEGORY if units is None else Grain.CELL
    return [(grain, since.replace(day=1), until)], where | {"category": category}


def by_unit_and_month(*, since: date, until: date) -> dict[str, list[dict[str, int]]]:
    """The months of each unit by its code: the sums that tell of it (see card.PART)."""
    rows = Tally.objects.filter(grain=Grain.UNIT, day__gte=since, day__lt=until, unit__gt=0)
    codes = dict(Unit.objects.values_list("pk", "code"))
    found: dict[str, list[dict[str, int]]] = {}
    for unit, *sums in rows.order_by("unit", "day").values_list("unit", *PART):
        if unit in codes:
            found.setdefault(codes[unit], []).append(dict(zip(PART, sums, strict=True)))
    return found


def open_by_unit() -> dict[int, dict[str, int]]:
    """What is open and what may still be judged, by unit, whenever it came."""
    rows = Tally.objects.still_going().filter(grain=Grain.UNIT).values("unit").order_by("unit")
    found = rows.annotate(a=Sum("still_open"), b=Sum("pending"))
    return {row["unit"]: {"still_open": row["a"], "pending": row["b"]} for row in found}


def open_now(
    *, units: Collection[int] | None = None, category: int | None = None
) -> dict[str, int]:
    """Open, and answered or under review, whenever they came."""
    rows = Tally.objects.still_going()
    if category is None:
        rows = rows.filter(grain=Grain.UNIT)
    else:
        grain = Grain.CATEGORY if units is None else Grain.CELL
        rows = rows.filter(grain=grain, category=category)
    if units is not None:
        rows = rows.filter(unit__in=list(units))
    found = rows.aggregate(a=Sum("still_open", default=0), b=Sum("pending", default=0))
    return {"still_open": found["a"], "pending": found["b"]}


_BY = {
    "category": (Grain.CATEGORY, "category"),
    "area": (Grain.TOWN, "town"),
    "unit": (Grain.UNIT, "unit"),
    "month": (Grain.UNIT, "day"),
}


def flow(*, since: date, until: date, by: str) -> list[Flow]:
    """Whole months of [since, until) by category, area (town), unit or month; named, by their keys.

    `open_now` is what is open today, whenever it came; of a month, what is open of that month's.
    """
    grain, key = _BY[by]
    within = Q(day__gte=since.replace(day=1), day__lt=until)
    wanted = within if by == "month" else within | GOING
    found = (
        Tally.objects.filter(wanted, grain=grain)
        .values(key)
        .annotate(
            came=Sum("opened", filter=within, default=0),
            went=Sum("ended", filter=within, default=0),
            now=Sum("still_open", default=0),
        )
        .order_by(key)
    )
    names = _names(by)
    return [
        Flow(_key(row[key]), names(row[key]), row["came"], row["went"], row["now"])
        for row in found
        if row["came"] or row["went"] or row["now"]
    ]


def _key(value: Any) -> str:
    return value.isoformat()[:7] if isinstance(value, date) else str(value or "")


def _names(by: str) -> Any:
    if by == "month":
        return lambda day: date_format(day, "YEAR_MONTH_FORMAT")
    known = {"category": _subjects, "area": _towns, "unit": _units}[by]()
    return lambda key: known.get(key, "") or _NOBODY[by]()


_NOBODY = {
    "category": lambda: _("no subject yet"),
    "area": lambda: _("place not known"),
    "unit": lambda: _("no unit yet"),
}


def _subjects() -> dict[Any, str]:
    english = is_english()
    rows = Category.objects.filter(parent=None).values_list("pk", "name", "name_en")
    return {pk: name_en if english and name_en else name for pk, name, name_en in rows}


def _towns() -> dict[Any, str]:
    """By code, the newest name; a village whose town is not in the table goes by its code."""
    english = is_english()
    rows = Area.objects.order_by("year").values_list("code", "name", "name_en")
    named: dict[Any, str] = {}
    for code, name, name_en in rows:
        if len(code) <= 9 or code.endswith("000"):
            named[code[:9]] = name_en if english and name_en else name
        else:
            named.setdefault(code[:9], code[:9])
    return named


def _units() -> dict[Any, str]:
    language = get_language() or ""
    return {unit.pk: unit.name_in(language) for unit in Unit.objects.all()}


def cells(*, since: date, until: date) -> Iterator[Cell]:
    """For open data: month × subject × town × unit, codes instead of numbers; nothing is hidden."""
    rows = (
        Tally.objects.filter(grain=Grain.CELL, day__gte=since.replace(day=1), day__lt=until)
        .values("day", "category", "town", "unit")
        .annotate(**_SUMS)
        .order_by("day", "category", "town", "unit")
    )
    subjects = dict(Category.objects.values_list("pk", "code"))
    units = dict(Unit.objects.values_list("pk", "code"))
    for row in rows.iterator():
        yield Cell(
            month=row["day"],
            category=subjects.get(row["category"], ""),
            town=row["town"],
            unit=units.get(row["unit"], ""),
            sums={name: row[f"sum_{name}"] for name in MEASURES},
        )


def exclusions(*, since: date, until: date) -> list[Excluded]:
    """Confirmed in [since, until), by ground; all grounds are named, also those nobody used."""
    rows = (
        Exclusion.objects.filter(answered_at__date__gte=since, answered_at__date__lt=until)
        .exclude(state=Stage.REFUSED)
        .values("ground")
        .annotate(
            confirmed=Count("pk"),
            objected=Count("pk", filter=Q(objected_at__isnull=False)),
            lifted=Count("pk", filter=Q(state=Stage.LIFTED)),
        )
        .order_by()
    )
    found = {row["ground"]: row for row in rows}
    none = {"confirmed": 0, "objected": 0, "lifted": 0}
    return [
        Excluded(
            ground.value,
            str(ground.label),
            **{name: found.get(ground.value, none)[name] for name in none},
        )
        for ground in Ground
    ]


def waiting() -> int:
    """How many rows of the queue the figures have not seen yet."""
    return Touched.objects.count()
