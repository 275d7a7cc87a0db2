"""Two people act on the same matter in the same moment, on two connections: one is told."""

import pytest

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.actions import assigning, opening
from sanwen.deliver.matters.actions.assigning import Assign
from sanwen.deliver.matters.models import Assignment, Joining, Matter, Step
from sanwen.deliver.matters.states import State
from sanwen.integrity.audit.models import Entry
from sanwen.people.roles import Role
from tests.factories.at_once import at_once
from tests.factories.matters import Cast, matter, taken_in
from tests.factories.people import person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("with_version", [True, False])
def test_two_clerks_assign_at_once_and_one_is_told(with_version: bool) -> None:
    cast = Cast()
    other = person(Role.INTAKE, cast.units.desk)
    one = matter(cast)
    seen = one.version if with_version else None

    results = at_once(
        lambda: assigning.assign(
            matter=one, to=Assign(lead=cast.units.roads), by=cast.clerk, version=seen
        ),
        lambda: assigning.assign(
            matter=one, to=Assign(lead=cast.units.water), by=other, version=seen
        ),
    )

    refused = [result for result in results if isinstance(result, NotAllowed)]
    assert len(refused) == 1
    assert str(refused[0])
    one.refresh_from_db()
    assert one.state == State.ASSIGNED
    assert Assignment.objects.filter(matter=one).count() == 1
    assert Step.objects.filter(matter=one, verb="assign").count() == 1
    assert Entry.objects.about(one.trail_ref).filter(verb="matter.assign").count() == 1


def test_two_handlers_take_at_once_and_one_has_it() -> None:
    cast = Cast()
    one = matter(cast, State.ASSIGNED)

    results = at_once(
        lambda: assigning.take(matter=one, by=cast.handler),
        lambda: assigning.take(matter=one, by=cast.head),
    )

    assert sum(isinstance(result, NotAllowed) for result in results) == 1
    assert Step.objects.filter(matter=one, verb="take").count() == 1


def test_two_matters_joined_to_each_other_at_once_do_not_wait_for_ever() -> None:
    cast = Cast()
    first, second = taken_in(cast).matter, taken_in(cast, text="同一盏灯。").matter

    results = at_once(
        lambda: opening.join(matter=first, into=second, by=cast.clerk),
        lambda: opening.join(matter=second, into=first, by=person(Role.INTAKE, cast.units.desk)),
    )

    assert sum(isinstance(result, NotAllowed) for result in results) == 1
    joined = Matter.objects.get(state=State.JOINED)
    assert Joining.objects.filter(matter=joined).count() == 0
    assert Joining.objects.filter(matter=joined.joined_into).count() == 2
