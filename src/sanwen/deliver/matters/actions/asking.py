"""Talking with the resident, and asking for more time."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sanwen.core.actors import Actor, Resident
from sanwen.core.dates import local_day
from sanwen.deliver.matters import notices, rules
from sanwen.deliver.matters.actions import beats, recusing
from sanwen.deliver.matters.house import procedure_of
from sanwen.deliver.matters.models import Clock, Extension, Matter, Rung
from sanwen.deliver.matters.periods import longer, period
from sanwen.deliver.matters.states import Move, State
from sanwen.integrity.vault import actions as vault
from sanwen.listen.voices import actions as voices
from sanwen.listen.voices.models import Voice
from sanwen.listen.voices.pictures import Picture
from sanwen.people.models import User


@transaction.atomic
def ask(
    *,
    matter: Matter,
    question: str,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Matter:
    """Ask every person whose voice this is. The unit's own period goes on running."""
    now = beats.clock(now)
    matter = beats.lock(matter, version)
    rules.may_ask(matter, by).require()
    until = period("service.resident", now, of=procedure_of(matter))
    beats.move(matter, Move.ASK, now=now)
    beats.start_clock(matter, "service.resident", now=now)
    for joining in matter.joinings.select_related("voice__contact"):
        vault.say(
            contact=joining.voice.contact,
            text=question,
            by=by,
            unit_name=_unit_name(matter),
            now=now,
        )
    beats.tell(
        matter,
        "ask",
        by=by,
        now=now,
        unit=matter.lead_unit,
        words=question,
        due_on=until.on,
    )
    notices.asked(matter, now=now)
    return matter


@transaction.atomic
def add(
    *,
    matter: Matter,
    voice: Voice,
    text: str = "",
    pictures: Sequence[Picture] = (),
    now: datetime | None = None,
) -> Matter:
    """The resident adds words or a picture; a question that waits is answered by it."""
    now = beats.clock(now)
    by = Resident(voice.contact.pseudonym)
    matter = beats.lock(matter)
    rules.may_add(matter).require()
    if text:
        voices.add_words(voice=voice, text=text, by=by, now=now)
    for picture in pictures:
        voices.add_picture(voice=voice, picture=picture, by=by, now=now)
    beats.tell(matter, "add", by=by, now=now, voice=voice)
    if matter.state == State.WAITING:
        _go_on(matter, by=by, now=now)
    if text:
        recusing.detect([(matter, text)], now=now)
    notices.words_added(matter, now=now)
    return matter


@transaction.atomic
def stop_waiting(*, matter: Matter, by: Actor, now: datetime | None = None) -> Matter:
    """Nothing came in the time given: the unit goes on with what it knows."""
    now = beats.clock(now)
    matter = beats.lock(matter)
    rules.may_move(matter, Move.HEAR).require()
    _go_on(matter, by=by, now=now)
    return matter


def _go_on(matter: Matter, *, by: Actor, now: datetime) -> None:
    beats.move(matter, Move.HEAR, now=now)
    beats.stop_clocks(matter, "service.resident", now=now)
    beats.tell(matter, "hear", by=by, now=now, unit=matter.lead_unit, due_on=matter.due_on)


@transaction.atomic
def ask_for_time(
    *,
    matter: Matter,
    days: int,
    reason: str,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Extension:
    now = beats.clock(now)
    matter = beats.lock(matter, version)
    rules.may_extend(matter, by, days=days, today=local_day(now)).require()
    rules.is_not_being_decided(
        Extension.objects.filter(matter=matter, decided_at=None).exists()
    ).require()
    extension = Extension.objects.create(
        matter=matter,
        days=days,
        reason=reason,
        asked_at=now,
        asked_by=by.actor_ref,
        old_due_on=matter.due_on,
        new_due_on=longer(matter.due_on, days, of=procedure_of(matter)),
    )
    beats.write(matter)
    beats.tell(
        matter, "ask_for_time", by=by, now=now, unit=matter.lead_unit, inside=True, days=days
    )
    notices.time_asked(matter, now=now)
    return extension


@transaction.atomic
def decide_on_time(
    *, extension: Extension, approved: bool, by: User, now: datetime | None = None
) -> Matter:
    """The head of the unit decides. The first promise stays; the resident is told why."""
    now = beats.clock(now)
    matter = beats.lock(extension.matter)
    extension = Extension.objects.select_for_update().get(pk=extension.pk)
    rules.may_approve(matter, extension, by).require()
    extension.decided_at, extension.decided_by, extension.approved = now, by.actor_ref, approved
    extension.save()
    if approved:
        _extend(matter, extension, by=by, now=now)
    else:
        beats.write(matter)
        beats.tell(matter, "refuse_time", by=by, now=now, unit=matter.lead_unit, inside=True)
    return matter


def _extend(matter: Matter, extension: Extension, *, by: User, now: datetime) -> None:
    promise = procedure_of(matter).promise.rule
    Clock.objects.filter(matter=matter, rule=promise, stopped_at=None).update(
        due_on=extension.new_due_on
    )
    beats.write(
        matter, due_on=extension.new_due_on, extensions=matter.extensions + 1, rung=Rung.NONE
    )
    beats.tell(
        matter,
        "extend",
        by=by,
        now=now,
        unit=matter.lead_unit,
        words=extension.reason,
        due_on=extension.new_due_on,
        days=extension.days,
    )
    notices.extended(matter, now=now)


def _unit_name(matter: Matter) -> str:
    return matter.lead_unit.name if matter.lead_unit else ""
