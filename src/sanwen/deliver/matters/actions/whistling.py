"""吹哨报到: a town or village calls a bureau to the spot; it responds, and both sides are shown."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from sanwen.core.dates import local_day
from sanwen.deliver.matters import arbiters, notices, whistle_rules
from sanwen.deliver.matters.actions import beats, recusing
from sanwen.deliver.matters.models import Assignment, Clock, Matter, Response, Whistle
from sanwen.deliver.matters.periods import period
from sanwen.people.models import User
from sanwen.places.models import Level, Unit


@dataclass(frozen=True, slots=True)
class Responding:
    """What the called unit says: it comes or does its part on a day, or why it is not its."""

    response: str
    words: str = ""
    comes_on: date | None = None


def callers(matter: Matter, by: User) -> list[Unit]:
    """Towns and villages with a part in the matter for which this person may call; lead first."""
    parts = Assignment.objects.filter(matter=matter, ended_at=None, unit__level__gte=Level.TOWN)
    units = [part.unit for part in parts.select_related("unit").order_by("-part", "pk")]
    return [unit for unit in units if whistle_rules.may_whistle(matter, by, unit)]


@transaction.atomic
def whistle(
    *,
    matter: Matter,
    called: Unit,
    needs: str,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Whistle:
    now = beats.clock(now)
    matter = beats.lock(matter, version)
    caller = next(iter(callers(matter, by)), None)
    whistle_rules.may_whistle(matter, by, caller).require()
    assert caller is not None
    is_called = Whistle.objects.filter(matter=matter, called=called, ended_at=None).exists()
    whistle_rules.may_be_called(called, caller, is_called=is_called).require()
    recusing.may_be_given(matter, called).require()
    call = Whistle(matter=matter, caller=caller, called=called, needs=needs)
    _send(call, matter, by=by, now=now)
    beats.write(matter)
    beats.tell(
        matter,
        "whistle",
        by=by,
        now=now,
        unit=called,
        words=needs,
        due_on=call.respond_by,
        caller=caller.code,
    )
    return call


def _send(call: Whistle, matter: Matter, *, by: User, now: datetime) -> None:
    rule = "service.whistle_urgent" if matter.urgent else "service.whistle"
    ends = period(rule, now)
    call.called_at, call.called_by = now, by.actor_ref
    call.clock = Clock.objects.create(
        matter=matter,
        rule=rule,
        started_at=now,
        first_due_on=ends.on,
        due_on=ends.on,
        provisional=ends.provisional,
    )
    call.respond_by = ends.on
    midnight = datetime.combine(ends.on + timedelta(days=1), time())
    call.respond_at = ends.at or timezone.make_aware(midnight)
    call.save(force_insert=True)
    notices.called(matter, call, now=now)


@transaction.atomic
def respond(
    *,
    call: Whistle,
    to: Responding,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Whistle:
    now = beats.clock(now)
    matter, call = _lock(call, version)
    whistle_rules.may_respond(matter, call, by).require()
    whistle_rules.is_a_whole_response(
        call, to.response, words=to.words, comes_on=to.comes_on, today=local_day(now)
    ).require()
    call.response, call.words, call.rung = to.response, to.words, 0
    call.responded_at, call.responded_by = now, by.actor_ref
    day = _disputed(call, matter, now=now) if to.response == Response.NOT_OURS else to.comes_on
    call.comes_on = None if to.response == Response.NOT_OURS else to.comes_on
    call.save()
    Clock.objects.filter(pk=call.clock_id, stopped_at=None).update(stopped_at=now)
    beats.write(matter)
    beats.tell(
        matter,
        f"call_{to.response}",
        by=by,
        now=now,
        unit=call.called,
        words=to.words,
        due_on=day,
    )
    notices.responded(matter, call, now=now)
    return call


def _disputed(call: Whistle, matter: Matter, *, now: datetime) -> date:
    """Not responsible, it says: a named arbiter decides by a day."""
    call.arbiter, call.decide_by = arbiters.named(matter), period("service.arbiter", now).on
    beats.start_clock(matter, "service.arbiter", now=now)
    return call.decide_by


@transaction.atomic
def decide_call(
    *,
    call: Whistle,
    binds: bool,
    words: str,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Whistle:
    """The arbiter binds the unit, which is called anew and cannot refuse, or lets it go."""
    now = beats.clock(now)
    matter, call = _lock(call, version)
    whistle_rules.may_decide_call(matter, call, by).require()
    call.binds, call.decision, call.decided_at, call.decided_by = binds, words, now, by.actor_ref
    call.ended_at = now
    call.save()
    if not Whistle.objects.filter(
        matter=matter, response=Response.NOT_OURS, decided_at=None, ended_at=None
    ).exists():
        beats.stop_clocks(matter, "service.arbiter", now=now)
    beats.write(matter)
    again = call
    if binds:
        again = Whistle(
            matter=matter, caller=call.caller, called=call.called, needs=call.needs, bound=True
        )
        _send(again, matter, by=by, now=now)
    beats.tell(
        matter,
        "call_bound" if binds else "call_let_go",
        by=by,
        now=now,
        unit=call.called,
        words=words,
        due_on=again.respond_by,
    )
    notices.responded(matter, call, now=now)
    return again


@transaction.atomic
def say_whether_it_helped(
    *,
    call: Whistle,
    help: str,
    words: str = "",
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Whistle:
    """Of the response, never of a person. With that the call is over."""
    now = beats.clock(now)
    matter, call = _lock(call, version)
    whistle_rules.may_say_whether_it_helped(matter, call, by).require()
    call.help, call.help_words, call.ended_at = help, words, now
    call.save(update_fields=["help", "help_words", "ended_at"])
    beats.write(matter)
    beats.tell(matter, f"help_{help}", by=by, now=now, unit=call.called)
    notices.judged(matter, call, now=now)
    return call


def _lock(call: Whistle, version: int | None) -> tuple[Matter, Whistle]:
    matter = beats.lock(call.matter, version)
    locked = Whistle.objects.select_for_update(of=("self",)).select_related("caller", "called")
    return matter, locked.get(pk=call.pk)
