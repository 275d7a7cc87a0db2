"""A clerk writes down what is said, reads it back, and hands over a code that is shown once."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from sanwen.core import codes
from sanwen.deliver.intake.clerk.forms import read_back_words
from sanwen.deliver.matters.models import Matter
from sanwen.integrity.audit.models import Entry
from sanwen.integrity.vault.models import Contact
from sanwen.listen.voices import actions as voices
from sanwen.listen.voices.models import Channel, Voice
from sanwen.people.roles import Role
from tests.factories.matters import Cast
from tests.factories.unchanged import world

pytestmark = pytest.mark.django_db
NEW = "/desk/new/"
SAID = {
    "channel": "phone",
    "text": "石桥村口的路灯坏了半个月。",
    "summary": "路灯不亮",
    "place": "村口",
    "said_at": "2026-03-10T09:20",
    "openness": "confidential",
    "wishes": "phone",
    "name": "王秀英",
    "phone": "138 0013 8000",
    "read_back": "on",
    "key": "k1",
}


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def clerk(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.clerk)
    return client


def said(cast: Cast, **changes: Any) -> dict[str, Any]:
    return SAID | {"desk": cast.units.desk.pk} | changes


def test_the_words_are_registered_as_they_were_said(cast: Cast, clerk: Client) -> None:
    done = clerk.post(NEW, said(cast))

    assert done.status_code == 200
    voice = Voice.objects.get()
    assert (voice.text, voice.summary, voice.channel) == (SAID["text"], "路灯不亮", Channel.PHONE)
    assert voice.registered_by == cast.clerk.actor_ref
    assert Matter.objects.get().received_by == cast.units.desk


def test_the_code_is_shown_once_and_kept_nowhere(cast: Cast, clerk: Client) -> None:
    page = clerk.post(NEW, said(cast))

    code = "-".join(page.context["groups"])
    assert codes.is_valid(codes.normalise(code))
    assert "no-store" in page.headers["Cache-Control"]
    found = Voice.objects.by_code(voices.code_hash(code)).get()
    assert code not in str(world())
    assert code not in clerk.get(f"/desk/matters/{found.joining.matter.ref}/").content.decode()


def test_that_it_was_read_back_is_on_the_trail(cast: Cast, clerk: Client) -> None:
    clerk.post(NEW, said(cast))

    assert Entry.objects.filter(verb="voice.read_back", actor=cast.clerk.actor_ref).count() == 1


@pytest.mark.parametrize("channel", ["phone", "visit"])
def test_what_was_said_aloud_must_be_read_back(cast: Cast, clerk: Client, channel: str) -> None:
    before = world()

    again = clerk.post(NEW, said(cast, channel=channel, read_back=""))

    assert again.status_code == 422
    assert SAID["text"] in again.content.decode()
    assert world() == before


def test_a_letter_need_not_be_read_back(cast: Cast, clerk: Client) -> None:
    assert clerk.post(NEW, said(cast, channel="letter", read_back="")).status_code == 200
    assert Voice.objects.get().channel == Channel.LETTER


def test_the_same_form_sent_twice_is_one_message_with_one_code(cast: Cast, clerk: Client) -> None:
    first, second = clerk.post(NEW, said(cast)), clerk.post(NEW, said(cast))

    assert first.context["groups"] == second.context["groups"]
    assert Voice.objects.count() == 1


def test_the_contact_goes_into_the_vault_and_nowhere_else(cast: Cast, clerk: Client) -> None:
    clerk.post(NEW, said(cast))

    assert b"13800138000" not in bytes(Contact.objects.get().phone)
    assert "王秀英" not in str(world())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": "  "}, "text"),
        ({"phone": "1380013"}, "phone"),
        ({"wishes": "email"}, "wishes"),
        ({"openness": "anonymous"}, "openness"),
        ({"said_at": "2999-01-01T00:00"}, "said_at"),
        ({"channel": "web"}, "channel"),
        ({"desk": "0"}, "desk"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    cast: Cast, clerk: Client, changes: dict[str, str], field: str
) -> None:
    again = clerk.post(NEW, said(cast, **changes))

    assert again.status_code == 422
    assert field in again.context["form"].errors
    assert not Voice.objects.exists()
    assert "村口" in again.content.decode()


def test_a_picture_of_the_letter_is_kept_re_encoded(cast: Cast, clerk: Client) -> None:
    file = BytesIO()
    Image.new("RGB", (40, 30), "white").save(file, "PNG")
    picture = SimpleUploadedFile("letter.png", file.getvalue(), "image/png")

    clerk.post(NEW, said(cast, channel="letter", pictures=[picture]))

    photo = Voice.objects.get().photos.get()
    seen = clerk.get(reverse("matter_photo", args=[photo.pk]))
    assert seen.headers["Content-Type"] == "image/jpeg"
    assert b"".join(seen.streaming_content).startswith(b"\xff\xd8")


def test_a_photo_is_shown_only_to_who_may_see_its_matter(cast: Cast, clerk: Client) -> None:
    test_a_picture_of_the_letter_is_kept_re_encoded(cast, clerk)
    photo = Voice.objects.get().photos.get()
    stranger = Client()
    stranger.force_login(cast.who(Role.HANDLER, cast.units.water))

    assert stranger.get(reverse("matter_photo", args=[photo.pk])).status_code == 404
    assert Client().get(reverse("matter_photo", args=[photo.pk])).status_code == 302


@pytest.mark.parametrize("role", [Role.HANDLER, Role.UNIT_LEAD, Role.SUPERVISOR, Role.AUDITOR])
def test_only_a_registration_desk_writes_messages_down(cast: Cast, role: Role) -> None:
    client = Client()
    client.force_login(cast.who(role, cast.units.desk))

    assert client.get(NEW).status_code == 403
    assert client.post(NEW, said(cast)).status_code == 403
    assert not Voice.objects.exists()


def test_a_clerk_does_not_register_for_another_desk(cast: Cast, clerk: Client) -> None:
    assert clerk.post(NEW, said(cast, desk=cast.units.water.pk)).status_code == 422


def test_the_sentence_to_read_aloud_follows_the_words(cast: Cast, clerk: Client) -> None:
    sent = {"text": "路灯坏了。", "place": "村口"}

    shown = clerk.post(reverse("clerk_read_back"), sent).content.decode()
    previewed = clerk.post(NEW, said(cast, preview="1"))

    assert "路灯坏了。" in shown
    assert "村口" in shown
    assert previewed.status_code == 200
    assert previewed.context["sentence"]
    assert not Voice.objects.exists()


def test_there_is_nothing_to_read_aloud_before_there_are_words() -> None:
    assert read_back_words("", "村口") == ""


def test_the_same_person_saying_the_same_again_joins_what_is_running(
    cast: Cast, clerk: Client
) -> None:
    clerk.post(NEW, said(cast))

    again = clerk.post(NEW, said(cast, key="k2"))

    assert again.context["is_running"]
    assert Matter.objects.count() == 1
