"""The machine's suggestion for a voice is written down with its reasons; the desk decides."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from sanwen.core.actors import Actor
from sanwen.core.many import write_many
from sanwen.integrity.audit.actions import record
from sanwen.listen.triage.models import Category, Suggestion
from sanwen.listen.triage.shipped import rows
from sanwen.listen.voices.models import Voice
from sanwen.methods.lexicon import Entry, Lexicon
from sanwen.places.models import Unit

# How long a process may go on with the words it knows before it asks whether they changed.
FRESH_SECONDS = 5.0


@dataclass(slots=True)
class _Kept:
    version: int
    lexicon: Lexicon
    asked_at: float


_kept: dict[str, _Kept] = {}


def lexicon() -> Lexicon:
    """The lexicon as the category table stands, kept per process until the table changes."""
    kept = _kept.get("now")
    if kept and time.monotonic() - kept.asked_at < FRESH_SECONDS:
        return kept.lexicon
    version = cache.get("lexicon", 0)
    if kept is None or kept.version != version:
        kept = _Kept(version, _read(), 0.0)
    kept.asked_at = time.monotonic()
    _kept["now"] = kept
    return kept.lexicon


def _read() -> Lexicon:
    return Lexicon.of(
        Entry(row.pk, row.parent_id, row.unit_id, tuple(row.words), tuple(row.urgent_words))
        for row in Category.objects.filter(is_active=True)
    )


def categories_changed() -> None:
    """Every process reads the table anew before its next guess."""
    cache.set("lexicon", cache.get("lexicon", 0) + 1, None)
    forget()


def forget() -> None:
    """This process reads the table anew before its next guess."""
    _kept.clear()


@transaction.atomic(savepoint=False)
def suggest_many(voices: Sequence[Voice]) -> list[Suggestion]:
    words = lexicon()
    guesses = [words.guess(f"{voice.summary} {voice.text}") for voice in voices]
    return write_many(
        [
            Suggestion(
                voice=voice,
                category_id=guess.category_id,
                unit_id=guess.unit_id,
                urgent=guess.urgent,
                because=list(guess.because),
            )
            for voice, guess in zip(voices, guesses, strict=True)
        ]
    )


@transaction.atomic
def load_shipped(*, by: Actor, now: datetime | None = None) -> int:
    """The tree that came with the program, each subject with its bureau once there is one.

    What a body changed in its own table stays.
    """
    now = timezone.now() if now is None else now
    units = {unit.code: unit.pk for unit in Unit.objects.active()}
    known = {category.code: category for category in Category.objects.all()}
    fresh = [row for row in rows() if row.code not in known]
    for row in fresh:
        known[row.code] = Category.objects.create(
            code=row.code,
            parent=known.get(row.parent),
            name=row.name,
            name_en=row.name_en,
            words=list(row.words),
            urgent_words=list(row.urgent_words),
            unit_id=units.get(row.bureau),
        )
    found = _give_units(known, units)
    if fresh or found:
        details = {"new": len(fresh), "with_unit": found}
        record("categories.loaded", on="triage:categories", by=by, at=now, **details)
        transaction.on_commit(categories_changed)
    return len(fresh)


def _give_units(known: Mapping[str, Category], units: Mapping[str, int]) -> int:
    """Subjects often come before the units: those still without one get it when it is there."""
    idle = [
        known[row.code] for row in rows() if known[row.code].unit_id is None and row.bureau in units
    ]
    bureaus = {row.code: row.bureau for row in rows()}
    for category in idle:
        category.unit_id = units[bureaus[category.code]]
    return Category.objects.bulk_update(idle, ["unit"]) if idle else 0
