"""Totals, and the votes' hash that anybody recounts from the export."""

import json
from datetime import timedelta
from hashlib import sha256
from threading import Thread

import pytest
from django.db import connection

from sanwen.counsel.consultations import choosing, ledger, reading, seats
from sanwen.counsel.consultations.actions import counting, voting
from sanwen.counsel.consultations.models import OpinionMap, Participant, StatementCount, Vote
from sanwen.counsel.consultations.states import Stand
from sanwen.integrity.audit.models import Entry
from tests.factories.consultations import consultation, statements, voters
from tests.factories.moments import MORNING

ROWS = [[1, -1, 0], [1, None, -1], [None, None, None], [-1, 1, 1]]


@pytest.fixture
def one(db):
    made = consultation()
    statements(made, ["甲。", "乙。", "丙。"])
    voters(made, ROWS)
    return made


def test_totals_of_what_is_shown_and_of_who_voted(one):
    counted = counting.count(consultation=one, now=MORNING)

    totals = StatementCount.objects.order_by("statement__number")
    assert [(c.agree, c.disagree, c.skip) for c in totals] == [(2, 1, 0), (1, 1, 0), (1, 1, 1)]
    assert (counted.participants, counted.votes) == (3, 8)


def test_only_what_changed_is_counted_again(one):
    assert counting.count_due(now=MORNING + timedelta(seconds=30)) == [one]
    assert counting.count_due(now=MORNING + timedelta(minutes=1)) == []

    Vote.objects.update(cast_at=MORNING + timedelta(minutes=2))
    assert counting.count_due(now=MORNING + timedelta(minutes=2, seconds=3)) == [one]


def test_the_hash_is_that_of_sorted_lines(one):
    rows = list(ledger.votes(one))
    lines = "".join(f"{p},{s},{v}\n" for p, s, v in sorted(rows))

    found = ledger.summed(ledger.votes(one))

    assert rows == sorted(rows)
    assert found == ledger.Summed(3, 8, sha256(lines.encode()).hexdigest())


def test_numbers_of_participants_say_nothing_of_who_came_first(one):
    keys = Participant.objects.filter(votes__isnull=False).distinct().order_by("key_hash")
    first = {v.statement.number: v.value for v in keys[0].votes.select_related("statement")}

    assert {s: v for p, s, v in ledger.votes(one) if p == 1} == first


def test_what_is_held_back_is_not_among_the_votes(one):
    one.statements.filter(number=1).update(stand=Stand.HELD, reason="insult")

    assert {s for _p, s, _v in ledger.votes(one)} == {2, 3}
    assert counting.count(consultation=one, now=MORNING).votes == 5


def test_the_hash_is_sealed_once_when_a_phase_is_over(one):
    after = MORNING + timedelta(days=21)
    assert counting.seal_due(now=MORNING) == 0

    assert counting.seal_due(now=after) == 1
    assert counting.seal_due(now=after) == 0

    row = Entry.objects.get(verb="consultation.votes_sealed")
    told = json.loads(row.details)
    expected = ledger.summed(ledger.votes(one)).hash
    assert told == {"hash": expected, "participants": 3, "phase": "gather", "votes": 8}
    assert one.phases.get().votes_hash == OpinionMap.objects.get().votes_hash == expected


def test_single_votes_leave_no_row_on_the_trail(one):
    before = Entry.objects.count()
    board = reading.board(one.pk)

    voting.cast(board=board, seat=seats.fresh(), number=1, value=1, now=MORNING)

    assert Entry.objects.count() == before


def test_what_few_have_seen_and_most_agree_to_comes_first():
    new, few, many = choosing.weights([(0, 0, 0), (5, 5, 0), (50, 50, 0)])
    agreed, passed = choosing.weights([(90, 10, 0), (10, 10, 80)])

    assert new == choosing.FRESH
    assert new > few > many
    assert agreed > passed


def test_the_draw_follows_the_weights_and_can_be_redone():
    weighed = {1: 1.0, 2: 3.0, 3: 0.0, 4: 9.0}
    drawn = [choosing.next_of(weighed, {4}, seed="种子", code=f"C{n}") for n in range(4000)]

    assert drawn == [choosing.next_of(weighed, {4}, seed="种子", code=f"C{n}") for n in range(4000)]
    assert set(drawn) == {1, 2}
    assert 2800 < drawn.count(2) < 3200
    assert choosing.next_of(weighed, {1, 2, 3, 4}, seed="种子", code="C") is None
    assert choosing.next_of({}, (), seed="种子", code="C") is None


@pytest.mark.django_db(transaction=True)
def test_of_many_taps_at_once_one_vote_stands_and_one_participant():
    made = consultation()
    statements(made, ["甲。"])
    board, seat = reading.board(made.pk), seats.fresh()
    faults: list[BaseException] = []

    def tap(value: int) -> None:
        try:
            voting.cast(board=board, seat=seat, number=1, value=value, now=MORNING)
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [Thread(target=tap, args=(n % 3 - 1,)) for n in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert (Participant.objects.count(), Vote.objects.count()) == (1, 1)
