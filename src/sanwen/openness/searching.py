"""Finding public matters: by words, subject, place, unit, state and year, newest first.

As at the desk (deliver.matters.search) there are two ways: rare words are read from the index of
character pairs and put in order, common ones are met soon by walking from the newest on. So with a
unit and a subject that seldom meet: both indexes are laid over each other before anybody walks.
"""

import contextlib
import time
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL
from django.http import HttpRequest

from sanwen.listen.triage.models import Category
from sanwen.methods import seeking
from sanwen.openness.models import PublicMatter, PublicMatterQuerySet, PublicState
from sanwen.places.models import Area

PAGE = 30
COUNTY_CODE, TOWN_CODE = 6, 9
# Lines read from the index at once; a word with more is common enough to be walked to.
PROBED = 3000
_HITS = """
    SELECT number FROM openness_publicmatter
    WHERE sought_codes(sought) @> '{{{codes}}}'::bigint[] AND sought LIKE ALL(%s) LIMIT %s"""
_MET = "WITH met AS MATERIALIZED ({query}) SELECT number FROM met LIMIT %s"
# That a word or a pair is common stays so for a while, and costs most to find out.
COMMON_SECONDS, COMMON_KEPT = 600.0, 1000
_common: dict[str, float] = {}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for in the address; what makes no sense there is left out."""

    words: str = ""
    subject: int | None = None
    place: int | None = None
    unit: int | None = None
    state: str = ""
    year: int | None = None
    after: tuple[date, int] | None = None
    given: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_request(cls, request: HttpRequest) -> "Wanted":
        given = {name: str(value).replace("\0", "") for name, value in request.GET.items()}
        state = given.get("state", "")
        return cls(
            words=given.get("words", "")[:120],
            subject=_number(given, "subject"),
            place=_number(given, "place"),
            unit=_number(given, "unit"),
            state=state if state in PublicState.values else "",
            year=_number(given, "year", most=9998),
            after=_place(given.get("after", "")),
            given={name: value for name, value in given.items() if value and name != "after"},
        )

    @property
    def phrases(self) -> tuple[str, ...]:
        return seeking.phrases(self.words)

    @property
    def crosses(self) -> bool:
        """Two columns that may meet nowhere, each of them common; one and a state have an index."""
        return sum(map(bool, (self.subject, self.place, self.unit))) > 1

    @property
    def narrows(self) -> bool:
        return bool(self.phrases or self.subject or self.place or self.unit or self.state)


@dataclass(frozen=True, slots=True)
class Found:
    rows: list[PublicMatter]
    # Where the next page begins; empty on the last.
    after: str


def search(wanted: Wanted, *, size: int = PAGE) -> Found:
    matters: PublicMatterQuerySet = PublicMatter.objects.filter(_filters(wanted))
    if wanted.phrases:
        matters = _holding(matters, wanted.phrases)
    elif wanted.crosses:
        matters = _meeting(matters, wanted)
    rows = list(matters.shown().newest_first()[: size + 1])
    return Found(rows[:size], _mark(rows[size - 1]) if len(rows) > size else "")


def _holding(matters: PublicMatterQuerySet, phrases: tuple[str, ...]) -> PublicMatterQuerySet:
    known = _probe(phrases)
    if known is not None:
        return _numbered(matters, known)
    holds = RawSQL("openness_publicmatter.sought LIKE ALL(%s)", [_like(phrases)], BooleanField())
    return matters.filter(holds)


def _meeting(matters: PublicMatterQuerySet, wanted: Wanted) -> PublicMatterQuerySet:
    """Planned for all of them and not for the first thirty: nothing is walked to in vain."""
    pair = f"{wanted.subject} {wanted.place} {wanted.unit} {wanted.state} {wanted.year}"
    if _is_common(pair):
        return matters
    query, values = matters.values("number").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_MET.format(query=query), [*values, PROBED + 1])
        found = [row[0] for row in cursor.fetchall()]
    if len(found) <= PROBED:
        return _numbered(matters, found)
    _keep_common(pair)
    return matters


def _numbered(matters: PublicMatterQuerySet, known: list[int]) -> PublicMatterQuerySet:
    """A list of its own, so that it is read by its numbers and not walked to."""
    return matters.filter(number__in=RawSQL("SELECT unnest(%s::bigint[])", [known]))


def _probe(phrases: tuple[str, ...]) -> list[int] | None:
    codes = ",".join(map(str, seeking.needed(phrases)))
    if _is_common(codes):
        return None
    with connection.cursor() as cursor:
        cursor.execute(_HITS.format(codes=codes), [_like(phrases), PROBED + 1])
        found = [row[0] for row in cursor.fetchall()]
    if len(found) <= PROBED:
        return found
    _keep_common(codes)
    return None


def forget() -> None:
    """Between tests."""
    _common.clear()


def _is_common(what: str) -> bool:
    known = _common.get(what)
    return known is not None and time.monotonic() - known < COMMON_SECONDS


def _keep_common(what: str) -> None:
    if len(_common) >= COMMON_KEPT:
        _common.clear()
    _common[what] = time.monotonic()


def _filters(wanted: Wanted) -> Q:
    found = Q()
    if wanted.subject:
        found &= _of_subject(wanted.subject)
    if wanted.place:
        found &= _of_place(wanted.place)
    if wanted.unit:
        found &= Q(unit=wanted.unit)
    if wanted.state:
        found &= Q(state=wanted.state)
    if wanted.year:
        found &= Q(opened_on__range=(date(wanted.year, 1, 1), date(wanted.year, 12, 31)))
    if wanted.after:
        day, number = wanted.after
        found &= Q(opened_on__lte=day) & (Q(opened_on__lt=day) | Q(number__lt=number))
    return found


def _of_subject(pk: int) -> Q:
    """One column each, so that one index gives the rows in order."""
    subjects = Category.objects.filter(Q(pk=pk) | Q(parent=pk))
    known = {one.pk: one.parent_id for one in subjects}
    if known.get(pk, 0) is None:
        return Q(top=pk)
    return Q(category=pk) if len(known) < 2 else Q(category__in=sorted(known))


def _of_place(pk: int) -> Q:
    code = Area.objects.filter(pk=pk).values_list("code", flat=True).first() or ""
    if len(code) == COUNTY_CODE:
        return Q()
    return Q(town=pk) if len(code) == TOWN_CODE else Q(area=pk)


def _like(phrases: tuple[str, ...]) -> list[str]:
    """Nothing is escaped: searched words hold no punctuation, so neither % nor _."""
    return [f"%{phrase}%" for phrase in phrases]


def _number(given: dict[str, str], name: str, *, most: int = 2**31 - 1) -> int | None:
    text = given.get(name, "")
    value = int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
    return value if 0 < value <= most else None


def _mark(matter: PublicMatter) -> str:
    return f"{matter.opened_on.isoformat()}~{matter.number}"


def _place(text: str) -> tuple[date, int] | None:
    """An address that somebody cut short begins at the first page instead of failing."""
    day, _mark, number = text.partition("~")
    with contextlib.suppress(ValueError):
        return date.fromisoformat(day), min(int(number), 2**62)
    return None
