"""The lot is public before anybody can know it, and everything said is followed to an answer."""

import hashlib
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from sanwen.core.ruling import NotAllowed
from sanwen.counsel.meetings import lot, notices
from sanwen.counsel.meetings.actions import drawing, holding, inviting, preparing
from sanwen.counsel.meetings.drafts import Announcement
from sanwen.counsel.meetings.listed import Line
from sanwen.counsel.meetings.models import Candidate, Meeting, MeetingOpinion
from sanwen.counsel.meetings.states import Seat, State
from sanwen.integrity.audit.models import Entry
from sanwen.integrity.vault.models import Contact, Reveal
from sanwen.notices.models import Notice, Topic
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.meetings import (
    EVENING,
    SEED,
    SOURCE,
    TODAY,
    announcement,
    draft,
    head,
    lines,
    meeting,
    opinion,
    opinion_draft,
    prepared,
)
from tests.factories.moments import MORNING, later
from tests.factories.people import person
from tests.factories.places import units
from tests.factories.unchanged import nothing_changes, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> User:
    return head()


@pytest.mark.parametrize(
    ("size", "by_lot", "keeps"),
    [(40, 30, True), (40, 34, True), (40, 29, False), (40, 35, False), (20, 16, False),
     (101, 80, False), (30, 23, True), (100, 85, True)],
)  # fmt: skip
def test_other_figures_than_the_guides_need_a_reason(
    by: User, size: int, by_lot: int, keeps: bool
) -> None:
    if keeps:
        preparing.prepare(draft=draft(size=size, by_lot=by_lot), by=by, now=MORNING)
    else:
        with nothing_changes(), pytest.raises(NotAllowed):
            preparing.prepare(draft=draft(size=size, by_lot=by_lot), by=by, now=MORNING)
    preparing.prepare(
        draft=draft(size=size, by_lot=by_lot, departs_because="村子小"), by=by, now=MORNING
    )


def test_the_table_itself_keeps_to_the_guide(by: User) -> None:
    made = preparing.prepare(draft=draft(), by=by, now=MORNING)

    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=made.pk).update(by_lot=20)


def test_anybody_with_the_list_recomputes_fingerprint_and_lot(by: User) -> None:
    people = [Line("10", {"村": "甲"}), Line("2", {"村": "乙"}), Line("3", {"村": "甲"})]

    assert lot.fingerprint((one.listed_as, one.strata) for one in people) == (
        hashlib.sha256("10\t甲\n2\t乙\n3\t甲\n".encode()).hexdigest()
    )
    made = meeting(State.DRAWN, by)
    drawn = made.candidates.filter(seat=Seat.DRAWN)
    assert drawn.count() == 32
    for village in ("石桥村", "柳溪村"):
        for sex in ("男", "女"):
            strata = {"村": village, "性别": sex}
            of_it = made.candidates.filter(strata=strata)
            tickets = {
                one.listed_as: hashlib.sha256(f"{SEED}:{one.listed_as}".encode()).hexdigest()
                for one in of_it
            }
            named = {one.listed_as for one in drawn.filter(strata=strata)}
            assert named == set(sorted(tickets, key=lambda one: tickets[one])[: len(named)])


def test_the_order_of_the_file_decides_nothing(by: User) -> None:
    first = prepared(by)
    second = prepared(by, list(reversed(lines())))

    assert first.list_hash == second.list_hash


@pytest.mark.parametrize("day", [0, -1, 30, 31])
def test_the_number_of_the_draw_is_of_a_day_between(by: User, day: int) -> None:
    made = prepared(by)
    told = Announcement(SOURCE, TODAY + timedelta(days=day))

    with nothing_changes(), pytest.raises(NotAllowed):
        drawing.announce(meeting=made, told=told, by=by, now=MORNING)


def test_nothing_is_drawn_before_it_is_announced_nor_before_its_day(by: User) -> None:
    made = prepared(by)
    with nothing_changes(), pytest.raises(NotAllowed):
        drawing.draw(meeting=made, seed=SEED, by=by, now=later(days=3))
    drawing.announce(meeting=made, told=announcement(), by=by, now=MORNING)

    with nothing_changes(), pytest.raises(NotAllowed):
        drawing.draw(meeting=made, seed=SEED, by=by, now=later(days=1))


def test_the_table_itself_knows_that_the_announcement_comes_first(by: User) -> None:
    made = meeting(State.ANNOUNCED, by)

    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=made.pk).update(
            state=State.DRAWN, drawn_at=MORNING - timedelta(days=1), drawn_by="x", seed="1"
        )


