"""Whoever wished to hear of it is told that there is something to read, by number only."""

from datetime import datetime

from sanwen.counsel.consultations.models import Follower
from sanwen.counsel.decisions.models import Version
from sanwen.integrity.vault.models import Way
from sanwen.notices.actions import post_many
from sanwen.notices.models import Topic
from sanwen.notices.outbox import to_resident


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
