"""Where a matter is, and what fills the slots of the sentences about it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from sanwen.demo import people
from sanwen.demo.county import COUNTY_AREA, Area, Place, county
from sanwen.demo.reading import read_kinds

_MARK = re.compile(r"^(\d+)\)")
_KINDS_OF_PLACE = (
    "road",
    "estate",
    "village",
    "school",
    "market",
    "spot",
    "clinic",
    "firm",
    "site",
)
_SPOTS = ("road", "estate", "village", "spot", "site", "market")
_SPOT_BRANCHES = ("01", "02", "03", "04", "05", "13")
_COME_BACK = ("02", "03", "04", "05", "lift", "fire_lane", "scales", "school_meal", "leak")
_SEASONS = {
    1: ("入冬", "元旦前后"),
    2: ("年前", "腊月里"),
    3: ("正月", "开春"),
    4: ("开春", "清明前"),
    5: ("五一前", "清明以后"),
    6: ("五一以后", "麦收前"),
    7: ("入夏", "端午前后"),
    8: ("放暑假", "入伏"),
    9: ("暑假里", "立秋"),
    10: ("国庆节前", "中秋那会儿"),
    11: ("国庆节后", "秋收以后"),
    12: ("入冬", "立冬"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of matter, with the words people use for it and the answers that fit."""

    id: str
    category: str
    at: str
    weight: int
    who: tuple[str, ...]
    title: str
    text: Mapping[str, Any]
    lead: str = "bureau"
    other: str = ""
    urgent: float = 0.0
    area: str = ""
    route: str = ""

    def is_spoken_of_in(self, month: int) -> bool:
        return month in self.text.get("only", (month,))

    def topics(self) -> tuple[str, ...]:
        """The sides a kind may have ("0", "1"…): a fee raised is not a deposit kept."""
        marks = (_mark(fact) for fact in self.text["fact"])
        return tuple(sorted({digit for mark in marks for digit in mark})) or ("",)


@dataclass(frozen=True, slots=True)
class Scene:
    """One matter in the world: its kind, its place, and the details that do not change."""

    kind: Kind
    area: Area
    place: Place
    topic: str
    facts: Mapping[str, str]

    def phrases(self, name: str) -> list[str]:
        """The phrases of this name that speak of this matter's side of its kind."""
        return [unmarked(text) for text in self.kind.text.get(name, ()) if self.speaks_of(text)]

    @property
    def is_about_a_spot(self) -> bool:
        """Whether one can go there and look, rather than read papers."""
        return self.place.kind in _SPOTS and self.kind.category[:2] in _SPOT_BRANCHES

    def speaks_of(self, text: str) -> bool:
        mark = _mark(text)
        return not mark or self.topic in mark

    @property
    def asks(self) -> list[int]:
        """Which of the kind's asks belong to this matter."""
        return [at for at, ask in enumerate(self.kind.text["asks"]) if self.speaks_of(ask)]


def _mark(text: str) -> str:
    """The digits before the bracket in "01)text": the topics a phrase belongs to."""
    match = _MARK.match(text)
    return match[1] if match else ""


def unmarked(text: str) -> str:
    return _MARK.sub("", text, count=1)


@cache
def kinds() -> dict[str, Kind]:
    return {row["id"]: _kind(row) for row in read_kinds()}


def _kind(row: dict[str, Any]) -> Kind:
    optional = {key: row[key] for key in ("lead", "other", "urgent", "area", "route") if key in row}
    return Kind(
        id=row["id"],
        category=row["category"],
        at=row["at"],
        weight=row["weight"],
        who=tuple(row["who"]),
        title=row["title"],
        text=row,
        **optional,
    )


@cache
def weights_in(month: int) -> tuple[tuple[Kind, ...], tuple[float, ...]]:
    """The kinds that are spoken of in this month, and how much."""
    chosen = [kind for kind in kinds().values() if kind.is_spoken_of_in(month)]
    boost = [2.6 if month in kind.text.get("peak", ()) else 1.0 for kind in chosen]
    return tuple(chosen), tuple(kind.weight * b for kind, b in zip(chosen, boost, strict=True))


