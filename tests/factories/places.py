"""A small county for tests: a registration desk, two bureaus, a town with one village."""

from dataclasses import dataclass

from sanwen.core.actors import Machine
from sanwen.places.actions import add_unit
from sanwen.places.models import Level, Unit, UnitKind

TESTS = Machine("tests")


@dataclass(frozen=True)
class Units:
    county: Unit
    desk: Unit
    water: Unit
    roads: Unit
    town: Unit
    village: Unit


def units() -> Units:
    county = _unit("county", "清源县", UnitKind.HALL, Level.COUNTY, None)
    town = _unit("town", "柳溪镇", UnitKind.TOWN, Level.TOWN, county)
    return Units(
        county=county,
        desk=_unit("desk", "群众诉求受理中心", UnitKind.HALL, Level.COUNTY, county),
        water=_unit("water", "水务局", UnitKind.BUREAU, Level.COUNTY, county),
        roads=_unit("roads", "交通运输局", UnitKind.BUREAU, Level.COUNTY, county),
        town=town,
        village=_unit("village", "石桥村", UnitKind.VILLAGE, Level.VILLAGE, town),
    )


def _unit(code: str, name: str, kind: UnitKind, level: Level, parent: Unit | None) -> Unit:
    """Asked for twice, it is the same one."""
    known = Unit.objects.filter(code=code).first()
    fields = {"code": code, "name": name, "name_en": code.title(), "kind": kind, "level": level}
    return known or add_unit(by=TESTS, parent=parent, **fields)
