"""Reviews whose date has passed are told of, once for each date."""

from datetime import datetime

from django.db import transaction

from sanwen.core.dates import local_day
from sanwen.deliver.matters.actions import beats
from sanwen.notices.actions import post_many
from sanwen.notices.models import Notice
from sanwen.verdict.reviews import notices
from sanwen.verdict.reviews.models import Review


@transaction.atomic
def tell_late(*, now: datetime | None = None) -> int:
    now = beats.clock(now)
    today = local_day(now)
    late = Review.objects.open().filter(due_on__lt=today).select_related("matter__received_by")
    drafts = {draft.key: draft for draft in notices.late(late, today=today)}
    told = set(Notice.objects.filter(key__in=drafts).values_list("key", flat=True))
    fresh = [draft for key, draft in drafts.items() if key not in told]
    post_many(fresh, now=now)
    return len(fresh)
