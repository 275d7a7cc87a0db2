"""A letter comes in, is read by the machine, confirmed by a clerk, registered, or let go."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image
from procrastinate.contrib.django import app as jobs

from sanwen.core.actors import Actor
from sanwen.integrity.audit.actions import record
from sanwen.listen.letters import engine, rules
from sanwen.listen.letters.models import Letter, Reading
from sanwen.listen.voices.pictures import Picture
from sanwen.people.models import User
from sanwen.places.models import Unit

# A letter that nobody registers is not kept here: it holds names and numbers of people.
KEPT = timedelta(days=14)
READ = "letters.read"
MISSING, BROKEN = "missing", "broken"


@transaction.atomic
def bring(*, pictures: Sequence[Picture], received_by: Unit, by: User, now: datetime) -> Letter:
    """The pages as they were photographed, in order; reading them is left to a worker."""
    rules.may_bring(received_by, by).require()
    letter = Letter.objects.create(received_by=received_by, added_by=by.actor_ref, added_at=now)
    for number, picture in enumerate(pictures, start=1):
        page = Reading(letter=letter, number=number)
        page.picture.save(f"{picture.name}.jpg", ContentFile(picture.jpeg), save=False)
        page.save()
    record("letter.brought", on=letter.trail_ref, by=by, at=now, pages=len(pictures))
    jobs.configure_task(READ).defer(letter=letter.pk)
    return letter


def read(letter: int) -> None:
    """Page by page, each kept as soon as it is read. What is read already is not read again."""
    for page in Reading.objects.filter(letter=letter, read_at=None):
        try:
            with page.picture.open("rb") as file:
                found = engine.read(Image.open(file))
        except engine.Missing:
            keep_reading(page, found=None, fault=MISSING)
        except (OSError, ValueError):
            keep_reading(page, found=None, fault=BROKEN)
        else:
            keep_reading(page, found=found)


@transaction.atomic
def keep_reading(page: Reading, *, found: engine.Page | None, fault: str = "") -> None:
    now = timezone.now()
    lines = found.lines if found else ()
    rows = [{"text": line.text, "sure": round(line.sure, 3), "box": line.box} for line in lines]
    # Gone while it was being read: nothing to keep.
    Reading.objects.filter(pk=page.pk, read_at=None).update(
        read_at=now, fault=fault, turned=found.turned if found else 0, lines=rows
    )


@transaction.atomic
def confirm(*, letter: Letter, text: str, by: User, now: datetime) -> Letter:
    """From here on the words are the clerk's responsibility, not the machine's."""
    letter = _lock(letter)
    rules.may_confirm(letter, by).require()
    letter.confirmed_text, letter.confirmed_by, letter.confirmed_at = text, by.actor_ref, now
    letter.save(update_fields=["confirmed_text", "confirmed_by", "confirmed_at"])
    record("letter.confirmed", on=letter.trail_ref, by=by, at=now, length=len(text))
    return letter


@transaction.atomic
def registered(*, letter: Letter, voice_ref: str, by: User, now: datetime) -> Letter:
    """The voice has words and pictures now: here only stays that there was a letter."""
    letter = _lock(letter)
    rules.may_confirm(letter, by).require()
    _forget_pages(letter)
    letter.voice_ref, letter.confirmed_text = voice_ref, ""
    letter.save(update_fields=["voice_ref", "confirmed_text"])
    record("letter.registered", on=letter.trail_ref, by=by, at=now, voice=voice_ref)
    return letter


@transaction.atomic
def discard(*, letter: Letter, by: User, now: datetime) -> None:
    letter = _lock(letter)
    rules.may_discard(letter, by).require()
    _let_go(letter, by=by, now=now)


@transaction.atomic
def forget_old(*, by: Actor) -> int:
    now = timezone.now()
    old = list(Letter.objects.select_for_update().open().filter(added_at__lt=now - KEPT))
    for letter in old:
        _let_go(letter, by=by, now=now)
    return len(old)


def _let_go(letter: Letter, *, by: Actor, now: datetime) -> None:
    record("letter.discarded", on=letter.trail_ref, by=by, at=now)
    _forget_pages(letter)
    letter.delete()


def _forget_pages(letter: Letter) -> None:
    """The files go only once the rows are surely gone."""
    for page in letter.pages.all():
        transaction.on_commit(partial(page.picture.storage.delete, page.picture.name))
    letter.pages.all().delete()


def _lock(letter: Letter) -> Letter:
    return (
        Letter.objects.select_for_update(of=("self",))
        .select_related("received_by")
        .get(pk=letter.pk)
    )


def picture_of(page: Reading) -> Picture:
    """The page as it goes with the voice: upright, under a name of its own."""
    image = upright(page)
    out = BytesIO()
    image.save(out, "JPEG", quality=85)
    return Picture(secrets.token_hex(16), out.getvalue(), image.width, image.height)


def upright(page: Reading) -> Image.Image:
    with page.picture.open("rb") as file:
        image = Image.open(file)
        return image.rotate(page.turned, expand=True) if page.turned else image.copy()
