"""What a night found, told in the fields of a topic: masked name, counts, weeks, growth."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from sanwen.listen.topics.gathering import Heard
from sanwen.listen.topics.measures import (
    WEEK,
    YEAR,
    Past,
    Places,
    Weeks,
    commonest,
    grown,
    risen,
    weekly,
)
from sanwen.listen.topics.models import Part
from sanwen.listen.triage.models import Category
from sanwen.methods.growth import Growth
from sanwen.methods.personal import masked
from sanwen.methods.topics import Found
from sanwen.places.models import Area

LONGEST_NAME, LONGEST_WORD = 80, 60
# So far back is looked for what a season brings.
_YEARS = 3
_PAST = """
    SELECT left(category.code, 4),
           (floor(extract(epoch FROM %(until)s - voice.said_at) / 604800)::int) %% %(year)s,
           count(*)
    FROM voices_voice voice
    LEFT JOIN triage_suggestion suggestion ON suggestion.voice_id = voice.id
    LEFT JOIN triage_category category ON category.id = suggestion.category_id
    WHERE voice.said_at < %(since)s AND voice.said_at >= %(since)s - %(years)s * interval '1 year'
    GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Told:
    """One topic of this night: its voices, its fields, and who of which area and unit."""

    keys: tuple[int, ...]
    fields: dict[str, Any]
    areas: dict[int, tuple[int, int]]
    units: frozenset[tuple[str, int]]


def tell(
    found: Sequence[Found], heard: Sequence[Heard], *, until: datetime, weeks: int
) -> list[Told]:
    by_voice = {one.voice: one for one in heard}
    members = [[by_voice[key] for key in topic.keys] for topic in found]
    parents = dict(Area.objects.order_by().values_list("pk", "parent"))
    places = Places(heard, parents, until=until, weeks=weeks)
    codes = dict(Category.objects.order_by().values_list("pk", "code"))
    past = _past(since=until - weeks * WEEK, until=until)
    series = [weekly(inside, until=until, weeks=weeks) for inside in members]
    areas = [places.area_of(inside) for inside in members]
    subjects = [commonest(one.kept.category for one in inside) for inside in members]
    seasons = [past.factors(codes.get(one or 0, "")[:4], weeks) for one in subjects]
    normal = [
        places.normal(area, own, season)
        for area, own, season in zip(areas, series, seasons, strict=True)
    ]
    growths = grown(series, normal)
    told = zip(found, members, series, areas, subjects, strict=True)
    measured = zip(growths, risen(growths), seasons, strict=True)
    return [
        Told(
            keys=topic.keys,
            fields=_fields(topic, own, area, subject) | _growth(rate, up, season is not None),
            areas=_areas(inside),
            units=_units(inside),
        )
        for (topic, inside, own, area, subject), (rate, up, season) in zip(
            told, measured, strict=True
        )
    ]


def _past(*, since: datetime, until: datetime) -> Past:
    with connection.cursor() as cursor:
        cursor.execute(_PAST, {"since": since, "until": until, "year": YEAR, "years": _YEARS})
        rows = cursor.fetchall()
    of_all: dict[int, int] = defaultdict(int)
    for _, week, many in rows:
        of_all[week] += many
    return Past({(code, week): many for code, week, many in rows if code}, of_all)


def _fields(topic: Found, own: Weeks, area: int | None, subject: int | None) -> dict[str, Any]:
    return {
        "name": _shown(topic.name, LONGEST_NAME),
        "words": [word for word in (_shown(one, LONGEST_WORD) for one in topic.words) if word],
        "area_id": area,
        "category_id": subject,
        "first_said_at": topic.first,
        "last_said_at": topic.last,
        "people": topic.people,
        "voices": len(topic.keys),
        "score": topic.score,
        "weekly": own,
    }


def _shown(words: str, longest: int) -> str:
    """People write numbers and names into anything."""
    return masked(words).text[:longest].strip()


def _growth(rate: Growth | None, is_rising: bool, knows_season: bool) -> dict[str, Any]:
    if rate is None:
        return dict.fromkeys(("growth", "growth_low", "growth_high")) | {
            "expected": 0.0,
            "seen": 0,
            "is_rising": False,
            "knows_season": False,
        }
    return {
        "growth": rate.ratio,
        "growth_low": rate.low,
        "growth_high": rate.high if math.isfinite(rate.high) else None,
        "expected": rate.expected,
        "seen": rate.seen,
        "is_rising": is_rising,
        "knows_season": knows_season,
    }


def _areas(inside: Iterable[Heard]) -> dict[int, tuple[int, int]]:
    people: dict[int, list[str]] = defaultdict(list)
    for one in inside:
        if one.area is not None:
            people[one.area].append(one.person)
    return {area: (len(set(tokens)), len(tokens)) for area, tokens in people.items()}


def _units(inside: Iterable[Heard]) -> frozenset[tuple[str, int]]:
    kept = [one.kept for one in inside]
    return frozenset(
        {(Part.REGISTERED, one.registered_by) for one in kept}
        | {(Part.HANDLES, one.handled_by) for one in kept}
    )
