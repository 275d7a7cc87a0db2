"""By which procedure a matter goes on: decided by the desk, told to the resident with its date."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from sanwen.core.dates import local_day
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters import notices, procedure_rules, rules
from sanwen.deliver.matters.actions import beats
from sanwen.deliver.matters.house import BY_THE_ACTS, further_clocks, procedure_of
from sanwen.deliver.matters.models import AnswerState, Clock, Extension, Matter, Step
from sanwen.deliver.matters.periods import longer, period, rule_of
from sanwen.deliver.matters.states import Move, State
from sanwen.deliver.procedures import known
from sanwen.deliver.procedures.declared import BEGINNING, Declared
from sanwen.methods.clock import Due
from sanwen.people.models import User

# From either the promise runs anew, whatever the procedure.
AGAIN = ("reopen", "redo")


@transaction.atomic
def sort(
    *,
    matter: Matter,
    to: str,
    because: str,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Matter:
    now = beats.clock(now)
    matter = beats.lock(matter, version)
    put(matter, to=to, because=because, by=by, now=now)
    return matter


def put(matter: Matter, *, to: str, because: str, by: User, now: datetime) -> None:
    """Also on the way of another act of the desk, which holds the matter locked."""
    new = _named(to, now)
    being_read = matter.answers.filter(state=AnswerState.READING).exists()
    procedure_rules.may_sort(matter, by, being_read=being_read).require()
    procedure_rules.is_another(matter, new).require()
    procedure_rules.says_why(because).require()
    if matter.state == State.REGISTERED and new.promise.begins[0] != BEGINNING:
        _accept(matter, by=by, now=now)
    old, due = procedure_of(matter), _due(matter, new, now=now)
    beats.write(
        matter,
        procedure=new.code,
        procedure_version=new.version,
        due_on=due.on,
        due_is_provisional=due.provisional,
    )
    _swap(matter, old, new, due, now=now)
    beats.tell(
        matter,
        "sort",
        by=by,
        now=now,
        unit=matter.received_by,
        words=because,
        due_on=due.on,
        procedure=new.code,
        number=new.version,
    )
    notices.sorted_anew(matter, now=now)


def _named(code: str, now: datetime) -> Declared:
    try:
        return known.current(code, local_day(now))
    except KeyError:
        raise NotAllowed(_("There is no such procedure now.")) from None


def _accept(matter: Matter, *, by: User, now: datetime) -> None:
    """Its promise runs from acceptance, so it is accepted on the way."""
    rules.may_accept(matter, by).require()
    beats.move(matter, Move.ACCEPT, now=now)
    beats.tell(matter, "accept", by=by, now=now, unit=matter.received_by)


def _due(matter: Matter, new: Declared, *, now: datetime) -> Due:
    """Counted from when it began, never from today; never before the first promise.

    A matter that is late stays late: another procedure is no way to a new date.
    """
    if matter.is_late(local_day(now)):
        return Due(matter.due_on, provisional=False)
    promised = period(new.promise.rule, _since(matter, (*new.promise.begins, *AGAIN)), of=new)
    approved = Extension.objects.filter(matter=matter, approved=True)
    days = approved.aggregate(days=Sum("days"))["days"] or 0
    on = max(longer(promised.on, days, of=new), matter.first_due_on)
    return Due(on, promised.provisional)


def _since(matter: Matter, verbs: Iterable[str]) -> datetime:
    last = Step.objects.filter(matter=matter, verb__in=verbs).order_by("-at", "-pk").first()
    return last.at if last else matter.opened_at


def _swap(matter: Matter, old: Declared, new: Declared, due: Due, *, now: datetime) -> None:
    running = list(Clock.objects.filter(matter=matter, stopped_at=None))
    fresh = [_promise(matter, new, due), *_further(matter, new)]
    goes = {old.promise.rule, new.promise.rule, *(timed.rule for timed in further_clocks(old))}
    stopped = [clock for clock in running if clock.rule in goes]
    for clock in running:
        changed = rule_of(clock.rule, old).rule != rule_of(clock.rule, new).rule
        if clock.rule in BY_THE_ACTS and changed:
            stopped.append(clock)
            fresh.append(_counted_again(clock, new))
    Clock.objects.filter(pk__in=[clock.pk for clock in stopped]).update(stopped_at=now)
    Clock.objects.bulk_create(fresh)


def _promise(matter: Matter, new: Declared, due: Due) -> Clock:
    since = _since(matter, (*new.promise.begins, *AGAIN))
    return _clock(matter, new.promise.rule, since, due)


def _further(matter: Matter, new: Declared) -> list[Clock]:
    """What would run now had it been of this procedure from the beginning."""
    steps = Step.objects.filter(matter=matter).order_by("at", "pk").values_list("verb", "at")
    begun: dict[str, datetime] = {}
    for verb, at in steps:
        for timed in further_clocks(new):
            if verb in timed.ends:
                begun.pop(timed.rule, None)
            if verb in timed.begins:
                begun[timed.rule] = at
    return [_clock(matter, rule, at, period(rule, at, of=new)) for rule, at in begun.items()]


def _counted_again(clock: Clock, new: Declared) -> Clock:
    due = period(clock.rule, clock.started_at, of=new)
    if rule_of(clock.rule, new).duty == "resident":
        # What a resident was told they have, they have.
        due = due._replace(on=max(due.on, clock.due_on))
    again = _clock(clock.matter, clock.rule, clock.started_at, due)
    again.assignment_id = clock.assignment_id
    return again


def _clock(matter: Matter, rule: str, since: datetime, due: Due) -> Clock:
    return Clock(
        matter=matter,
        rule=rule,
        started_at=since,
        first_due_on=due.on,
        due_on=due.on,
        provisional=due.provisional,
    )
