"""Who may see a topic: a table of roles, and small ones only where they are handled."""

import pytest
from django.db import IntegrityError, transaction

from sanwen.listen.topics.models import Part, Topic, TopicUnit
from sanwen.people.roles import Role
from tests.factories.matters import Cast
from tests.factories.moments import MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def topic(cast: Cast, people: int, **more: object) -> Topic:
    """Registered at the desk, handled by the roads bureau."""
    made = Topic.objects.create(
        name="夜间施工",
        people=people,
        voices=people,
        score=people,
        first_said_at=MORNING,
        last_said_at=MORNING,
        since=MORNING,
        counted_at=MORNING,
        **more,
    )
    TopicUnit.objects.create(topic=made, unit=cast.units.desk, part=Part.REGISTERED)
    TopicUnit.objects.create(topic=made, unit=cast.units.roads, part=Part.HANDLES)
    return made


# role · unit · sees a topic of many people · sees one of few
TABLE = [
    (Role.LEADER, "county", True, False),
    (Role.SUPERVISOR, "desk", True, False),
    (Role.INTAKE, "desk", True, False),
    (Role.AUDITOR, "county", True, False),
    (Role.UNIT_LEAD, "roads", True, True),
    (Role.UNIT_LEAD, "county", True, False),
    (Role.UNIT_LEAD, "water", False, False),
    (Role.LEADER, "town", False, False),
    (Role.SUPERVISOR, "town", False, False),
    (Role.INTAKE, "town", False, False),
    (Role.HANDLER, "roads", False, False),
    (Role.ADMINISTRATOR, "county", False, False),
]


@pytest.mark.parametrize(("role", "unit", "many", "few"), TABLE)
def test_who_sees_which_topics(cast: Cast, role: Role, unit: str, many: bool, few: bool) -> None:
    broad, small = topic(cast, 5), topic(cast, 4)
    person = cast.who(role, getattr(cast.units, unit))

    seen = set(Topic.objects.visible_to(person))

    assert (broad in seen, small in seen) == (many, few)


def test_a_small_topic_of_two_units_is_shown_to_neither(cast: Cast) -> None:
    small = topic(cast, 4)
    TopicUnit.objects.create(topic=small, unit=cast.units.water, part=Part.HANDLES)

    for unit in (cast.units.roads, cast.units.water):
        head = cast.who(Role.UNIT_LEAD, unit)
        assert not Topic.objects.visible_to(head).exists()


def test_the_desk_sees_a_small_topic_while_nobody_else_handles_it(cast: Cast) -> None:
    small = topic(cast, 3)
    TopicUnit.objects.filter(part=Part.HANDLES).update(unit=cast.units.desk)

    assert list(Topic.objects.visible_to(cast.clerk)) == [small]


def test_the_broadest_comes_first(cast: Cast) -> None:
    few, many = topic(cast, 6), topic(cast, 20)

    assert list(Topic.objects.broadest_first()) == [many, few]


def test_what_became_another_cannot_be_current(cast: Cast) -> None:
    heir = topic(cast, 6)

    with pytest.raises(IntegrityError, match="no_longer_current"), transaction.atomic():
        topic(cast, 6, became=heir)
