"""Whatever is written, in any order and mixed with counting: the sums are those of a full count."""

from datetime import timedelta
from itertools import count

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanwen.core.actors import Machine
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.actions import ending, opening
from sanwen.deliver.matters.models import Joining, Matter
from sanwen.deliver.matters.states import State
from sanwen.people.roles import Role
from sanwen.verdict.ratings import actions as ratings
from sanwen.verdict.scorecards.actions import excluding, keeping, returning
from sanwen.verdict.scorecards.models import Exclusion, Fact, Tally
from tests.factories.matters import Cast, answer_of, matter, taken_in
from tests.factories.moments import MORNING

pytestmark = pytest.mark.django_db
STATES = [State.REGISTERED, State.IN_HAND, State.ANSWERED, State.CLOSED, State.REDIRECTED]
_hours = count(1)


def _open(cast: Cast, at: int, pick: int) -> None:
    matter(cast, STATES[pick % len(STATES)], now=MORNING + timedelta(days=at * 9))


def _judge(cast: Cast, at: int, pick: int) -> None:
    one = _some(at)
    joinings = list(one.joinings.order_by("pk"))
    joining = (joinings * 8)[pick]
    said = ("yes", "partly", "no")[pick % 3]
    ratings.give(
        voice=joining.voice,
        answer=answer_of(one),
        solved=said,
        satisfaction=pick % 6 or None,
        contacted=(None, True, False)[at % 3],
        reopen_wanted=at % 2 == 0,
        now=MORNING + timedelta(days=30, hours=next(_hours)),
    )


def _lapse(cast: Cast, at: int, pick: int) -> None:
    ending.close_by_silence(matter=_some(at), by=Machine("clocks"), now=MORNING + timedelta(50))


def _join(cast: Cast, at: int, pick: int) -> None:
    new = taken_in(cast, now=MORNING + timedelta(days=pick)).matter
    opening.join(matter=new, into=_some(at), by=cast.clerk, now=MORNING + timedelta(days=31))


def _withdraw(cast: Cast, at: int, pick: int) -> None:
    joining = _some(at).joinings.order_by("pk")[0]
    ending.withdraw(voice=joining.voice, now=MORNING + timedelta(days=32))


def _exclude(cast: Cast, at: int, pick: int) -> None:
    now = MORNING + timedelta(days=60)
    one = excluding.propose(
        matter=_some(at), ground="no_basis", reason="无依据。", by=cast.clerk, now=now
    )
    excluding.confirm(exclusion=one, by=cast.who(Role.SUPERVISOR), now=now)


def _object(cast: Cast, at: int, pick: int) -> None:
    one = Exclusion.objects.order_by("pk").last()
    if one is not None:
        joining = Joining.objects.filter(matter=one.matter_id).order_by("pk")[0]
        excluding.object_to(exclusion=one, voice=joining.voice, words="应当算。", now=MORNING)


def _came_back(cast: Cast, at: int, pick: int) -> None:
    one, other = _some(at), _some(pick)
    if one.pk != other.pk:
        returning.note([(one.pk, other.pk, MORNING.date() + timedelta(days=pick * 20))])


def _by_hand(cast: Cast, at: int, pick: int) -> None:
    """What no act does: a subject, a place or an urgency mended in the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE matters_matter SET urgent = NOT urgent, returns = %s WHERE id = %s",
            [pick, _some(at).pk],
        )


def _count(cast: Cast, at: int, pick: int) -> None:
    keeping.keep(most=pick + 1)


def _some(at: int) -> Matter:
    every = Matter.objects.order_by("pk")
    return every[at % every.count()]


ACTS = [_open, _judge, _lapse, _join, _withdraw, _exclude, _object, _came_back, _by_hand, _count]
WAY = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 7), st.integers(0, 7)), max_size=14)


@given(way=WAY)
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_sums_equal_a_full_count_whatever_happened(way: list[tuple[object, int, int]]) -> None:
    with transaction.atomic():
        cast = Cast()
        for number in range(3):
            _open(cast, number, number + 1)
        for act, at, pick in way:
            try:
                with transaction.atomic():
                    act(cast, at, pick)  # type: ignore[operator]
            except (NotAllowed, IndexError, AttributeError, ObjectDoesNotExist):
                continue

        keeping.keep()
        assert not keeping.difference()
        kept = list(Tally.objects.order_by("pk").values_list("opened", "ended", "solved"))
        facts = list(Fact.objects.order_by("matter").values())
        keeping.recount(by=Machine("tests"))

        assert facts == list(Fact.objects.order_by("matter").values())
        assert sum(row[2] for row in kept) == sum(Tally.objects.values_list("solved", flat=True))
        transaction.set_rollback(True)
