"""A heard opinion made public: only with everybody's yes, and without anything of a person."""

from datetime import datetime

from django.db import transaction

from sanwen.core.actors import Resident
from sanwen.deliver.matters.actions import beats
from sanwen.integrity.audit.actions import record
from sanwen.listen.voices.masking import for_everybody
from sanwen.listen.voices.models import Voice
from sanwen.people.models import User
from sanwen.verdict.reviews import rules
from sanwen.verdict.reviews.actions import asking
from sanwen.verdict.reviews.models import Request, Review


@transaction.atomic
def consent(
    *, request: Request, agreed: bool, voice: Voice, now: datetime | None = None
) -> Request:
    """The person's own yes, and their own to take back: then it is public no longer."""
    now = beats.clock(now)
    review = asking.lock(request.review)
    request = Request.objects.select_for_update().get(pk=request.pk, voice=voice)
    request.public_agreed_at = now if agreed else None
    request.save(update_fields=["public_agreed_at"])
    by = Resident(voice.contact.pseudonym)
    record("review.public_consent", on=review.trail_ref, by=by, at=now, agreed=agreed)
    if not agreed and review.public_at is not None:
        _take_back(review)
        record("review.public_no_longer", on=review.trail_ref, by=by, at=now)
    return request


@transaction.atomic
def publish(*, review: Review, words: str, by: User, now: datetime | None = None) -> Review:
    now = beats.clock(now)
    review, words = asking.lock(review), words.strip()
    standing = review.standing()
    rules.may_publish(
        review,
        by,
        agreed=standing.exists() and not standing.filter(public_agreed_at=None).exists(),
        masked=bool(words) and not for_everybody(words).found,
        heard=review.hearings.exclude(held_at=None).exists(),
    ).require()
    review.public_words, review.public_at, review.public_by = words, now, by.actor_ref
    review.save(update_fields=["public_words", "public_at", "public_by"])
    record("review.published", on=review.trail_ref, by=by, at=now)
    return review


def _take_back(review: Review) -> None:
    review.public_words, review.public_at, review.public_by = "", None, ""
    review.save(update_fields=["public_words", "public_at", "public_by"])
