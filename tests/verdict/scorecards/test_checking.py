"""A lot that anybody can repeat, drawn from a list fixed before; a third unit looks."""

import hashlib
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from sanwen.core.ruling import NotAllowed
from sanwen.methods.draw import ticket
from sanwen.people.roles import Role
from sanwen.verdict.scorecards import figures
from sanwen.verdict.scorecards.actions import checking
from sanwen.verdict.scorecards.models import FieldDraw, Finding
from tests.factories.judging import closed
from tests.factories.matters import Cast
from tests.factories.moments import later
from tests.factories.people import person

pytestmark = pytest.mark.django_db
MARCH = {"since": date(2026, 3, 1), "until": date(2026, 4, 1)}


def announced(cast: Cast, size: int = 2) -> FieldDraw:
    closed(cast, yes=4, silent=1)
    by = cast.who(Role.SUPERVISOR, cast.units.county)
    source = "4月8日福利彩票双色球开奖号码"
    return checking.announce(
        of=cast.units.county, size=size, seed_source=source, by=by, now=later(days=30), **MARCH
    )


def drawn(cast: Cast) -> FieldDraw:
    by = cast.who(Role.SUPERVISOR, cast.units.county)
    return checking.draw_lots(draw=announced(cast), seed="0312182329", by=by, now=later(days=38))


def test_the_lot_is_the_smallest_hashes_of_the_fixed_list() -> None:
    draw = drawn(Cast())

    text = "".join(f"M-{number}\n" for number in draw.members)
    order = sorted(draw.members, key=lambda number: ticket("0312182329", f"M-{number}"))
    assert draw.list_hash == hashlib.sha256(text.encode()).hexdigest()
    assert [one.matter_id for one in draw.checks.all()] == order[:2]


def test_an_announced_list_never_changes() -> None:
    draw = announced(Cast())

    with pytest.raises(DatabaseError), transaction.atomic():
        FieldDraw.objects.filter(pk=draw.pk).update(members=[1])


def test_who_handled_it_does_not_check_it() -> None:
    cast = Cast()
    one = drawn(cast).checks.first()
    supervisor = cast.who(Role.SUPERVISOR, cast.units.county)

    with pytest.raises(NotAllowed):
        checking.give(check=one, unit=cast.units.roads, by=supervisor, now=later(days=39))

    one.refresh_from_db()
    assert one.unit is None


def test_what_a_third_unit_found_is_told_with_who_was_not_seen() -> None:
    cast = Cast()
    first, second = drawn(cast).checks.all()
    supervisor = cast.who(Role.SUPERVISOR, cast.units.county)
    looker = person(Role.HANDLER, cast.units.water)
    for one, finding in ((first, Finding.AGREES), (second, Finding.DECLINED)):
        checking.give(check=one, unit=cast.units.water, by=supervisor, now=later(days=39))
        checking.find(check=one, finding=finding, words="", by=looker, now=later(days=40))

    seen = figures.card(**MARCH).verified
    assert (seen.agrees, seen.differs, seen.declined, seen.population) == (1, 0, 1, 4)
    assert seen.low < 1 < seen.high + 1e-9
