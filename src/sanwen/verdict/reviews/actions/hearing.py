"""A hearing: noticed in time, held with minutes, or called off; at 复核 its days do not count."""

from datetime import datetime

from django.db import transaction

from sanwen.core.dates import local_day
from sanwen.deliver.matters.actions import beats, reviewing
from sanwen.deliver.matters.clock_rules import rules as clock_rules
from sanwen.deliver.matters.periods import may_pause, period
from sanwen.integrity.audit.actions import record
from sanwen.people.models import User
from sanwen.verdict.reviews import notices, rules
from sanwen.verdict.reviews.actions import asking
from sanwen.verdict.reviews.drafts import Minutes, Plan
from sanwen.verdict.reviews.hearing_days import ends
from sanwen.verdict.reviews.models import Hearing, Review
from sanwen.verdict.reviews.stakes import stakes

PAPERS = "decision.hearing_papers"


@transaction.atomic
def call(*, review: Review, plan: Plan, by: User, now: datetime | None = None) -> Hearing:
    """Everybody who asked is told where, when, and what they may do there."""
    now = beats.clock(now)
    review = asking.lock(review)
    from_day, today = local_day(plan.begins_at), local_day(now)
    # The rule counts back from the hearing: the papers go out on that day at the latest.
    earliest = today + (from_day - period(PAPERS, from_day).on)
    rules.may_call_hearing(
        review, by, stakes(review), from_day=from_day, until_day=plan.until_day, earliest=earliest
    ).require()
    hearing = Hearing.objects.create(
        review=review,
        about=plan.about.strip(),
        begins_at=plan.begins_at,
        from_day=from_day,
        until_day=plan.until_day,
        place=plan.place.strip(),
        chair=plan.chair.strip(),
        members=plan.members.strip(),
        noticed_at=now,
        noticed_by=by.actor_ref,
    )
    _count_again(review)
    record("review.hearing_called", on=review.trail_ref, by=by, at=now, first=from_day)
    _tell(review, "hearing", plan.place, by=by, now=now)
    notices.hearing(review, hearing, now=now)
    return hearing


@transaction.atomic
def hold(*, hearing: Hearing, minutes: Minutes, by: User, now: datetime | None = None) -> Hearing:
    """What was said, who took part, and how long it really took."""
    now = beats.clock(now)
    review = asking.lock(hearing.review)
    hearing = Hearing.objects.select_for_update().get(pk=hearing.pk)
    rules.may_minute(review, hearing, by, stakes(review), today=local_day(now)).require()
    hearing.took_part, hearing.minutes = minutes.took_part.strip(), minutes.minutes.strip()
    hearing.until_day = max(hearing.from_day, min(minutes.until_day, local_day(now)))
    hearing.held_at = now
    hearing.save()
    _count_again(review)
    record("review.hearing_held", on=review.trail_ref, by=by, at=now, last=hearing.until_day)
    _tell(review, "heard", "", by=by, now=now)
    return hearing


@transaction.atomic
def call_off(*, hearing: Hearing, because: str, by: User, now: datetime | None = None) -> Hearing:
    """Its days count again, and those who asked are told."""
    now = beats.clock(now)
    review = asking.lock(hearing.review)
    hearing = Hearing.objects.select_for_update().get(pk=hearing.pk)
    rules.may_cancel(review, hearing, by, stakes(review)).require()
    hearing.cancelled_at, hearing.cancelled_because = now, because.strip()
    hearing.save(update_fields=["cancelled_at", "cancelled_because"])
    _count_again(review)
    record("review.hearing_called_off", on=review.trail_ref, by=by, at=now)
    _tell(review, "no_hearing", because.strip(), by=by, now=now)
    notices.hearing(review, hearing, now=now)
    return hearing


def _count_again(review: Review) -> None:
    """Only at the second review (Art. 36); a hearing at the first one is within its period."""
    rule = reviewing.DECIDE[review.is_second]
    if not may_pause(rule, "hearing"):
        return
    spans = review.hearings.filter(cancelled_at=None).values_list("from_day", "until_day")
    length = clock_rules()[rule].rule.length
    due = ends(local_day(review.asked_at), length, spans)
    review.due_on = max(due, review.first_due_on)
    review.save(update_fields=["due_on"])
    reviewing.put_off(review.matter, review.due_on)


def _tell(review: Review, verb: str, words: str, *, by: User, now: datetime) -> None:
    for request in review.standing().select_related("voice"):
        beats.tell(
            review.matter, verb, by=by, now=now, unit=review.body, words=words,
            due_on=review.due_on, voice=request.voice,
        )  # fmt: skip
