"""The machine's suggestion for a voice is written down with its reasons; the desk decides."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sanwen.core.actors import Actor
from sanwen.core.many import write_many
from sanwen.integrity.audit.actions import record
from sanwen.listen.triage import knowing
from sanwen.listen.triage.models import Category, Suggestion
from sanwen.listen.triage.shipped import rows
from sanwen.listen.triage.thinking import Thought, think
from sanwen.listen.voices.models import Voice
from sanwen.methods.lexicon import Lexicon
from sanwen.places.models import Unit


def lexicon() -> Lexicon:
    """The lexicon as the category table stands, kept per process until the table changes."""
    return knowing.known().lexicon


def categories_changed() -> None:
    """Every process reads the table anew before its next guess."""
    knowing.changed()


def forget() -> None:
    """This process reads the table anew before its next guess."""
    knowing.forget()


def words_of(voice: Voice) -> str:
    """What is read of a voice: its title first."""
    return f"{voice.summary}\n{voice.text}" if voice.summary else voice.text


@transaction.atomic(savepoint=False)
def suggest_many(voices: Sequence[Voice]) -> list[Suggestion]:
    thoughts = think([words_of(voice) for voice in voices], knowing.known())
    return write_many(
        [_suggestion(voice, thought) for voice, thought in zip(voices, thoughts, strict=True)]
    )


def _suggestion(voice: Voice, thought: Thought) -> Suggestion:
    return Suggestion(
        voice=voice,
        category_id=thought.category,
        unit_id=thought.unit,
        urgent=thought.urgency.urgent,
        because=thought.because,
        likely=thought.ranked,
        likely_units=thought.likely_units,
        inside=thought.inside,
        unsure=thought.unsure,
        version_id=thought.version,
        urgency_p=thought.urgency.p,
        urgency_because=[words[:40] for words in thought.urgency.because],
        needs=thought.needs,
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
