"""Who is told what of a decision: followers by number only, supervisors of what is late."""

from datetime import datetime

from sanwen.counsel.consultations.models import Follower
from sanwen.counsel.decisions.models import Promise, Version
from sanwen.integrity.vault.models import Way
from sanwen.notices.actions import post_many, post_new
from sanwen.notices.models import Topic
from sanwen.notices.outbox import to_resident, to_staff
from sanwen.people.models import Membership


def published(version: Version, *, now: datetime) -> int:
    """In the transaction of the act: the news stands or falls with it."""
    asked = version.decision.consultation
    readers = Follower.objects.filter(
        consultation=asked, contact__wishes=Way.EMAIL, contact__erased_at=None
    ).values_list("contact", flat=True)
    drafts = [
        to_resident(Topic.DECIDED, asked.ref, reader, what=version.number) for reader in readers
    ]
    post_many(drafts, now=now)
    return len(drafts)


def late(promise: Promise, *, now: datetime) -> int:
    """The supervisors over the unit that asked; each of them once for each day promised."""
    asked = promise.version.decision.consultation
    held = Membership.objects.supervising(asked.unit)
    what = f"{promise.number}:{promise.due_on}"
    drafts = [
        to_staff(Topic.LATE_PROMISE, asked.ref, reader, what=what)
        for reader in sorted(set(held.values_list("user", flat=True)))
    ]
    return post_new(drafts, now=now)
