"""A letter on paper: read by the machine, trusted only when a clerk has compared it."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from sanwen.core.actors import Machine
from sanwen.core.ruling import NotAllowed
from sanwen.integrity.audit.models import Entry
from sanwen.listen.letters import actions, engine
from sanwen.listen.letters.models import Letter
from sanwen.listen.voices.models import Channel, Photo, Voice
from sanwen.listen.voices.pictures import Picture
from sanwen.people.roles import Role
from tests.factories.matters import Cast
from tests.factories.moments import later
from tests.factories.people import person
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db
NOW = later(days=1)
READ = engine.Page(
    (
        engine.Line("村口的灯坏了", 0.99, (10, 10, 200, 30)),
        engine.Line("谢射", 0.5, (10, 60, 80, 30)),
    ),
    turned=0,
)


def jpeg() -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def letter(cast: Cast) -> Letter:
    picture = Picture("a" * 32, jpeg(), 60, 80)
    return actions.bring(pictures=[picture], received_by=cast.units.desk, by=cast.clerk, now=NOW)


@pytest.fixture
def clerk(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.clerk)
    return client


def test_pages_brought_in_wait_for_a_worker(clerk: Client) -> None:
    page = SimpleUploadedFile("letter.jpg", jpeg(), "image/jpeg")

    response = clerk.post("/desk/letters/", {"pictures": [page], "desk": _desk(clerk)})

    letter = Letter.objects.get()
    assert response["Location"] == f"/desk/letters/{letter.pk}/"
    assert "正在识别" in clerk.get(f"/desk/letters/{letter.pk}/").content.decode()


def _desk(clerk: Client) -> str:
    return str(clerk.get("/desk/letters/").context["form"].initial["desk"])


def test_what_was_read_is_only_a_draft(monkeypatch, letter: Letter, clerk: Client) -> None:
    monkeypatch.setattr(engine, "read", lambda image: READ)
    actions.read(letter.pk)

    page = clerk.get(f"/desk/letters/{letter.pk}/").content.decode()

    assert "村口的灯坏了\n谢射" in page
    assert "<li>谢射</li>" in page
    assert Letter.objects.get().confirmed_text == ""
    assert "村口" not in clerk.get(f"/desk/new/?letter={letter.pk}").content.decode()


def test_without_the_extra_the_page_says_what_to_install(
    monkeypatch, letter: Letter, clerk: Client
) -> None:
    def missing(image: object) -> None:
        raise engine.Missing

    monkeypatch.setattr(engine, "read", missing)
    actions.read(letter.pk)

    assert "sanwen[ocr]" in clerk.get(f"/desk/letters/{letter.pk}/").content.decode()


def test_words_that_were_not_compared_are_not_taken(letter: Letter, clerk: Client) -> None:
    with nothing_changes():
        response = clerk.post(f"/desk/letters/{letter.pk}/", {"text": "村口的灯坏了"})

    assert response.status_code == 422


def test_compared_words_and_their_pages_become_a_voice(letter: Letter, clerk: Client) -> None:
    words = {"text": "村口的灯坏了，谢谢", "compared": "on"}
    onward = clerk.post(f"/desk/letters/{letter.pk}/", words)["Location"]
    form = clerk.get(onward).context["form"]

    said = {
        "channel": form.initial["channel"],
        "text": form.initial["text"],
        "said_at": "2026-03-09T09:20",
        "openness": "anonymous",
        "wishes": "code_only",
        "desk": form.initial["desk"],
        "key": "k1",
        "letter": letter.pk,
    }
    response = clerk.post("/desk/new/", said)

    voice = Voice.objects.get()
    letter.refresh_from_db()
    assert response.status_code == 200
    assert (voice.channel, voice.text) == (Channel.LETTER, "村口的灯坏了，谢谢")
    assert Photo.objects.filter(voice=voice).count() == 1
    assert (letter.voice_ref, letter.confirmed_text, letter.pages.count()) == (voice.ref, "", 0)
    assert Entry.objects.filter(verb="letter.registered").exists()


def test_another_desk_sees_nothing_of_it(cast: Cast, letter: Letter) -> None:
    client = Client()
    client.force_login(person(Role.INTAKE, cast.units.town))

    assert client.get(f"/desk/letters/{letter.pk}/").status_code == 404
    assert client.get(f"/desk/letters/{letter.pk}/pages/1/").status_code == 404


def test_a_handler_cannot_confirm_and_nothing_changes(cast: Cast, letter: Letter) -> None:
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.confirm(letter=letter, text="别的", by=cast.handler, now=NOW)


def test_a_page_on_its_side_is_shown_upright(letter: Letter, clerk: Client) -> None:
    letter.pages.update(turned=90)

    shown = Image.open(BytesIO(clerk.get(f"/desk/letters/{letter.pk}/pages/1/").content))

    assert shown.size == (80, 60)


def test_a_letter_nobody_registers_is_gone_after_two_weeks(letter: Letter) -> None:
    Letter.objects.update(added_at=NOW - actions.KEPT - timedelta(days=300))

    assert actions.forget_old(by=Machine("tests")) == 1
    assert not Letter.objects.exists()
