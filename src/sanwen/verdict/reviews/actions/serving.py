"""The opinion reaches the person of each voice; their next thirty days begin with that."""

from datetime import datetime

from django.db import transaction

from sanwen.core.actors import Actor, Resident
from sanwen.core.dates import local_day
from sanwen.deliver.matters.actions import beats, reviewing
from sanwen.deliver.matters.models import Way
from sanwen.deliver.matters.periods import period
from sanwen.deliver.matters.rules import belongs_to
from sanwen.listen.voices.models import Voice
from sanwen.people.models import User
from sanwen.verdict.reviews import rules
from sanwen.verdict.reviews.actions import asking
from sanwen.verdict.reviews.models import Opinion, Result, Served


@transaction.atomic
def open_page(*, opinion: Opinion, voice: Voice, now: datetime | None = None) -> Served:
    """The resident opened it with their code."""
    by = Resident(voice.contact.pseudonym)
    return _serve(opinion, voice, Way.PAGE, by=by, now=beats.clock(now))


@transaction.atomic
def hand_over(*, opinion: Opinion, voice: Voice, by: User, now: datetime | None = None) -> Served:
    """The person signed for it on paper."""
    review = asking.lock(opinion.review)
    rules.may_serve(review, by).require()
    belongs_to(review.matter, voice.joining.matter_id).require()
    return _serve(opinion, voice, Way.PAPER, by=by, now=beats.clock(now))


def _serve(opinion: Opinion, voice: Voice, way: Way, *, by: Actor, now: datetime) -> Served:
    """Only the first time counts."""
    matter = beats.lock(opinion.review.matter)
    known = Served.objects.filter(opinion=opinion, voice=voice).first()
    if known:
        return known
    last = not _can_be_asked_again(opinion)
    until = None if last else period(reviewing.ASK_AGAIN, local_day(now)).on
    served = Served.objects.create(
        opinion=opinion, voice=voice, way=way, at=now, ask_until=until, recorded_by=by.actor_ref
    )
    if until:
        reviewing.wait_longer(matter, until)
    beats.tell(
        matter, "opinion" if until else "last_opinion", by=by, now=now, voice=voice,
        due_on=until, way=str(way), number=voice.ref,
    )  # fmt: skip
    return served


def _can_be_asked_again(opinion: Opinion) -> bool:
    """What was sent back has a new answer coming; against that one may ask anew."""
    decided = opinion.result in (Result.UPHELD, Result.CHANGED)
    return decided and not opinion.review.is_second
