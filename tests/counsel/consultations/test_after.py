"""Decided, carried out, judged: noted in this order, on days that have come, told to all."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from sanwen.core.ruling import NotAllowed
from sanwen.counsel.consultations.actions import publishing
from sanwen.counsel.consultations.models import Consultation
from sanwen.counsel.consultations.phases import Kind
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.consultations import TODAY, consultation
from tests.factories.moments import MORNING, later
from tests.factories.people import person
from tests.factories.places import units
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db
DONE = "停车场铺好了，小广场装了灯。"


@pytest.fixture
def head() -> User:
    return person(Role.UNIT_LEAD, units().town)


@pytest.fixture
def one() -> Consultation:
    """Asked until the day before yesterday."""
    days = (Kind.GATHER, TODAY - timedelta(days=40), TODAY - timedelta(days=2))
    return consultation(units().town, phases=[days])


def note(one: Consultation, kind: Kind, head: User, *, days: int = 0, words: str = DONE) -> None:
    publishing.begin(
        consultation=one,
        kind=kind,
        on=TODAY + timedelta(days=days),
        words="" if kind == Kind.DECIDED else words,
        by=head,
        now=later(days=days),
    )


def test_each_follows_the_one_before_it_and_ends_it(one, head):
    note(one, Kind.DECIDED, head)
    note(one, Kind.CARRIED_OUT, head, days=100)
    note(one, Kind.JUDGED, head, days=110)

    days = {phase.kind: (phase.opens_on, phase.closes_on) for phase in one.phases.all()}

    assert days[Kind.DECIDED] == (TODAY, TODAY + timedelta(days=99))
    assert days[Kind.CARRIED_OUT] == (TODAY + timedelta(days=100), TODAY + timedelta(days=109))
    assert days[Kind.JUDGED] == (TODAY + timedelta(days=110), None)
    assert one.phases.get(kind=Kind.CARRIED_OUT).words == DONE


def test_two_on_one_day_each_have_that_day(one, head):
    note(one, Kind.DECIDED, head)
    note(one, Kind.CARRIED_OUT, head)

    assert one.phases.get(kind=Kind.DECIDED).closes_on == TODAY


@pytest.mark.parametrize(
    ("noted", "kind"),
    [
        ([], Kind.CARRIED_OUT),
        ([], Kind.JUDGED),
        ([Kind.DECIDED], Kind.JUDGED),
        ([Kind.DECIDED], Kind.DECIDED),
        ([Kind.DECIDED, Kind.CARRIED_OUT], Kind.CARRIED_OUT),
        ([], Kind.GATHER),
    ],
)
def test_none_is_noted_out_of_its_turn_or_twice(one, head, noted, kind):
    for each in noted:
        note(one, each, head)

    with nothing_changes(), pytest.raises(NotAllowed):
        note(one, kind, head)


def test_what_was_announced_does_not_count_as_noted(one, head):
    one.phases.create(kind=Kind.DECIDED, opens_on=TODAY - timedelta(days=1))

    with nothing_changes(), pytest.raises(NotAllowed):
        note(one, Kind.CARRIED_OUT, head)


def test_nothing_is_decided_while_people_are_asked(head):
    still = consultation(units().town)

    with nothing_changes(), pytest.raises(NotAllowed, match="asked|征求|问"):
        note(still, Kind.DECIDED, head)


def test_a_day_ahead_is_refused_and_so_is_a_silent_note(one, head):
    note(one, Kind.DECIDED, head)
    tomorrow = TODAY + timedelta(days=1)

    with nothing_changes(), pytest.raises(NotAllowed):
        publishing.begin(
            consultation=one, kind=Kind.CARRIED_OUT, on=tomorrow, words=DONE, by=head, now=MORNING
        )
    with nothing_changes(), pytest.raises(NotAllowed):
        note(one, Kind.CARRIED_OUT, head, words=" ")


def test_it_is_not_carried_out_before_it_was_decided(one, head):
    note(one, Kind.DECIDED, head)

    with nothing_changes(), pytest.raises(NotAllowed):
        publishing.begin(
            consultation=one,
            kind=Kind.CARRIED_OUT,
            on=TODAY - timedelta(days=1),
            words=DONE,
            by=head,
            now=MORNING,
        )


def test_the_desk_notes_both_and_all_read_them_with_the_place_to_judge(one, head):
    note(one, Kind.DECIDED, head)
    desk = Client(headers={"accept-language": "en"})
    desk.force_login(head)
    path = f"/desk/asks/C-{one.pk}/"
    with time_machine.travel(later(days=100), tick=False):
        assert "Note that it is carried out" in desk.get(path).content.decode()
        done = {"on": str(TODAY + timedelta(days=99)), "words": DONE}
        assert desk.post(f"{path}after/carried-out/", done).status_code == 302
        assert "Open it for judging" in desk.get(path).content.decode()
        how = {
            "on": str(TODAY + timedelta(days=100)),
            "words": "在村民小组会上",
            "link": "https://a.cn/j",
        }
        assert desk.post(f"{path}after/judged/", how).status_code == 302

        told = (
            Client(headers={"accept-language": "zh-hans"}).get(f"/ask/C-{one.pk}/").content.decode()
        )

    for words in (DONE, "在村民小组会上", 'href="https://a.cn/j"', "到那里评价"):
        assert words in told


@pytest.mark.parametrize(
    ("what", "sent", "status"),
    [
        ("carried-out", {"on": "", "words": DONE}, 422),
        ("judged", {"on": str(TODAY), "words": DONE, "link": "javascript:alert(1)"}, 422),
        ("judged", {"on": str(TODAY), "words": DONE}, 403),
        ("gather", {"on": str(TODAY), "words": DONE}, 404),
    ],
)
def test_what_cannot_be_noted_is_refused_on_the_page(one, head, what, sent, status):
    note(one, Kind.DECIDED, head)
    desk = Client()
    desk.force_login(head)

    with time_machine.travel(later(hours=1), tick=False), nothing_changes():
        answer = desk.post(f"/desk/asks/C-{one.pk}/after/{what}/", sent)

    assert answer.status_code == status
