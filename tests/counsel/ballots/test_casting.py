"""A slip goes into the box: once, for good, and with nothing that leads back to a voter."""

from datetime import timedelta

import pytest
from django.db import connection

from sanwen.core.ruling import NotAllowed
from sanwen.counsel.ballots import seats
from sanwen.counsel.ballots.actions import casting, preparing
from sanwen.counsel.ballots.models import Identity, Shape, Slip, Voter
from sanwen.counsel.ballots.states import State
from sanwen.integrity.audit.models import Entry
from sanwen.people.roles import Role
from tests.factories.ballots import AFTER, ballot
from tests.factories.moments import MORNING
from tests.factories.people import person
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db
CHOSEN = [("03", 1), ("01", 1)]


def test_a_slip_holds_what_was_chosen_and_nothing_else() -> None:
    one = ballot()

    done = casting.cast(ballot=one, code=seats.fresh(), chosen=CHOSEN, now=MORNING)

    slip = Slip.objects.get()
    assert slip.marks == "01,03"
    assert slip.receipt == done.receipt == seats.receipt(one.pk, done.code)
    assert {field.name for field in Slip._meta.concrete_fields} == {
        "id",
        "ballot",
        "marks",
        "receipt",
    }


def test_neither_table_knows_the_code_the_moment_or_the_other() -> None:
    one, code = ballot(), seats.fresh()

    done = casting.cast(ballot=one, code=code, chosen=CHOSEN, now=MORNING)

    told = repr(list(Voter.objects.values_list())) + repr(list(Slip.objects.values_list()))
    assert code not in told
    assert done.code.replace("-", "") not in told
    assert {field.name for field in Voter._meta.concrete_fields} == {
        "id",
        "ballot",
        "code_hash",
        "has_voted",
    }


def test_casting_leaves_no_trail() -> None:
    one = ballot()
    before = Entry.objects.count()

    casting.cast(ballot=one, code=seats.fresh(), chosen=CHOSEN, now=MORNING)

    assert Entry.objects.count() == before


def test_a_code_counts_once() -> None:
    one, code = ballot(), seats.fresh()
    casting.cast(ballot=one, code=code, chosen=CHOSEN, now=MORNING)

    with nothing_changes(), pytest.raises(NotAllowed):
        casting.cast(ballot=one, code=code, chosen=[("02", 1)], now=MORNING)


def test_only_codes_that_were_handed_out_count_where_they_are_asked_for() -> None:
    one = ballot(identity=Identity.CODE)
    given = preparing.hand_out(ballot=one, many=2, by=person(Role.UNIT_LEAD, one.unit), now=MORNING)

    with nothing_changes(), pytest.raises(NotAllowed):
        casting.cast(ballot=one, code=seats.fresh(), chosen=CHOSEN, now=MORNING)
    casting.cast(ballot=one, code=given[0], chosen=CHOSEN, now=MORNING)
    with nothing_changes(), pytest.raises(NotAllowed):
        casting.cast(ballot=one, code=given[0], chosen=CHOSEN, now=MORNING)

    assert Voter.objects.filter(has_voted=True).count() == Slip.objects.count() == 1


@pytest.mark.parametrize("state", [s for s in State if s != State.VOTING])
def test_outside_voting_nothing_is_cast(state: State) -> None:
    one = ballot(state=state)

    with nothing_changes(), pytest.raises(NotAllowed):
        casting.cast(ballot=one, code=seats.fresh(), chosen=CHOSEN, now=MORNING)


@pytest.mark.parametrize("now", [MORNING - timedelta(days=1), AFTER])
def test_before_the_first_and_after_the_last_day_nothing_is_cast(now) -> None:
    one = ballot()

    with nothing_changes(), pytest.raises(NotAllowed):
        casting.cast(ballot=one, code=seats.fresh(), chosen=CHOSEN, now=now)


def test_a_page_that_was_loaded_before_it_was_withdrawn_casts_nothing() -> None:
    """The state is read again, held, from the table."""
    one = ballot()
    type(one).objects.filter(pk=one.pk).update(
        state=State.WITHDRAWN, withdrawn_at=MORNING, withdrawn_because="钱没有批下来。"
    )

    with nothing_changes(), pytest.raises(NotAllowed):
        casting.cast(ballot=one, code=seats.fresh(), chosen=CHOSEN, now=MORNING)


@pytest.mark.parametrize(
    ("shape", "chosen", "marks"),
    [
        (Shape.APPROVAL, [("03", 1), ("01", 1)], "01,03"),
        (Shape.RANKED, [("03", 1), ("01", 1)], "03,01"),
        (Shape.SCORE, [("03", 2), ("01", 5), ("02", 0)], "01:5,03:2"),
    ],
)
def test_each_shape_is_written_in_its_way(shape: Shape, chosen, marks: str) -> None:
    one = ballot(shape=shape)

    casting.cast(ballot=one, code=seats.fresh(), chosen=chosen, now=MORNING)

    assert Slip.objects.get().marks == marks


@pytest.mark.django_db(transaction=True)
def test_other_slips_are_written_anew_with_each_one() -> None:
    """The transaction that marked a voter's row marks several slips, too."""
    one = ballot()
    for _ in range(30):
        casting.cast(ballot=one, code=seats.fresh(), chosen=CHOSEN, now=MORNING)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text), count(*) FROM ballots_slip")
        marks, slips = cursor.fetchone()

    assert slips == 30
    assert marks < 20
