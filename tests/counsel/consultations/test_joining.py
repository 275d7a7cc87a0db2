"""One person one vote within its honest limit: by e-mail, by a code handed out; margins apart."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from sanwen.core.ruling import NotAllowed
from sanwen.counsel.consultations.actions import following, joining, passes, preparing
from sanwen.counsel.consultations.drafts import MarginDraft, Seat
from sanwen.counsel.consultations.models import (
    Follower,
    Identity,
    MarginPart,
    Participant,
    Pass,
    Proof,
    Vote,
)
from tests.factories.asking import DRAFT, cast, drafted, published
from tests.factories.consultations import consultation, statements
from tests.factories.moments import MORNING
from tests.factories.unchanged import nothing_changes, world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_the_morning(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def by_mail():
    made = consultation(identity=Identity.EMAIL)
    statements(made, ["建停车场。", "建广场。"])
    return made


def proven(client: Client, one, address: str):
    path = f"/ask/C-{one.pk}/code/"
    page = client.post(path, {"email": address}).text
    proof = re.search(r'name="proof" value="([^"]+)"', page)[1]
    digits = re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]
    return client.post(path, {"proof": proof, "digits": digits})


def test_one_votes_with_the_code_that_came_by_mail(by_mail):
    client = Client()

    assert proven(client, by_mail, "wang@example.org").url == f"/ask/C-{by_mail.pk}/react/"
    client.post(f"/ask/C-{by_mail.pk}/react/", {"vote": "1:1"})

    assert Vote.objects.count() == 1
    assert not Proof.objects.exists()


def test_the_same_address_is_the_same_participant_on_any_device(by_mail):
    proven(Client(), by_mail, "wang@example.org")
    proven(Client(), by_mail, " Wang@Example.org ")
    proven(Client(), by_mail, "li@example.org")

    assert Participant.objects.count() == 2


def test_the_address_is_kept_nowhere(by_mail):
    proven(Client(), by_mail, "wang@example.org")

    assert "wang@example.org" not in str(world())
    assert "wang@example.org" not in str(list(Participant.objects.values_list()))


def test_a_mail_names_neither_the_question_nor_the_body(by_mail):
    proven(Client(), by_mail, "wang@example.org")

    assert by_mail.question not in mail.outbox[0].body + mail.outbox[0].subject


@pytest.mark.parametrize("minutes", [0, 31])
def test_wrong_or_late_digits_open_nothing(by_mail, minutes):
    made = joining.send_proof(consultation=by_mail, address="a@example.org", now=MORNING)
    right = re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]
    digits = right if minutes else f"{(int(right) + 1) % 10**6:06d}"

    seat = joining.prove(
        consultation=by_mail, proof=made.pk, digits=digits, now=MORNING + timedelta(minutes=minutes)
    )

    assert seat is None
    assert not Participant.objects.exists()


def test_after_five_wrong_ones_the_right_one_is_no_use(by_mail):
    made = joining.send_proof(consultation=by_mail, address="a@example.org", now=MORNING)
    right = re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]
    for _ in range(joining.MOST_TRIES):
        joining.prove(consultation=by_mail, proof=made.pk, digits="x", now=MORNING)

    assert joining.prove(consultation=by_mail, proof=made.pk, digits=right, now=MORNING) is None


def test_a_proof_is_worth_nothing_in_another_consultation(by_mail):
    made = joining.send_proof(consultation=by_mail, address="a@example.org", now=MORNING)
    right = re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]
    other = consultation(identity=Identity.EMAIL)

    assert joining.prove(consultation=other, proof=made.pk, digits=right, now=MORNING) is None


def test_nobody_is_flooded_with_mail(by_mail):
    client = Client()
    for _ in range(5):
        answer = client.post(f"/ask/C-{by_mail.pk}/code/", {"email": "a@example.org"})

    assert answer.status_code == 429
    assert len(mail.outbox) == 3


@pytest.fixture
def by_pass():
    who = cast()
    draft = DRAFT.__class__(**{**_fields(), "identity": Identity.PASS})
    made = published(who, draft=draft)
    statements(made, ["建停车场。"])
    return who, made


def _fields():
    names = ("question", "summary", "background", "who_decides", "decide_by")
    return {name: getattr(DRAFT, name) for name in names}


def test_a_code_handed_out_is_one_voice_on_any_device(by_pass):
    who, one = by_pass
    code = passes.make_passes(consultation=one, many=3, by=who["clerk"], now=MORNING)[0]

    for value in (1, -1):
        client = Client()
        client.post(f"/ask/C-{one.pk}/code/", {"code": code})
        client.post(f"/ask/C-{one.pk}/react/", {"vote": f"1:{value}"})

    assert [vote.value for vote in Vote.objects.all()] == [-1]
    assert Pass.objects.filter(is_used=True).count() == 1
    assert code not in str(world())


def test_a_code_that_nobody_handed_out_opens_nothing(by_pass):
    _who, one = by_pass

    answer = Client().post(f"/ask/C-{one.pk}/code/", {"code": "2222-2222-2222"})

    assert answer.status_code == 422
    assert not Participant.objects.exists()


def test_codes_are_made_only_where_they_are_asked_for(by_pass):
    who, one = by_pass
    other = published(who)

    for target, many in ((other, 5), (one, 0), (one, 10**6)):
        with nothing_changes(), pytest.raises(NotAllowed):
            passes.make_passes(consultation=target, many=many, by=who["clerk"], now=MORNING)


def test_where_one_lives_is_counted_and_not_kept_with_the_votes(client):
    who = cast()
    one = drafted(who)
    margin = preparing.set_margin(
        consultation=one,
        margin=MarginDraft("您住在哪个镇？", "2025年统计年鉴", (("柳溪", 1200), ("东岗", 900))),
        by=who["clerk"],
        now=MORNING,
    )
    seat = joining.take_part(consultation=one.pk, seat=Seat("A" * 12), now=MORNING)
    part = margin.parts.get(name="柳溪")

    assert joining.tell_margins(participant=seat.participant, parts=[part.pk])
    assert not joining.tell_margins(participant=seat.participant, parts=[part.pk])

    assert MarginPart.objects.get(pk=part.pk).took_part == 1
    kept = {field.name for field in Participant._meta.concrete_fields}
    assert kept == {
        "id", "consultation", "key_hash", "proof_hash", "has_told_margins", "joined_on"
    }  # fmt: skip


def test_a_part_of_another_consultation_is_not_counted():
    who = cast()
    one, other = drafted(who), drafted(who)
    margin = preparing.set_margin(
        consultation=other,
        margin=MarginDraft("镇", "年鉴", (("柳溪", 1200), ("东岗", 900))),
        by=who["clerk"],
        now=MORNING,
    )
    seat = joining.take_part(consultation=one.pk, seat=Seat("A" * 12), now=MORNING)

    joining.tell_margins(participant=seat.participant, parts=[margin.parts.first().pk])

    assert not MarginPart.objects.filter(took_part__gt=0).exists()


def test_an_address_for_news_goes_into_the_vault_and_is_tied_to_no_vote():
    one = consultation()

    Client().post(f"/ask/C-{one.pk}/follow/", {"email": "wang@example.org"})

    follower = Follower.objects.get()
    assert follower.contact.held == ["email"]
    assert "wang@example.org" not in str(world())
    assert {f.name for f in Follower._meta.concrete_fields} == {"id", "consultation", "contact"}


def test_addresses_for_news_are_erased_when_their_time_is_over(settings):
    one = consultation()
    following.follow(consultation=one, email="wang@example.org", now=MORNING)
    late = MORNING + timedelta(days=61 + settings.CONTACT_DAYS)

    assert following.erase_due(now=MORNING) == 0
    assert following.erase_due(now=late) == 1
    assert Follower.objects.get().contact.erased_at == late
