"""Taking up a late request, writing the opinion, its second reader, and what follows from it."""

from datetime import datetime

from django.db import transaction

from sanwen.core.actors import Actor
from sanwen.deliver.matters.actions import beats, reviewing
from sanwen.deliver.matters.models import AnswerState
from sanwen.integrity.audit.actions import record
from sanwen.people.models import User
from sanwen.verdict.reviews import notices, rules
from sanwen.verdict.reviews.actions import asking
from sanwen.verdict.reviews.drafts import Finding
from sanwen.verdict.reviews.models import Opinion, OpinionItem, Result, Review
from sanwen.verdict.reviews.stakes import stakes
from sanwen.verdict.reviews.states import Move


@transaction.atomic
def take_up(*, review: Review, because: str, by: User, now: datetime | None = None) -> Review:
    """It came late, and it is looked at all the same."""
    now = beats.clock(now)
    review = asking.lock(review)
    rules.may_take_up(review, by, stakes(review)).require()
    asking.begin(review, second=review.is_second, by=by, now=now)
    beats.tell(
        review.matter, "take_up", by=by, now=now, unit=review.body, words=because.strip(),
        due_on=review.due_on,
    )  # fmt: skip
    record("review.taken_up", on=review.trail_ref, by=by, at=now)
    return review


@transaction.atomic
def write(*, review: Review, finding: Finding, by: User, now: datetime | None = None) -> Opinion:
    """Sent at once where it helps; whatever says no waits for its second reader."""
    now = beats.clock(now)
    review = asking.lock(review)
    reading = review.opinions.filter(state=AnswerState.READING).exists()
    rules.may_write(review, by, stakes(review), being_read=reading).require()
    rules.fits(review, finding).require()
    opinion = Opinion(
        review=review,
        result=finding.result,
        outcome=finding.outcome if finding.result == Result.CHANGED else "",
        facts=finding.facts,
        reasons=finding.reasons,
        basis=finding.basis,
        remedy=finding.remedy,
        lead=finding.lead if finding.result == Result.REDO else None,
        written_by=by,
        written_at=now,
        state=AnswerState.READING,
    )
    opinion.save(force_insert=True)
    OpinionItem.objects.bulk_create(
        OpinionItem(opinion=opinion, asked=asked, reply=reply, ground=ground)
        for asked, reply, ground in finding.items
    )
    record("review.opinion_written", on=review.trail_ref, by=by, at=now, result=finding.result)
    if opinion.says_no:
        notices.to_be_read(review, but=by, now=now)
    else:
        _send(review, opinion, by=by, now=now)
    return opinion


@transaction.atomic
def read(
    *, opinion: Opinion, agreed: bool, words: str = "", by: User, now: datetime | None = None
) -> Opinion:
    """The second reader lets a no go out, or sends it back with words."""
    now = beats.clock(now)
    review = asking.lock(opinion.review)
    opinion = Opinion.objects.select_for_update().get(pk=opinion.pk)
    rules.may_read(review, opinion, by, stakes(review)).require()
    opinion.reader, opinion.read_at, opinion.reader_words = by, now, words.strip()
    if agreed:
        _send(review, opinion, by=by, now=now)
    else:
        opinion.state = AnswerState.SENT_BACK
        opinion.save()
    record("review.opinion_read", on=review.trail_ref, by=by, at=now, agreed=agreed)
    return opinion


def _send(review: Review, opinion: Opinion, *, by: Actor, now: datetime) -> None:
    opinion.state, opinion.sent_at = AnswerState.SENT, now
    opinion.save()
    declined = opinion.result == Result.NOT_TAKEN
    verb = Move.DECLINE if declined else Move.DECIDE
    rules.may_move(review, verb).require()
    asking.move(review, verb, now=now)
    _carry_out(review, opinion, by=by, now=now)
    record("review.decided", on=review.trail_ref, by=by, at=now, result=str(opinion.result))
    notices.decided(review, opinion, now=now)


def _carry_out(review: Review, opinion: Opinion, *, by: Actor, now: datetime) -> None:
    matter = review.matter
    if opinion.result == Result.NOT_TAKEN:
        for request in review.standing().select_related("voice"):
            beats.tell(matter, "turn_down", by=by, now=now, unit=review.body, voice=request.voice)
    elif opinion.result == Result.REDO:
        assert opinion.lead is not None, "the rules were asked before"
        reviewing.redo(matter=matter, lead=opinion.lead, body=review.body, by=by, now=now)
    else:
        reviewing.decide(
            matter=matter, body=review.body, outcome=opinion.outcome, by=by, now=now,
            result=str(opinion.result),
        )  # fmt: skip
