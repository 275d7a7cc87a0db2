"""A matter is opened for a voice, a voice joins another matter, and a joining is undone."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sanwen.core.actors import Actor
from sanwen.core.dates import local_day
from sanwen.core.many import write_many
from sanwen.deliver.matters import rules
from sanwen.deliver.matters.actions import beats, public, recusing, wording
from sanwen.deliver.matters.house import further_clocks, procedure_of
from sanwen.deliver.matters.models import Clock, Joining, Matter, Step
from sanwen.deliver.matters.periods import period
from sanwen.deliver.matters.states import Move
from sanwen.deliver.procedures import known
from sanwen.deliver.procedures.declared import BEGINNING, Declared
from sanwen.integrity.audit.actions import TrailRow, record_many
from sanwen.listen.triage.models import Suggestion
from sanwen.listen.voices.models import Voice
from sanwen.methods.clock import Due
from sanwen.methods.text import first_words
from sanwen.people.models import User
from sanwen.places.models import Unit

TITLE = 40
# 尊敬的领导： and the like are shorter.
SHORTEST_TITLE = 13


def promise(now: datetime) -> Due:
    """What the receipt promises: the whole way from registration to the answer."""
    first = _first(now)
    return period(first.promise.rule, now, of=first)


def _first(now: datetime) -> Declared:
    """Every message begins as a service request, in the version of its day."""
    return known.current(known.FIRST, local_day(now))


@transaction.atomic(savepoint=False)
def open_many(
    *,
    voices: Sequence[Voice],
    suggestions: Sequence[Suggestion],
    received_by: Unit,
    by: Actor,
    now: datetime,
) -> list[Matter]:
    """One matter for each voice, its clocks started, all at the price of a few statements."""
    first = _first(now)
    matters = write_many(
        [
            _matter(voice, suggestion, received_by=received_by, of=first, now=now)
            for voice, suggestion in zip(voices, suggestions, strict=True)
        ]
    )
    write_many(
        [
            Joining(voice=voice, matter=matter, home=matter, joined_at=now, joined_by=by.actor_ref)
            for voice, matter in zip(voices, matters, strict=True)
        ]
    )
    wording.keep_many(matters, [voice.text for voice in voices])
    _start_clocks(matters, of=first, now=now)
    write_many(
        [
            Step(
                matter=matter,
                at=now,
                verb="register",
                unit=received_by,
                actor=by.actor_ref,
                due_on=matter.first_due_on,
            )
            for matter in matters
        ]
    )
    record_many(
        [
            TrailRow("matter.opened", matter.trail_ref, by, now, {"voice": voice.ref})
            for voice, matter in zip(voices, matters, strict=True)
        ]
    )
    said = (f"{voice.text}\n{voice.summary}" for voice in voices)
    recusing.detect(list(zip(matters, said, strict=True)), now=now)
    return matters


def title_of(voice: Voice) -> str:
    """The first line where it says enough to be a title (an address alone does not)."""
    text = (voice.summary or voice.text).strip()
    line = text.partition("\n")[0].strip()
    return first_words(line if len(line) >= SHORTEST_TITLE else text, TITLE)


def _matter(
    voice: Voice, suggestion: Suggestion, *, received_by: Unit, of: Declared, now: datetime
) -> Matter:
    return Matter(
        title=title_of(voice),
        procedure=of.code,
        procedure_version=of.version,
        category_id=suggestion.category_id,
        area_id=voice.area_id,
        place=voice.place,
        urgent=suggestion.urgent,
        received_by=received_by,
        opened_at=now,
        state_since=now,
        first_due_on=voice.promised_on,
        due_on=voice.promised_on,
        due_is_provisional=voice.promise_is_provisional,
    )


def _start_clocks(matters: Sequence[Matter], *, of: Declared, now: datetime) -> None:
    further = (timed.rule for timed in further_clocks(of) if BEGINNING in timed.begins)
    rules_at_once = (of.promise.rule, "service.dispatch", *further)
    ends = {rule: period(rule, now, of=of) for rule in rules_at_once}
    write_many(
        [
            Clock(
                matter=matter,
                rule=rule,
                started_at=now,
                first_due_on=due.on,
                due_on=due.on,
                provisional=due.provisional,
            )
            for matter in matters
            for rule, due in ends.items()
        ]
    )


@transaction.atomic
def join(
    *,
    matter: Matter,
    into: Matter,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Matter:
    """The voices of one matter go over to another that asks for the same."""
    now = beats.clock(now)
    # Always in the same order, so that two joinings cannot wait for each other.
    first, second = sorted((matter, into), key=lambda one: one.pk)
    locked = {one.pk: beats.lock(one) for one in (first, second)}
    matter, into = locked[matter.pk], locked[into.pk]
    if version is not None:
        rules.nobody_was_faster(matter, version).require()
    rules.may_join(matter, into, by).require()
    moved = Joining.objects.filter(matter=matter).update(
        matter=into, joined_at=now, joined_by=by.actor_ref
    )
    beats.end_assignments(matter, now=now)
    beats.move(matter, Move.JOIN, now=now, joined_into=into, lead_unit=None, handler=None)
    beats.write(into, voices_count=into.voices_count + moved)
    beats.stop_clocks(matter, now=now)
    beats.tell(matter, "join", by=by, now=now, into=into.ref)
    beats.tell(into, "joined_by", by=by, now=now, voices=moved, matter=matter.ref)
    recusing.carry_over(matter, into, now=now)
    public.show(into, now=now)
    public.hide(matter)
    return into


@transaction.atomic
def join_at_once(*, voice: Voice, into: Matter, by: Actor, now: datetime, because: str) -> Matter:
    """A voice that never opened a matter of its own: the same person says the same again."""
    into = beats.lock(into)
    rules.is_still_open(into).require()
    Joining.objects.create(
        voice=voice, matter=into, home=into, joined_at=now, joined_by=by.actor_ref
    )
    beats.write(into, voices_count=into.voices_count + 1)
    beats.tell(
        into,
        "joined_by",
        by=by,
        now=now,
        voice=voice,
        inside=True,
        because=because,
        number=voice.ref,
    )
    recusing.detect([(into, f"{voice.text}\n{voice.summary}")], now=now)
    public.show(into, now=now)
    return into


@transaction.atomic
def part(
    *, matter: Matter, by: User, version: int | None = None, now: datetime | None = None
) -> Matter:
    """Undo a joining: the voices that came from this matter come home; it is registered again."""
    now = beats.clock(now)
    matter = beats.lock(matter, version)
    rules.may_part(matter, by).require()
    into = beats.lock(matter.joined_into)  # type: ignore[arg-type]
    moved = Joining.objects.filter(matter=into, home=matter).update(
        matter=matter, joined_at=now, joined_by=by.actor_ref
    )
    beats.move(matter, Move.PART, now=now, joined_into=None)
    beats.write(into, voices_count=into.voices_count - moved)
    beats.start_clock(matter, "service.dispatch", now=now)
    promises = Clock.objects.filter(matter=matter, rule=procedure_of(matter).promise.rule)
    promises.filter(pk=promises.latest("pk").pk).update(stopped_at=None)
    beats.tell(matter, "part", by=by, now=now, due_on=matter.due_on, out_of=into.ref)
    beats.tell(into, "part", by=by, now=now, inside=True, matter=matter.ref)
    public.show(into, now=now)
    return matter
