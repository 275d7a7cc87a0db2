"""What is not needed any more is let go: contacts of old matters, open pages, wrong tries."""

from datetime import datetime, timedelta

from sanwen.core import throttle
from sanwen.deliver.matters.actions import beats
from sanwen.deliver.matters.actions.clocks import MOST
from sanwen.deliver.matters.models import Joining, Presence
from sanwen.deliver.matters.states import ENDED
from sanwen.integrity.vault import actions as vault
from sanwen.integrity.vault import retention

PRESENCE_KEPT = timedelta(hours=1)
TRIES_KEPT = timedelta(days=1)


def let_go(*, now: datetime | None = None) -> dict[str, int]:
    now = beats.clock(now)
    return {
        "contacts": _erase_contacts(now),
        "presences": Presence.objects.filter(seen_at__lt=now - PRESENCE_KEPT).delete()[0],
        "tries": throttle.forget(before=now - TRIES_KEPT),
    }


def _erase_contacts(now: datetime) -> int:
    """In batches, each its own transaction: broken off, the next night goes on."""
    kept = Joining.objects.filter(
        matter__state__in=ENDED,
        matter__state_since__lt=retention.closed_before(now),
        voice__contact__erased_at=None,
    ).order_by("pk")
    erased = 0
    while batch := list(kept.values_list("voice__contact", flat=True)[:MOST]):
        done = vault.erase_due(contact_ids=batch, before=now, now=now)
        erased += done
        if not done:
            break
    return erased
