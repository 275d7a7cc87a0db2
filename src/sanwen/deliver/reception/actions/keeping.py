"""At night: yesterday's queues end, and what has run out is deleted."""

from datetime import date, datetime, timedelta

from django.db import transaction

from sanwen.core.actors import Machine
from sanwen.core.dates import local_day
from sanwen.deliver.matters.actions.beats import clock
from sanwen.deliver.reception.actions.queue import lock, move
from sanwen.deliver.reception.models import HelpCall, SafetyEvent, Visit
from sanwen.deliver.reception.presets import presets
from sanwen.deliver.reception.states import Move, State
from sanwen.integrity.audit.actions import TrailRow, record_many
from sanwen.integrity.vault import actions as vault

KEEPER = Machine("reception")
_BACK = {State.CALLED: Move.LEAVE, State.WAITING: Move.LEAVE, State.EXPECTED: Move.LEAVE}
_ENDS = _BACK | {State.IN_TALK: Move.FINISH}
MOST = 500


def let_go(*, now: datetime | None = None) -> dict[str, int]:
    now = clock(now)
    today = local_day(now)
    return {
        "visits": end_days(today=today, now=now),
        "contacts": _erase_contacts(today, now),
        "safety_events": delete_expired(today=today, now=now),
        "help_calls": _delete_calls(now),
    }


@transaction.atomic
def end_days(*, today: date, now: datetime) -> int:
    """Whoever still stands in an earlier day's queue has left; a talk nobody ended is over."""
    open_ones = Visit.objects.filter(on__lt=today, state__in=list(_ENDS)).order_by("pk")
    stale = list(open_ones[:MOST])
    for visit in stale:
        held = lock(visit)
        move(held, _ENDS[State(held.state)], by=KEEPER, now=now, ended_at=now)
    return len(stale)


@transaction.atomic
def delete_expired(*, today: date, now: datetime) -> int:
    """The trail keeps that an event was deleted, and nothing of what it said."""
    gone = SafetyEvent.objects.select_for_update().filter(expires_on__lte=today)
    events = list(gone.order_by("pk")[:MOST])
    record_many([TrailRow("safety.deleted", event.trail_ref, KEEPER, now) for event in events])
    SafetyEvent.objects.filter(pk__in=[event.pk for event in events]).delete()
    return len(events)


def _erase_contacts(today: date, now: datetime) -> int:
    last = today - timedelta(days=presets().contact_days)
    due = Visit.objects.filter(on__lt=last, contact__erased_at=None, contact__isnull=False)
    numbers = list(due.order_by("pk").values_list("contact", flat=True)[:MOST])
    return vault.erase_due(contact_ids=numbers, before=now, now=now) if numbers else 0


def _delete_calls(now: datetime) -> int:
    old = now - timedelta(hours=presets().help_hours)
    return HelpCall.objects.filter(asked_at__lt=old).delete()[0]
