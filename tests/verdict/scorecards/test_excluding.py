"""A matter leaves the rate by two people, comes back by an objection, and a third one decides."""

import pytest

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.models import Step
from sanwen.people.roles import Role
from sanwen.verdict.scorecards import figures
from sanwen.verdict.scorecards.actions import excluding, keeping
from sanwen.verdict.scorecards.models import Exclusion, Ground, Stage
from tests.factories.judging import judged
from tests.factories.matters import Cast, voice_of
from tests.factories.moments import later
from tests.factories.people import person
from tests.verdict.scorecards.test_keeping import MARCH

pytestmark = pytest.mark.django_db


def proposed(cast: Cast) -> Exclusion:
    return excluding.propose(
        matter=judged(cast, "yes"),
        ground=Ground.NO_BASIS,
        reason="没有法律规定可以这样做。",
        by=cast.clerk,
        now=later(days=3),
    )


def asked() -> int:
    keeping.keep()
    return figures.card(**MARCH).solved.of


def test_it_counts_until_a_second_person_has_confirmed() -> None:
    cast = Cast()
    one = proposed(cast)
    assert asked() == 1

    excluding.confirm(exclusion=one, by=cast.who(Role.SUPERVISOR), now=later(days=4))

    assert asked() == 0
    assert figures.card(**MARCH).closed == 1
    assert figures.card(**MARCH).excluded == 1
    assert Step.objects.filter(matter=one.matter, verb="excluded", inside=False).exists()


def test_an_objection_puts_it_back_until_a_third_person_decides() -> None:
    cast = Cast()
    one = proposed(cast)
    first = cast.who(Role.SUPERVISOR)
    excluding.confirm(exclusion=one, by=first, now=later(days=4))
    words = "有规定的。"
    excluding.object_to(exclusion=one, voice=voice_of(one.matter), words=words, now=later(days=5))
    assert asked() == 1

    with pytest.raises(NotAllowed):
        excluding.decide(exclusion=one, uphold=True, decision="维持", by=first, now=later(days=6))
    other = person(Role.SUPERVISOR, cast.units.county)
    excluding.decide(exclusion=one, uphold=True, decision="维持", by=other, now=later(days=6))

    assert asked() == 0
    assert [line.objected for line in figures.exclusions(**MARCH)] == [1, 0, 0, 0]


@pytest.mark.parametrize("role", [Role.HANDLER, Role.UNIT_LEAD, Role.LEADER, Role.AUDITOR])
def test_nobody_else_confirms_and_nothing_changes(role: Role) -> None:
    cast = Cast()
    one = proposed(cast)

    with pytest.raises(NotAllowed):
        excluding.confirm(exclusion=one, by=person(role, cast.units.roads), now=later(days=4))

    one.refresh_from_db()
    assert (one.state, one.in_force) == (Stage.PROPOSED, False)


def test_the_handler_who_is_also_a_clerk_does_not_propose() -> None:
    cast = Cast()
    one = judged(cast, "yes")
    clerk = person(Role.INTAKE, cast.units.desk)
    type(one).objects.filter(pk=one.pk).update(handler=clerk)

    with pytest.raises(NotAllowed):
        excluding.propose(matter=one, ground=Ground.NO_BASIS, reason="x", by=clerk)

    assert not Exclusion.objects.exists()