def comes_back(kind: Kind) -> bool:
    """Lamps fail again and noise returns; a title deed does not."""
    return not kind.route and (kind.category[:2] in _COME_BACK or kind.id in _COME_BACK)


def new_scene(kind: Kind, rng: Random, *, at: str = "") -> Scene:
    """At any place that fits the kind, or at the one that is named."""
    place = rng.choice([place for place in _candidates(kind) if at in ("", place.name)])
    facts = {name: _near(name, place, rng) for name in _KINDS_OF_PLACE}
    if place.kind in facts:
        facts[place.kind] = place.name
    facts |= {
        "b": str(rng.randint(1, 24)),
        "u": str(rng.randint(1, 4)),
        "f": str(rng.randint(2, 6)),
        "room": str(rng.randint(2, 18) * 100 + rng.randint(1, 4)),
        "surname": people.surname(rng),
    }
    area = _areas()[place.area]
    facts |= {"area": area.name, "spot_en": area.name_en}
    return Scene(kind=kind, area=area, place=place, topic=rng.choice(kind.topics()), facts=facts)


@cache
def _areas() -> dict[str, Area]:
    return {area.code: area for area in county().areas}


@cache
def _places(kind: str, area: str) -> tuple[Place, ...]:
    return tuple(p for p in county().places if p.kind == kind and area in (p.area, ""))


@cache
def _candidate_places(at: str, area: str, picks: tuple[str, ...]) -> tuple[Place, ...]:
    if at == "county":
        return (Place(name="县政务大厅", kind="spot", area=COUNTY_AREA),)
    if at == "town":
        towns = [a for a in county().areas if a.level == 3 and area in (a.code, "")]
        return tuple(Place(name=a.name, kind="town", area=a.code) for a in towns)
    places = _places(at, area)
    picked = tuple(p for p in places if any(part in p.name for part in picks))
    return picked or places


def _candidates(kind: Kind) -> tuple[Place, ...]:
    return _candidate_places(kind.at, kind.area, tuple(kind.text.get("pick", ())))


def _near(kind: str, place: Place, rng: Random) -> str:
    """A place of this kind in the same area, else anywhere in the county."""
    return rng.choice(_places(kind, place.area) or _places(kind, "")).name


class Filling:
    """Fills the slots of one telling: the scene's facts, and dates as seen on the day."""

    def __init__(self, scene: Scene, on: date, rng: Random, **more: str) -> None:
        self.scene, self.on, self.rng, self.more = scene, on, rng, more
        self.where = more.get("where") or self._where()
        self.age = str(rng.randint(67, 86))

    def __call__(self, name: str) -> str:
        if name in self.more:
            return self.more[name]
        if name == "where":
            return self.where
        if name == "me":
            return self.age
        if name in self.scene.facts:
            return self.scene.facts[name]
        return str(getattr(self, f"_{name}")())

    def _where(self) -> str:
        place, area = self.scene.place, self.scene.area
        is_bare = place.kind == "town" or area.level == 2 or self.rng.random() < 0.7
        return place.name if is_bare else f"{area.name}{place.name}"

    def _date(self) -> str:
        return spoken(self.on - timedelta(days=self.rng.randint(3, 16)), self.rng)

    def _wday(self) -> str:
        return self.rng.choice(("昨天", "前天", "上周三", "上周五", "上周六", "大前天", "上周日"))

    def _month(self) -> str:
        month = (self.on.month - self.rng.randint(2, 4) - 1) % 12 + 1
        return f"{month}月"

    def _since(self) -> str:
        draw = self.rng.random()
        if draw < 0.3:
            return self.rng.choice(_SEASONS[self.on.month])
        if draw < 0.6:
            return self.rng.choice(("上个月", "半个月前", "上月中旬", "上个礼拜", "二十多天前"))
        past = self.on - timedelta(days=self.rng.randint(12, 50))
        part = "初" if past.day <= 10 else "中旬" if past.day <= 20 else "底"
        return f"{past.month}月{part}"


def spoken(day: date, rng: Random) -> str:
    return f"{day.month}月{day.day}{rng.choice('号日日')}"
