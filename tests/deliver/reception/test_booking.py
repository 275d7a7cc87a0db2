"""An appointment: made without an account, kept with little, given up or called off with a word."""

from datetime import date, time, timedelta

import pytest

from sanwen.core import codes
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.reception import codes as visit_codes
from sanwen.deliver.reception.actions import booking, keeping
from sanwen.deliver.reception.models import Visit
from sanwen.deliver.reception.states import State
from sanwen.integrity.audit.models import Entry
from sanwen.integrity.vault.models import Contact, Way
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.notices.models import Notice
from tests.factories.matters import Cast
from tests.factories.moments import MORNING, later
from tests.factories.reception import TEN, TOMORROW, booked, counter, draft, visit
from tests.factories.unchanged import nothing_changes, world

pytestmark = pytest.mark.django_db
MAIL = ContactDraft(email="wang@example.org", wishes=Way.EMAIL)


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_an_appointment_gives_a_number_and_a_code(cast: Cast) -> None:
    one, mine = counter(cast), draft()

    made = booking.book(mine, counter=one, on=TOMORROW, begins=TEN, now=MORNING)

    assert (made.called, made.state, made.people) == ("A01", State.EXPECTED, 1)
    assert codes.is_valid(mine.code)
    found = visit_codes.visit_for(codes.grouped(mine.code).lower())
    assert found is not None
    assert found.pk == made.pk


def test_the_code_is_kept_nowhere(cast: Cast) -> None:
    mine = draft()

    booking.book(mine, counter=counter(cast), on=TOMORROW, begins=TEN, now=MORNING)

    assert mine.code not in str(world())


def test_without_a_contact_the_vault_holds_nothing(cast: Cast) -> None:
    booked(counter(cast))

    assert not Contact.objects.exists()


def test_a_contact_goes_into_the_vault_and_is_erased_thirty_days_after(cast: Cast) -> None:
    made = booked(counter(cast), contact=MAIL)

    keeping.let_go(now=later(days=31))
    assert Contact.objects.get().email is not None
    keeping.let_go(now=later(days=33))

    assert "wang@example.org" not in str(world())
    contact = Contact.objects.get(pk=made.contact_id)
    assert contact.email is None
    assert contact.erased_at


@pytest.mark.parametrize(
    ("on", "at"),
    [
        (MORNING.date(), time(9)),  # an hour that is over
        (TOMORROW, time(7)),  # before opening
        (TOMORROW, time(10, 10)),  # between two slots
        (date(2026, 3, 14), TEN),  # a Saturday
        (MORNING.date() + timedelta(days=16), TEN),  # too far ahead
    ],
)
def test_what_is_not_open_is_refused_and_nothing_changes(cast: Cast, on: date, at: time) -> None:
    one = counter(cast)

    with nothing_changes(), pytest.raises(NotAllowed):
        booking.book(draft(), counter=one, on=on, begins=at, now=MORNING)


def test_a_full_time_is_refused_and_nothing_changes(cast: Cast) -> None:
    one = counter(cast)
    booked(one), booked(one)

    with nothing_changes(), pytest.raises(NotAllowed, match="taken|占|选"):
        booked(one)


def test_a_cancelled_time_is_free_for_somebody_else(cast: Cast) -> None:
    one = counter(cast)
    first, _ = booked(one), booked(one)

    booking.cancel(visit=first, now=MORNING)

    assert booked(one).state == State.EXPECTED


@pytest.mark.parametrize("people", [0, 6, 40])
def test_more_than_five_are_asked_to_choose_and_nothing_is_written(cast: Cast, people: int) -> None:
    one = counter(cast)

    with nothing_changes(), pytest.raises(NotAllowed, match="第二十条"):
        booked(one, people=people)


def test_five_come_together_and_nobody_is_named(cast: Cast) -> None:
    made = booked(counter(cast), people=5)

    assert made.people == 5
    names = {field.name for field in Visit._meta.concrete_fields}
    assert not names & {"name", "names", "representatives", "group"}


def test_whoever_left_an_address_is_told_when_it_is_called_off(
    cast: Cast, django_capture_on_commit_callbacks
) -> None:
    made = booked(counter(cast), contact=MAIL)

    with django_capture_on_commit_callbacks(execute=True):
        booking.call_off(visit=made, because="窗口检修", by=cast.clerk, now=MORNING)

    notice = Notice.objects.get()
    assert (notice.subject, notice.contact_id) == (made.ref, made.contact_id)


def test_a_look_at_the_contact_is_recorded(cast: Cast) -> None:
    made = booked(counter(cast), contact=MAIL)

    seen = booking.see_contact(visit=made, by=cast.clerk, now=MORNING)

    assert seen.email == "wang@example.org"
    assert Entry.objects.filter(verb="contact.revealed", actor=cast.clerk.actor_ref).exists()


def test_once_the_visitor_is_there_nobody_looks_at_the_contact(cast: Cast) -> None:
    made = booked(counter(cast), contact=MAIL)
    Visit.objects.filter(pk=made.pk).update(state=State.WAITING)

    with nothing_changes(), pytest.raises(NotAllowed):
        booking.see_contact(visit=made, by=cast.clerk, now=MORNING)


def test_at_night_the_queue_of_yesterday_ends(cast: Cast) -> None:
    one = counter(cast)
    there = [visit(cast, one, state) for state in (State.IN_TALK, State.WAITING)]

    keeping.let_go(now=later(days=1))

    states = [Visit.objects.get(pk=one.pk).state for one in there]
    assert states == [State.DONE, State.LEFT]
