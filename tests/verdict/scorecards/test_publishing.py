"""What was published stays; a difference is shown beside it with its reason."""

from datetime import date
from functools import partial

import pytest
from django.db import DatabaseError, transaction

from sanwen.core.ruling import NotAllowed
from sanwen.methods.rates import standardised
from sanwen.people.roles import Role
from sanwen.verdict.scorecards import comparing, profiles
from sanwen.verdict.scorecards.actions import keeping, publishing
from sanwen.verdict.scorecards.models import Correction, Length, Profile, PublishedCard
from sanwen.verdict.scorecards.periods import Period
from sanwen.verdict.scorecards.sheet import lines, sheet, tier_of
from tests.factories.judging import closed
from tests.factories.matters import Cast
from tests.factories.moments import later

pytestmark = pytest.mark.django_db
MARCH = Period(Length.MONTH, date(2026, 3, 1))
APRIL = later(days=40)


def published(cast: Cast) -> None:
    closed(cast, yes=2, silent=1)
    publishing.publish(period=MARCH, by=cast.who(Role.LEADER), now=APRIL)


def test_a_later_difference_stands_beside_the_published_figure() -> None:
    cast = Cast()
    published(cast)
    closed(cast, yes=1)
    assert sheet(MARCH).card.solved.hits == 2

    publishing.correct(period=MARCH, reason="补录一件。", by=cast.who(Role.LEADER), now=APRIL)

    found = sheet(MARCH)
    assert found.card.solved.hits == 2
    assert [now.solved.hits for _, now in found.corrections] == [3]
    assert found.corrections[0][0].reason == "补录一件。"


def test_a_published_tier_stands_though_more_is_judged_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cast = Cast()
    monkeypatch.setattr(comparing, "standardised", partial(standardised, fewest=1))
    published(cast)
    unit = PublishedCard.objects.exclude(unit=None).get().unit
    before = [line.tier for line in lines(MARCH, by=None)]
    counted = comparing.compare(since=MARCH.since, until=MARCH.until)

    for _ in range(30):
        closed(cast, yes=1)
    keeping.keep()

    assert [line.tier for line in lines(MARCH, by=None)] == before
    assert tier_of(sheet(MARCH, unit)) == counted[unit.pk]
    assert comparing.compare(since=MARCH.since, until=MARCH.until) != counted


def test_nothing_to_correct_is_refused() -> None:
    cast = Cast()
    published(cast)

    with pytest.raises(NotAllowed):
        publishing.correct(period=MARCH, reason="x", by=cast.who(Role.LEADER), now=APRIL)

    assert not Correction.objects.exists()


def test_a_period_is_published_once_and_not_before_it_is_over() -> None:
    cast = Cast()
    published(cast)
    count = PublishedCard.objects.count()

    for period in (MARCH, Period(Length.YEAR, date(2026, 1, 1))):
        with pytest.raises(NotAllowed):
            publishing.publish(period=period, by=cast.who(Role.LEADER), now=APRIL)

    assert PublishedCard.objects.count() == count


def test_the_database_keeps_what_was_published() -> None:
    published(Cast())

    with pytest.raises(DatabaseError), transaction.atomic():
        PublishedCard.objects.update(figures={})
    with pytest.raises(DatabaseError), transaction.atomic():
        PublishedCard.objects.all().delete()


def test_a_profile_begins_later_and_the_past_keeps_its_own() -> None:
    cast = Cast()
    new = profiles.Definition("2", date(2026, 7, 1), ("service",), reason="只评服务诉求。")

    publishing.set_profile(definition=new, by=cast.who(Role.LEADER), now=APRIL)

    assert profiles.on(date(2026, 6, 30)).version == "1"
    assert profiles.on(date(2026, 7, 1)).version == "2"
    again = profiles.Definition("3", date(2026, 4, 1), ("service",), reason="x")
    with pytest.raises(NotAllowed):
        publishing.set_profile(definition=again, by=cast.who(Role.LEADER), now=APRIL)
    assert Profile.objects.count() == 1


def test_weights_that_do_not_add_up_are_refused() -> None:
    cast = Cast()
    weights = {"contact": 30, "solved": 35, "satisfied": 30}
    new = profiles.Definition("2", date(2026, 7, 1), ("service",), weights=weights, reason="x")

    with pytest.raises(NotAllowed):
        publishing.set_profile(definition=new, by=cast.who(Role.LEADER), now=APRIL)

    assert not Profile.objects.exists()
