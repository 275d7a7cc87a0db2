"""Sums are what a full count gives, whatever happened and in whatever order."""

from datetime import date, timedelta

import pytest
from django.db import connection

from sanwen.core.actors import Machine
from sanwen.deliver.matters.actions import ending, opening
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.states import State
from sanwen.verdict.ratings import actions as ratings
from sanwen.verdict.scorecards import figures
from sanwen.verdict.scorecards.actions import keeping
from sanwen.verdict.scorecards.models import CameBack, Fact, Grain, Tally
from sanwen.verdict.scorecards.summing import of_units
from tests.factories.matters import Cast, answer_of, matter, voice_of
from tests.factories.moments import later

pytestmark = pytest.mark.django_db
MARCH = {"since": date(2026, 3, 1), "until": date(2026, 4, 1)}


def judged(cast: Cast, said: str, **more: object) -> Matter:
    one = matter(cast, State.ANSWERED)
    ratings.give(voice=voice_of(one), answer=answer_of(one), solved=said, now=later(days=1), **more)
    one.refresh_from_db()
    return one


def test_a_closed_matter_is_counted_once_with_what_was_said() -> None:
    cast = Cast()
    judged(cast, "yes", satisfaction=4, contacted=True)
    judged(cast, "yes", satisfaction=2, contacted=False)
    matter(cast, State.CLOSED)

    keeping.keep()

    card = figures.card(**MARCH)
    assert (card.closed, card.solved.hits, card.solved.judged, card.solved.of) == (3, 2, 2, 3)
    assert card.solved.bounds == (2 / 3, 1)
    assert (card.contact.hits, card.contact.judged) == (1, 2)
    assert card.satisfaction.levels == {5: 0, 4: 1, 3: 0, 2: 1, 1: 0}
    assert not keeping.difference()


def test_not_solved_brings_it_back_and_it_is_not_closed() -> None:
    cast = Cast()
    one = judged(cast, "no")

    keeping.keep()

    assert one.state == State.REOPENED
    assert figures.card(**MARCH).closed == 0
    assert figures.card(**MARCH).workload.open_now == 1


def test_more_than_half_of_those_who_answered_decide() -> None:
    cast = Cast()
    one = matter(cast, State.ANSWERED, voices=3)
    for said, voice in zip(("yes", "partly"), one.joinings.all(), strict=False):
        ratings.give(voice=voice.voice, answer=answer_of(one), solved=said, now=later(days=1))
    ending.close_by_silence(matter=one, by=Machine("clocks"), now=later(days=20))

    keeping.keep()

    fact = Fact.objects.get(matter=one.pk)
    assert (fact.solved, fact.people, fact.people_judged, fact.people_solved) == ("partly", 3, 2, 1)


def test_what_came_back_within_ninety_days_counts_against_it() -> None:
    cast = Cast()
    early, late = judged(cast, "yes"), judged(cast, "yes")
    again = matter(cast)
    closed = early.closed_at.date()
    CameBack.objects.create(earlier=early.pk, matter=again.pk, came_on=closed + timedelta(days=90))
    CameBack.objects.create(
        earlier=late.pk, matter=again.pk + 1, came_on=closed + timedelta(days=91)
    )

    keeping.keep()

    assert list(Fact.objects.filter(came_back=True).values_list("matter", flat=True)) == [early.pk]


def test_the_same_words_again_are_noticed_whichever_is_counted_first() -> None:
    cast = Cast()
    first, second = judged(cast, "yes"), judged(cast, "yes")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE matters_answer SET sent_at = sent_at + interval '1 hour' WHERE matter_id = %s",
            [first.pk],
        )

    keeping.keep()

    assert list(Fact.objects.filter(alike=True).values_list("matter", flat=True)) == [first.pk]
    assert second.pk


def test_joined_matters_move_their_people_to_the_other() -> None:
    cast = Cast()
    kept = matter(cast, State.ANSWERED)
    keeping.keep()
    other = matter(cast)
    opening.join(matter=other, into=matter(cast, State.IN_HAND), by=cast.clerk, now=later(days=2))

    keeping.keep()

    assert Fact.objects.get(matter=other.pk).ending == "joined"
    assert Fact.objects.get(matter=kept.pk).is_pending
    assert not keeping.difference()


def test_a_sum_that_was_tampered_with_is_found_and_mended() -> None:
    cast = Cast()
    judged(cast, "yes")
    keeping.keep()
    Tally.objects.filter(solved=1).update(solved=2)

    found = keeping.difference()
    keeping.recount(by=Machine("tests"))

    assert found.sums
    assert not keeping.difference()
    assert figures.card(**MARCH).solved.hits == 1


def test_a_fact_that_was_tampered_with_is_found_and_mended_with_its_sums() -> None:
    cast = Cast()
    one, gone = judged(cast, "yes"), judged(cast, "yes")
    keeping.keep()
    Fact.objects.filter(matter=one.pk).update(solved="no")
    Fact.objects.filter(matter=gone.pk).update(matter=gone.pk + 1000)

    found = keeping.recount(by=Machine("tests"))

    assert found.facts == 3
    assert not keeping.difference()
    assert figures.card(**MARCH).solved.hits == 2


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2026, 3, 1), date(2026, 4, 1)),
        (date(2026, 2, 11), date(2026, 4, 9)),
        (date(2026, 3, 2), date(2026, 3, 30)),
        (date(2025, 12, 31), date(2026, 3, 1)),
    ],
)
def test_months_and_the_days_at_both_ends_are_all_the_days(since: date, until: date) -> None:
    days = [since + timedelta(days=n) for n in range((until - since).days)]

    parts = of_units(since, until)

    found = []
    for grain, first, last in parts:
        assert grain == Grain.UNIT_DAY or (first.day, last.day) == (1, 1)
        found += [first + timedelta(days=n) for n in range((last - first).days)]
    assert found == days


def test_a_card_of_days_is_the_sum_of_its_facts() -> None:
    cast = Cast()
    judged(cast, "yes")
    matter(cast, State.CLOSED)
    keeping.keep()
    ends = sorted(Fact.objects.exclude(ended_on=None).values_list("ended_on", flat=True))

    for since, until in ((ends[0], ends[-1]), (ends[0] - timedelta(days=45), ends[-1])):
        closed = sum(since <= day < until for day in ends)
        assert figures.card(since=since, until=until).closed == closed
