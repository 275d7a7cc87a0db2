"""The papers of a review, filled in from what it knows; a person reads and issues them."""

from datetime import datetime

from django.db import transaction

from sanwen.core.dates import local_day
from sanwen.deliver.matters.actions import beats
from sanwen.deliver.papers import actions as papers
from sanwen.deliver.papers.kinds import kinds
from sanwen.deliver.papers.models import Paper
from sanwen.people.models import User
from sanwen.verdict.reviews import papers as known
from sanwen.verdict.reviews import rules
from sanwen.verdict.reviews.models import Request
from sanwen.verdict.reviews.stakes import stakes


@transaction.atomic
def draft(*, request: Request, kind: str, by: User, now: datetime | None = None) -> Paper:
    """For the person of one request; the paper names them by pseudonym until it is handed over."""
    now = beats.clock(now)
    review = request.review
    rules.may_draft(review, by, stakes(review), kind=kind).require()
    of_kind = kinds()[kind]
    filled = known.filled(of_kind, request, today=local_day(now))
    return papers.draft(
        matter=review.matter, kind=of_kind, filled=filled, voice=request.voice, by=by, now=now
    )
