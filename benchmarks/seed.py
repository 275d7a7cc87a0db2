"""The demo's county without its messages, and the few people a benchmark signs in."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sanwen.demo import categories
from sanwen.demo import county as demo

PASSWORD = "slow-river-counts-stones"  # noqa: S105
BEGAN = datetime(2015, 1, 5, tzinfo=UTC)
KINDS = {"government": "hall", "hub": "hall", "utility": "bureau", "street": "town"}
KINDS |= {"township": "town", "community": "village"}


@dataclass(frozen=True)
class Desk:
    """User names. Whoever is made first is whom the filling gives the most matters to."""

    handler: str = "bench.handler"
    clerk: str = "bench.clerk"
    head: str = "bench.head"
    overseer: str = "bench.overseer"
    leader: str = "bench.leader"


def county() -> Desk:
    """All the rows, once; a second call finds them there."""
    from sanwen.places.models import Unit

    if not Unit.objects.exists():
        _areas()
        _units()
        _categories()
        _staff()
    return Desk()


def _areas() -> None:
    from sanwen.places.models import Area

    made: dict[str, Area] = {}
    for row in sorted(demo.county().areas, key=lambda area: len(area.code)):
        parent = made.get(row.parent or "")
        area = Area(code=row.code, year=2026, name=row.name, name_en=row.name_en, parent=parent)
        area.save()
        area.path = f"{parent.path if parent else '/'}{area.pk}/"
        area.save()
        made[row.code] = area


def _units() -> None:
    from sanwen.places.models import Area, Unit

    areas = {area.code: area for area in Area.objects.all()}
    made: dict[str, Unit] = {}
    rows = sorted(demo.county().units, key=lambda unit: unit.level)
    for number, row in enumerate(rows, start=1):
        parent = made.get(row.parent or "")
        made[row.code] = Unit.objects.create(
            pk=number,
            code=row.code,
            name=row.name,
            name_en=row.name_en,
            kind=KINDS.get(row.kind, row.kind),
            level=row.level,
            parent=parent,
            path=f"{parent.path if parent else '/'}{number}/",
            area=areas[row.area],
        )
    _count_on("places_unit")


def _categories() -> None:
    from sanwen.listen.triage.models import Category
    from sanwen.places.models import Unit

    units = {unit.code: unit for unit in Unit.objects.all()}
    made: dict[str, Category] = {}
    for code, row in sorted(categories.categories().items(), key=lambda item: len(item[0])):
        made[code] = Category.objects.create(
            code=code,
            parent=made.get(row.parent or ""),
            name=row.name,
            name_en=row.name_en,
            words=list(row.keywords + row.keywords_en),
            urgent_words=list(row.urgent),
            unit=units.get(row.bureau),
        )


def _staff() -> None:
    from sanwen.people.models import Membership, User
    from sanwen.people.roles import Role
    from sanwen.places.models import Unit

    root = Unit.objects.order_by("level", "pk")[0]
    # The first unit below the root: the filling gives it the largest share.
    busiest = Unit.objects.exclude(parent=None).order_by("level", "pk")[0]
    desk = Desk()
    roles = (
        (desk.handler, Role.HANDLER, busiest),
        (desk.clerk, Role.INTAKE, root),
        (desk.head, Role.UNIT_LEAD, root),
        (desk.overseer, Role.SUPERVISOR, root),
        (desk.leader, Role.LEADER, root),
    )
    for username, role, unit in roles:
        user = User(username=username, name=username.split(".")[1], date_joined=BEGAN)
        user.set_password(PASSWORD)
        user.save()
        Membership.objects.create(user=user, role=role, unit=unit, since=BEGAN)
    _fillers()


def _fillers() -> None:
    """More names, so that matters do not all lie with one person."""
    from sanwen.people.models import User

    User.objects.bulk_create(
        User(username=f"fill.{n}", name=f"填充{n}", password="!", date_joined=BEGAN)
        for n in range(1, 116)
    )


def _count_on(table: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
        )
