"""Tangchuan County, which exists nowhere: its areas, units, duty lists, staff and place names."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sanwen.demo.categories import categories
from sanwen.demo.people import Staff, staff
from sanwen.demo.reading import read_csv, read_toml

COUNTY_AREA = "990121"
COUNTY_UNIT = "county"
# Decides when two units both say "not ours".
ARBITER_UNIT = "county"
HUB_UNIT = "hub"

STREET = "street"
COMMUNITIES = ("community", "village")
_PLACE_KINDS = {
    "roads": "road",
    "estates": "estate",
    "villages": "village",
    "schools": "school",
    "markets": "market",
    "spots": "spot",
    "clinics": "clinic",
    "firms": "firm",
    "sites": "site",
}
_TOWN_HOURS = "工作日 8:30-12:00 14:00-17:30；周六上午值班"
_COMMUNITY_HOURS = "工作日 8:30-11:30 14:00-17:00"


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the county. Its code (6, 9 or 12 digits) begins with 99, as no province's does."""

    code: str
    name: str
    name_en: str
    kind: str  # county · street · town · township · community · village

    @property
    def parent(self) -> str | None:
        return None if len(self.code) == 6 else self.code[:-3]

    @property
    def level(self) -> int:
        """2 county, 3 town or street, 4 village or community (1 would be the province)."""
        return len(self.code) // 3


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    kind: str  # road · estate · village · school · market · spot · clinic · firm · site
    area: str


@dataclass(frozen=True, slots=True)
class Unit:
    """One responsible unit. Towns and villages carry their area's code as their own."""

    code: str
    parent: str | None
    level: int
    kind: str  # government · hub · bureau · utility, or the kind of its area
    area: str
    name: str
    name_en: str
    phone: str
    address: str
    hours: str


@dataclass(frozen=True, slots=True)
class Duty:
    """One line of a unit's duty list; `category` may name a whole branch (2, 4 or 6 digits)."""

    unit: str
    category: str
    sort: str  # basic · assisting · reclaimed


@dataclass(frozen=True, slots=True)
class County:
    name: str
    name_en: str
    areas: tuple[Area, ...]
    places: tuple[Place, ...]
    units: tuple[Unit, ...]
    duties: tuple[Duty, ...]
    staff: tuple[Staff, ...]


@cache
def county() -> County:
    areas = tuple(_areas())
    units = (*_county_units(), *(_area_unit(area, at) for at, area in enumerate(areas[1:])))
    return County(
        name=areas[0].name,
        name_en=areas[0].name_en,
        areas=areas,
        places=tuple(_places()),
        units=units,
        duties=tuple(dict.fromkeys(_duties(units))),
        staff=staff(),
    )


def _areas() -> Iterator[Area]:
    for row in read_toml("areas.toml")["area"]:
        yield Area(code=row["code"], name=row["name"], name_en=row["en"], kind=row["kind"])


def _places() -> Iterator[Place]:
    for row in read_toml("areas.toml")["area"]:
        for key, kind in _PLACE_KINDS.items():
            for name in row.get(key, ()):
                yield Place(name=name, kind=kind, area=row["code"])


def _county_units() -> Iterator[Unit]:
    for row in read_csv("units.csv"):
        is_county = row["code"] == COUNTY_UNIT
        yield Unit(
            code=row["code"],
            parent=None if is_county else COUNTY_UNIT,
            level=2,
            kind=row["kind"],
            area=COUNTY_AREA,
            name=row["name"],
            name_en=row["name_en"],
            phone=row["phone"],
            address=row["address"],
            hours=row["hours"],
        )


def _area_unit(area: Area, at: int) -> Unit:
    """The government of a town or street, or the committee of a village or community."""
    is_community = area.kind in COMMUNITIES
    if is_community:
        name, name_en = f"{area.name}{_committee(area)}", f"{area.name_en} Committee"
    elif area.kind == STREET:
        name, name_en = f"{area.name}办事处", f"{area.name_en} Office"
    else:
        name, name_en = f"{area.name}人民政府", f"{area.name_en} Government"
    return Unit(
        code=area.code,
        parent=area.parent if is_community else COUNTY_UNIT,
        level=area.level,
        kind=area.kind,
        area=area.code,
        name=name,
        name_en=name_en,
        phone=f"0199-5552{at:03d}",
        address=_address(area),
        hours=_COMMUNITY_HOURS if is_community else _TOWN_HOURS,
    )


def _committee(area: Area) -> str:
    return "村民委员会" if area.kind == "village" else "居民委员会"


def _address(area: Area) -> str:
    roads = [place.name for place in _places() if place.area == area.code and place.kind == "road"]
    return f"{area.name}{roads[0]}1号" if roads else f"{area.name}党群服务中心"


def _duties(units: tuple[Unit, ...]) -> Iterator[Duty]:
    lists = read_toml("duties.toml")
    for unit in units:
        if unit.level == 2:
            yield from _bureau_duties(unit.code, lists["own"].get(unit.code, []))
        elif unit.kind in COMMUNITIES:
            yield from _listed(unit.code, lists["village"])
        else:
            yield from _town_duties(unit, lists)


def _bureau_duties(unit: str, own: list[str]) -> Iterator[Duty]:
    for code in own:
        yield Duty(unit, code, "basic")
    for category in categories().values():
        if category.level == 3 and category.bureau == unit:
            yield Duty(unit, category.code, "basic")


def _town_duties(unit: Unit, lists: dict[str, dict[str, list[str]]]) -> Iterator[Duty]:
    extra = tuple(lists["extra"].get(unit.code, ()))
    for code in extra:
        yield Duty(unit.code, code, "basic")
    for name in ("every", STREET if unit.kind == STREET else "town"):
        yield from (duty for duty in _listed(unit.code, lists[name]) if duty.category not in extra)


def _listed(unit: str, rows: dict[str, list[str]]) -> Iterator[Duty]:
    for sort, codes in rows.items():
        for code in codes:
            yield Duty(unit, code, sort)
