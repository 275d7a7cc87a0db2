"""The demo county in the database: areas, units, duty lists, categories, staff."""

from collections.abc import Mapping
from dataclasses import dataclass

from sanwen.core.actors import Machine
from sanwen.demo import reception
from sanwen.demo.county import County, county
from sanwen.demo.shapes import outlines
from sanwen.listen.triage import actions as triage
from sanwen.listen.triage import shipped
from sanwen.listen.triage.models import Category
from sanwen.people import actions as people
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places import actions as places
from sanwen.places.area_import import AreaRow
from sanwen.places.duty_import import DutyRow
from sanwen.places.models import Area, Duty, Unit, UnitKind
from sanwen.places.unit_import import UnitRow

DEMO = Machine("demo")
YEAR = 2026
TOWN = 3
KINDS = {
    "government": UnitKind.BUREAU,
    "bureau": UnitKind.BUREAU,
    "utility": UnitKind.BUREAU,
    "hub": UnitKind.HALL,
    "street": UnitKind.TOWN,
    "town": UnitKind.TOWN,
    "township": UnitKind.TOWN,
    "community": UnitKind.VILLAGE,
    "village": UnitKind.VILLAGE,
}
# Who can sign in to the demo: one of every role, and the people of one bureau, one town, and of
# the two bodies that review the bureau.
SHOWN = ("housing", "990121101", "hub", "county")
# The rest exist so that the year has people in it; a password for each would cost half a minute.


@dataclass(frozen=True, slots=True)
class Account:
    role: str
    username: str
    password: str
    name: str
    unit: str
    unit_code: str


def write_county() -> list[Account]:
    """Everything that stands before the first message; the accounts that can sign in."""
    whole = county()
    _write_places(whole)
    triage.load_shipped(by=DEMO)
    reception.write(by=DEMO)
    _name_bureaus()
    return _write_staff(whole)


def _write_places(whole: County) -> None:
    places.import_areas(by=DEMO, year=YEAR, rows=_area_rows(whole))
    places.import_units(
        by=DEMO,
        rows=[
            UnitRow(
                line=line,
                code=unit.code,
                name=unit.name,
                name_en=unit.name_en,
                kind=KINDS[unit.kind],
                level=unit.level,
                parent=unit.parent or "",
                area=unit.area,
                phone=unit.phone,
                address=unit.address,
                hours=unit.hours,
                is_active=True,
                third_party=False,
            )
            for line, unit in enumerate(whole.units, start=1)
        ],
    )
    names = {row.code: row.name for row in shipped.rows()}
    places.import_duties(
        by=DEMO,
        rows=[
            DutyRow(line, duty.unit, duty.category, names[duty.category], duty.sort, "")
            for line, duty in enumerate(whole.duties, start=1)
        ],
    )


def _area_rows(whole: County) -> list[AreaRow]:
    shapes = outlines([area.code for area in whole.areas if area.level == TOWN])
    return [
        AreaRow(
            line,
            area.code,
            area.name,
            area.name_en,
            (),
            area.parent or "",
            geometry=shapes.get(area.code),
        )
        for line, area in enumerate(whole.areas, start=1)
    ]


def _name_bureaus() -> None:
    """Categories that were there before the units learn now who answers for them."""
    units = {unit.code: unit for unit in Unit.objects.all()}
    for row in shipped.rows():
        if row.bureau in units:
            Category.objects.filter(code=row.code, unit=None).update(unit=units[row.bureau])
    triage.categories_changed()


def _write_staff(whole: County) -> list[Account]:
    units = {unit.code: unit for unit in Unit.objects.all()}
    shown: list[Account] = []
    roles: set[str] = set()
    for one in whole.staff:
        signs_in = one.role not in roles or one.unit in SHOWN
        roles.add(one.role)
        password = people.one_time_password() if signs_in else None
        user, _ = people.create_account(
            by=DEMO, username=one.username, name=one.name, password=password, signs_in=signs_in
        )
        unit = units[one.unit]
        people.give_role(by=DEMO, user=user, role=Role(one.role), unit=unit)
        if password:
            shown.append(Account(one.role, one.username, password, one.name, unit.name, unit.code))
    return shown


class Cast:
    """Who acts in the year: the members of staff by unit and role, read once."""

    def __init__(self) -> None:
        self.units: Mapping[str, Unit] = {unit.code: unit for unit in Unit.objects.all()}
        self.areas: Mapping[str, int] = {
            area.code: area.pk for area in Area.objects.filter(year=YEAR)
        }
        self.categories = {category.code: category for category in Category.objects.all()}
        self._duties: dict[int, list[Duty]] = {}
        for duty in Duty.objects.all():
            self._duties.setdefault(duty.unit_id, []).append(duty)
        self._staff: dict[tuple[str, str], list[User]] = {}
        for user in User.objects.active():
            for held in user.memberships_now:
                self._staff.setdefault((held.unit.code, held.role), []).append(user)

    def duties(self, unit: Unit) -> list[Duty]:
        return self._duties.get(unit.pk, [])

    def who(self, role: str, unit: str, *, other_than: User | None = None) -> User:
        """Somebody of this role in the unit or above it."""
        place: Unit | None = self.units[unit]
        while place is not None:
            for user in self._staff.get((place.code, role), []):
                if user != other_than:
                    return user
            place = self.units[place.parent.code] if place.parent else None
        raise LookupError(f"nobody is {role} in or above {unit}")
