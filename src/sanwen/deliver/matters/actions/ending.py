"""How a matter ends, and how it begins again: verdict, silence, withdrawal, reopening."""

from datetime import datetime

from django.db import transaction

from sanwen.core.actors import Actor, Resident
from sanwen.deliver.matters import notices, rules
from sanwen.deliver.matters.actions import beats, public
from sanwen.deliver.matters.house import procedure_of
from sanwen.deliver.matters.models import Assignment, Ending, Joining, Matter, Part
from sanwen.deliver.matters.periods import period
from sanwen.deliver.matters.states import Move, State
from sanwen.listen.voices.models import Voice
from sanwen.places.models import Unit


@transaction.atomic
def close_by_verdict(*, matter: Matter, by: Actor, now: datetime | None = None) -> Matter:
    now = beats.clock(now)
    matter = beats.lock(matter)
    rules.may_move(matter, Move.JUDGE).require()
    first = matter.state != State.CLOSED
    closed_at = now if first else matter.closed_at
    beats.move(matter, Move.JUDGE, now=now, closed_at=closed_at, ending=Ending.VERDICT)
    beats.stop_clocks(matter, now=now)
    beats.end_assignments(matter, now=now)
    if first:
        beats.tell(matter, "judge", by=by, now=now)
    return matter


@transaction.atomic
def close_by_silence(*, matter: Matter, by: Actor, now: datetime | None = None) -> Matter:
    """Nobody judged in the time given. That is silence; it is never counted as content.

    After a review: nobody asked for a second one.
    """
    now = beats.clock(now)
    matter = beats.lock(matter)
    rules.may_move(matter, Move.LAPSE).require()
    reviewed = matter.state == State.REVIEWED
    how = Ending.REVIEW if reviewed else Ending.SILENCE
    beats.move(matter, Move.LAPSE, now=now, closed_at=now, ending=how)
    beats.stop_clocks(matter, now=now)
    beats.end_assignments(matter, now=now)
    beats.tell(matter, "review_over" if reviewed else "lapse", by=by, now=now)
    return matter


@transaction.atomic
def reopen(*, matter: Matter, by: Actor, now: datetime | None = None) -> Matter:
    """The first "not solved" brings it back by right; the second takes it to the level above."""
    now = beats.clock(now)
    matter = beats.lock(matter)
    rules.may_move(matter, Move.REOPEN).require()
    last = matter.lead_unit
    lead = level_above(last) if matter.reopenings and last else last
    begin_again(matter, Move.REOPEN, lead, by=by, now=now, reopenings=matter.reopenings + 1)
    beats.tell(matter, "reopen", by=by, now=now, unit=lead, due_on=matter.due_on)
    public.show(matter, now=now)
    notices.came_back(matter, now=now)
    return matter


def begin_again(
    matter: Matter, move: Move, lead: Unit | None, *, by: Actor, now: datetime, **changes: object
) -> None:
    """With a new promise; the first one stays on record. The caller asked the rule and tells."""
    last = matter.lead_unit
    one = procedure_of(matter)
    due = period(one.promise.rule, now, of=one)
    beats.end_assignments(matter, now=now)
    beats.stop_clocks(matter, now=now)
    beats.move(
        matter,
        move,
        now=now,
        lead_unit=lead,
        handler=None,
        due_on=max(due.on, matter.first_due_on),
        due_is_provisional=due.provisional,
        closed_at=None,
        ending="",
        answered_at=None,
        outcome="",
        **changes,
    )
    _hand_on(matter, lead, last, by=by, now=now)
    beats.start_clock(matter, one.promise.rule, now=now)


def level_above(unit: Unit) -> Unit:
    return unit.parent or unit


def _hand_on(
    matter: Matter, lead: Unit | None, last: Unit | None, *, by: Actor, now: datetime
) -> None:
    """The unit above leads now; the one whose answer did not help assists it."""
    parts = [(lead, Part.LEAD, "service.leg")]
    if last != lead:
        parts.append((last, Part.ASSIST, "service.assist"))
    for unit, part, rule in parts:
        if unit is not None:
            assignment = Assignment.objects.create(
                matter=matter, unit=unit, part=part, given_at=now, given_by=by.actor_ref
            )
            beats.start_clocks(matter, [(rule, assignment)], now=now)


@transaction.atomic
def withdraw(*, voice: Voice, now: datetime | None = None) -> Matter:
    """A person takes their voice back; the matter ends only when nobody asks for it any more."""
    now = beats.clock(now)
    by = Resident(voice.contact.pseudonym)
    joining = Joining.objects.select_related("matter").get(voice=voice)
    matter = beats.lock(joining.matter)
    rules.may_withdraw(matter, joining).require()
    Joining.objects.filter(pk=joining.pk).update(withdrawn_at=now)
    beats.write(matter, voices_count=matter.voices_count - 1)
    alone = not Joining.objects.filter(matter=matter, withdrawn_at=None).exists()
    if alone:
        beats.move(matter, Move.WITHDRAW, now=now)
        beats.end_assignments(matter, now=now)
        beats.stop_clocks(matter, now=now)
    beats.tell(matter, "withdraw", by=by, now=now, voice=None if alone else voice, number=voice.ref)
    public.show(matter, now=now)
    return matter