@pytest.mark.parametrize("drawn_at", [None, MORNING])
def test_the_table_itself_knows_no_draw_without_an_announcement(
    by: User, drawn_at: datetime | None
) -> None:
    made = prepared(by)

    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=made.pk).update(drawn_at=drawn_at, drawn_by="x", seed="1")


def test_an_announced_list_cannot_be_changed_by_any_hand(by: User) -> None:
    made = meeting(State.ANNOUNCED, by)
    one = made.candidates.first()

    for change in (
        lambda: made.candidates.filter(pk=one.pk).update(strata={}),
        lambda: made.candidates.filter(pk=one.pk).update(listed_as="9999"),
        lambda: one.delete(),
        lambda: Candidate.objects.create(meeting=made, listed_as="9999"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    with nothing_changes(), pytest.raises(NotAllowed):
        preparing.take_list(meeting=made, lines=lines(50), source="x", by=by, now=MORNING)


def test_a_lot_is_drawn_once(by: User) -> None:
    made = meeting(State.DRAWN, by)

    with nothing_changes(), pytest.raises(NotAllowed):
        drawing.draw(meeting=made, seed="another", by=by, now=later(days=4))


def test_guests_and_drawn_together_are_as_many_as_come(by: User) -> None:
    made = prepared(by)
    preparing.drop_guests(guest=made.guests.first(), by=by, now=MORNING)

    with nothing_changes(), pytest.raises(NotAllowed, match="8"):
        drawing.announce(meeting=made, told=announcement(), by=by, now=MORNING)


def test_a_list_that_is_too_short_is_not_announced(by: User) -> None:
    made = prepared(by, lines(31))

    with nothing_changes(), pytest.raises(NotAllowed, match="31"):
        drawing.announce(meeting=made, told=announcement(), by=by, now=MORNING)


def test_names_lie_in_the_vault_and_nowhere_else(by: User) -> None:
    made = meeting(State.INVITED, by)
    opinion_of = world()

    assert "王秀英" not in str(opinion_of)
    assert "example.org" not in str(opinion_of)
    assert made.candidates.exclude(contact=None).exists()


def test_those_drawn_are_invited_by_number_only(by: User) -> None:
    made = meeting(State.INVITED, by)

    told = Notice.objects.filter(topic=Topic.TALK)
    by_email = made.candidates.filter(seat=Seat.INVITED, contact__wishes="email")
    assert {one.subject for one in told} == {made.ref}
    assert told.count() == by_email.count() > 0


def test_with_the_code_one_replies_and_where_one_does_not_come_a_reserve_is_asked(by: User) -> None:
    made = meeting(State.INVITED, by)
    one = made.candidates.filter(seat=Seat.INVITED).order_by("turn").first()
    assert bytes(one.code_hash) == inviting.code_hash(notices.code(one))
    waiting = made.candidates.filter(seat=Seat.RESERVE, strata=one.strata)
    expected = waiting.order_by("turn").first()

    inviting.reply(candidate=one, comes=False, now=later(days=5))

    expected.refresh_from_db()
    one.refresh_from_db()
    assert (one.seat, expected.seat) == (Seat.DECLINED, Seat.INVITED)
    assert made.candidates.filter(seat=Seat.INVITED).count() == 32


def test_where_a_stratum_is_used_up_the_next_of_all_is_asked() -> None:
    def row(turn: int, village: str) -> Candidate:
        return Candidate(turn=turn, strata={"村": village})

    left = row(1, "甲")
    assert lot.next_in_line(left, [row(5, "乙"), row(9, "甲")]).turn == 9
    assert lot.next_in_line(left, [row(5, "乙"), row(4, "乙")]).turn == 4
    assert lot.next_in_line(left, []) is None


def test_a_yes_can_become_a_no_but_not_after_the_evening_began(by: User) -> None:
    made = meeting(State.INVITED, by)
    first, second = made.candidates.filter(seat=Seat.INVITED).order_by("turn")[:2]
    inviting.reply(candidate=first, comes=True, now=later(days=5))
    inviting.reply(candidate=first, comes=False, now=later(days=6))
    with nothing_changes(), pytest.raises(NotAllowed):
        inviting.reply(candidate=first, comes=True, now=later(days=7))

    with nothing_changes(), pytest.raises(NotAllowed):
        inviting.reply(candidate=second, comes=True, now=EVENING)


def test_the_trail_names_nobody_who_replied(by: User) -> None:
    made = meeting(State.INVITED, by)
    one = made.candidates.filter(seat=Seat.INVITED).exclude(contact=None).first()

    inviting.reply(candidate=one, comes=True, now=later(days=5))

    row = Entry.objects.filter(verb="talk.comes").get()
    assert row.actor == "machine:talk-replies"
    assert one.contact.pseudonym not in row.details


def test_letters_show_names_and_every_look_is_on_the_trail(by: User) -> None:
    made = meeting(State.INVITED, by)

    letters = inviting.letters(meeting=made, by=by, now=later(days=4))

    with_name = [one for one in letters if one.name == "王秀英"]
    assert with_name
    assert Reveal.objects.count() == len(with_name)
    assert all("@" not in one.address for one in letters)


def test_who_was_never_asked_is_forgotten_after_the_evening(by: User) -> None:
    made = meeting(State.HELD, by)

    never = made.candidates.filter(seat=Seat.RESERVE).exclude(contact=None)
    assert never.exists()
    assert not never.filter(contact__erased_at=None).exists()
    assert made.candidates.filter(seat=Seat.INVITED, contact__erased_at=None).exists()


def test_whoever_was_invited_is_forgotten_when_the_time_is_over(by: User) -> None:
    meeting(State.HELD, by)

    holding.forget(now=later(days=900))

    assert not Contact.objects.filter(erased_at=None).exists()


def test_a_new_list_forgets_the_earlier_one(by: User) -> None:
    made = prepared(by)
    before = set(made.candidates.exclude(contact=None).values_list("contact", flat=True))

    preparing.take_list(meeting=made, lines=lines(60), source="x", by=by, now=later(hours=1))

    assert made.candidates.count() == 60
    assert not Contact.objects.filter(pk__in=before, erased_at=None).exists()


@pytest.mark.parametrize(("lot_", "guests"), [(33, 7), (30, 9)])
def test_not_more_come_than_were_asked(by: User, lot_: int, guests: int) -> None:
    made = meeting(State.INVITED, by)

    with nothing_changes(), pytest.raises(NotAllowed):
        holding.hold(meeting=made, by_lot=lot_, guests=guests, by=by, now=later(days=31))


def test_without_consent_only_the_gist_is_kept(by: User) -> None:
    made = meeting(State.HELD, by)

    one = opinion(made, by, consents=False)

    assert (one.gist, one.words) == ("先修通学校的路", "")
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingOpinion.objects.filter(pk=one.pk).update(words="先修学校那条路。")


def test_names_are_masked_before_they_are_stored(by: User) -> None:
    made = meeting(State.HELD, by)

    one = opinion(made, by, words="我叫王秀英，电话13800138000，先修学校那条路。")

    assert "13800138000" not in one.words
    assert "王秀英" not in one.words
    assert "先修学校那条路" in one.words


def test_what_was_not_read_back_is_not_written_down(by: User) -> None:
    made = meeting(State.HELD, by)

    with nothing_changes(), pytest.raises(NotAllowed):
        holding.write_down(
            meeting=made, draft=opinion_draft(was_read_back=False), by=by, now=later(days=32)
        )


def test_the_meeting_is_finished_only_when_every_opinion_has_its_answer(by: User) -> None:
    made = meeting(State.HELD, by)
    one = opinion(made, by)
    with nothing_changes(), pytest.raises(NotAllowed, match="1"):
        holding.finish(meeting=made, by=by, now=later(days=33))

    handler = person(Role.HANDLER, units().roads)
    holding.answer(opinion=one, words="九月前修好。", by=handler, now=later(days=33))
    holding.finish(meeting=made, by=by, now=later(days=34))

    made.refresh_from_db()
    assert made.state == State.ANSWERED
    with nothing_changes(), pytest.raises(NotAllowed):
        holding.answer(opinion=one, words="不修了。", by=handler, now=later(days=35))


def test_the_unit_that_has_to_answer_is_told(by: User) -> None:
    chief = person(Role.UNIT_LEAD, units().roads)
    made = meeting(State.HELD, by)

    opinion(made, by)

    assert Notice.objects.filter(staff=chief, topic=Topic.TALK, subject=made.ref).exists()


def test_a_late_answer_is_found(by: User) -> None:
    made = meeting(State.HELD, by)
    one = opinion(made, by)

    late = MeetingOpinion.objects.late
    assert list(late(one.due_on)) == []
    assert list(late(one.due_on + timedelta(days=1))) == [one]


def test_who_was_invited_is_told_that_it_does_not_take_place(by: User) -> None:
    made = meeting(State.INVITED, by)
    before = Notice.objects.count()

    preparing.cancel(meeting=made, because="场地不能用", by=by, now=later(days=5))

    assert Notice.objects.count() == 2 * before
