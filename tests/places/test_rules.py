"""Who changes places, and which units may be asked to lead."""

import pytest

from sanwen.core.actors import Machine, Resident
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places import rules
from sanwen.places.models import Duty, DutyKind, Level, Unit

TOWN = Unit(name="柳溪镇", level=Level.TOWN)
BUREAU = Unit(name="水务局", level=Level.COUNTY)


def holder(role: Role) -> User:
    user = User(username="x")
    user.__dict__["memberships_now"] = [type("Held", (), {"role": role})()]
    return user


def duty(code: str, kind: DutyKind) -> Duty:
    return Duty(category_code=code, item="修路灯", kind=kind)


def test_administrators_and_the_machine_change_places():
    assert rules.may_change_places(Machine("demo"))
    assert rules.may_change_places(holder(Role.ADMINISTRATOR))


@pytest.mark.parametrize(
    "by", [Resident("A7K3"), *(holder(r) for r in Role if r != Role.ADMINISTRATOR)]
)
def test_nobody_else_does(by):
    assert "administrator" in str(rules.may_change_places(by).reason)


@pytest.mark.parametrize(
    ("unit", "kinds", "words"),
    [
        (TOWN, [], ""),
        (TOWN, [("roads", DutyKind.BASIC)], ""),
        (TOWN, [("roads", DutyKind.ASSISTING), ("roads", DutyKind.BASIC)], ""),
        (TOWN, [("roads", DutyKind.ASSISTING)], "only assists"),
        (TOWN, [("roads", DutyKind.RECLAIMED)], "taken back upward"),
        (TOWN, [("water", DutyKind.BASIC)], "not on the duty list"),
        (TOWN, [("road", DutyKind.BASIC)], "not on the duty list"),
        (BUREAU, [("roads", DutyKind.ASSISTING)], ""),
    ],
)
def test_a_town_leads_what_is_basic_on_its_list(unit, kinds, words):
    ruling = rules.may_lead(unit, "roads.lamps", [duty(*each) for each in kinds])

    assert bool(ruling) == (words == "")
    assert words in str(ruling.reason)
