"""Matters answered elsewhere, before our time: taken over as they were, and nothing claimed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from sanwen.core.actors import Actor
from sanwen.core.many import write_many
from sanwen.deliver.matters import rules
from sanwen.deliver.matters.actions.opening import title_of
from sanwen.deliver.matters.models import (
    Answer,
    AnswerItem,
    AnswerState,
    Assignment,
    Joining,
    Matter,
    Part,
    Step,
)
from sanwen.deliver.matters.states import State
from sanwen.integrity.audit.actions import TrailRow, record_many
from sanwen.listen.triage.models import Suggestion
from sanwen.listen.voices.models import Voice
from sanwen.places.models import Unit


@dataclass(frozen=True, slots=True)
class Past:
    """One voice with the answer that was given to it; `named` says that the file names the unit."""

    voice: Voice
    suggestion: Suggestion
    unit: Unit
    answer: str
    answered_at: datetime
    named: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """Written into the records, so in the language of the site and not of whoever imports."""

    register: str
    named: str
    guessed: str
    remedy: str


@transaction.atomic
def take_over_many(
    *, past: Sequence[Past], source: str, received_by: Unit, by: Actor, now: datetime
) -> list[Matter]:
    """Answered matters with their own dates. No clock runs and no delivery is claimed on them."""
    for one in past:
        rules.may_take_over(
            asked_at=one.voice.said_at, answered_at=one.answered_at, now=now
        ).require()
    matters = write_many([_matter(one, received_by) for one in past])
    _tie(past, matters, by=by, now=now)
    _answer(past, matters, _words(source), source=source, by=by)
    record_many(
        [
            TrailRow("matter.taken_over", matter.trail_ref, by, now, _details(one))
            for one, matter in zip(past, matters, strict=True)
        ]
    )
    return matters


def _matter(one: Past, received_by: Unit) -> Matter:
    voice = one.voice
    return Matter(
        title=title_of(voice),
        category_id=one.suggestion.category_id,
        area_id=voice.area_id,
        place=voice.place,
        state=State.ANSWERED,
        received_by=received_by,
        lead_unit=one.unit,
        opened_at=voice.said_at,
        state_since=one.answered_at,
        answered_at=one.answered_at,
        first_due_on=voice.promised_on,
        due_on=voice.promised_on,
        due_is_provisional=voice.promise_is_provisional,
    )


def _tie(past: Sequence[Past], matters: Sequence[Matter], *, by: Actor, now: datetime) -> None:
    pairs = list(zip(past, matters, strict=True))
    write_many(
        [
            Joining(
                voice=one.voice, matter=matter, home=matter, joined_at=now, joined_by=by.actor_ref
            )
            for one, matter in pairs
        ]
    )
    write_many(
        [
            Assignment(
                matter=matter,
                unit=one.unit,
                part=Part.LEAD,
                given_at=matter.opened_at,
                given_by=by.actor_ref,
            )
            for one, matter in pairs
        ]
    )


def _answer(
    past: Sequence[Past], matters: Sequence[Matter], words: _Words, *, source: str, by: Actor
) -> None:
    pairs = list(zip(past, matters, strict=True))
    answers = write_many(
        [
            Answer(
                matter=matter,
                unit=one.unit,
                ground=words.named if one.named else words.guessed,
                remedy=words.remedy,
                taken_over_from=source,
                written_at=one.answered_at,
                sent_at=one.answered_at,
                state=AnswerState.SENT,
            )
            for one, matter in pairs
        ]
    )
    write_many(
        [
            AnswerItem(answer=answer, asked=matter.title, reply=one.answer)
            for answer, (one, matter) in zip(answers, pairs, strict=True)
        ]
    )
    write_many([step for one, matter in pairs for step in _steps(one, matter, words, by)])


def _steps(one: Past, matter: Matter, words: _Words, by: Actor) -> tuple[Step, Step]:
    registered = Step(
        matter=matter,
        at=matter.opened_at,
        verb="register",
        unit=matter.received_by,
        actor=by.actor_ref,
        words=words.register,
    )
    answered = Step(
        matter=matter, at=one.answered_at, verb="answer", unit=one.unit, actor=by.actor_ref
    )
    return registered, answered


def _details(one: Past) -> dict[str, str | bool]:
    return {
        "voice": one.voice.ref,
        "unit": one.unit.code,
        "unit_named": one.named,
        "answered": one.answered_at.date().isoformat(),
    }


def _words(source: str) -> _Words:
    with translation.override(settings.LANGUAGE_CODE):
        taken = _("Taken over from the file “%(file)s”, with the dates it gives.") % {
            "file": source
        }
        return _Words(
            register=taken,
            named=_("This answer was given elsewhere and taken over from the file “%(file)s”.")
            % {"file": source},
            guessed=_(
                "This answer was given elsewhere and taken over from the file “%(file)s”. The file "
                "does not say which unit gave it; the unit shown follows from the subject."
            )
            % {"file": source},
            remedy=_("Which remedies were told with this answer, the file does not say."),
        )
