"""Asking for a review: by code or written down by a clerk, joined, late, and taken back."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sanwen.core.actors import Actor, Resident
from sanwen.core.dates import local_day
from sanwen.deliver.matters.actions import beats, reviewing
from sanwen.deliver.matters.models import Answer, AnswerState, Delivery, Joining, Matter
from sanwen.deliver.matters.periods import period
from sanwen.integrity.audit.actions import record
from sanwen.listen.voices.models import Voice
from sanwen.people.models import User
from sanwen.verdict.reviews import bodies, notices, rules
from sanwen.verdict.reviews.models import How, Request, Review, Served
from sanwen.verdict.reviews.states import MOVES, Move, State


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person stands: which review they may ask for, of whom, and until when."""

    answer: Answer | None
    earlier: Review | None
    running: Review | None
    above: bodies.Above
    until: date | None

    @property
    def second(self) -> bool:
        if self.running:
            return self.running.is_second
        return self.earlier is not None


def place_of(voice: Voice, matter: Matter) -> Place:
    """The last answer, the review of it that was decided, the one that runs."""
    answer = (
        Answer.objects.filter(matter=matter, state=AnswerState.SENT)
        .select_related("unit__parent", "matter")
        .order_by("sent_at", "pk")
        .last()
    )
    reviews = Review.objects.filter(matter=matter).select_related("body__parent", "matter")
    running = reviews.open().first()
    decided = reviews.filter(answer=answer, state=State.DECIDED) if answer else reviews.none()
    earlier = decided.filter(earlier=None).order_by("pk").last()
    if answer is None:
        return Place(None, None, running, bodies.Above(None), None)
    again = running.is_second if running else earlier is not None
    if again and earlier:
        above, until = bodies.reviewed_again_by(earlier), _until_again(earlier, voice)
    else:
        above, until = bodies.reviewed_by(answer), _until(answer, voice)
    if running:
        above = bodies.Above(running.body)
    return Place(answer, earlier, running, above, until)


def _until(answer: Answer, voice: Voice) -> date | None:
    found = Delivery.objects.filter(answer=answer, voice=voice).first()
    return found.review_until if found else None


def _until_again(earlier: Review, voice: Voice) -> date | None:
    found = Served.objects.filter(
        opinion__review=earlier, opinion__state=AnswerState.SENT, voice=voice
    ).first()
    return found.ask_until if found else None


@transaction.atomic
def ask(*, voice: Voice, words: str, now: datetime | None = None) -> Request:
    """By code. Whoever is late is taken in as well; then a person decides."""
    now = beats.clock(now)
    by = Resident(voice.contact.pseudonym)
    return _ask(voice, words, How.PAGE, asked_at=now, by=by, now=now)


@transaction.atomic
def take_down(
    *,
    voice: Voice,
    words: str,
    how: How,
    asked_at: datetime | None = None,
    by: User,
    now: datetime | None = None,
) -> Request:
    """A clerk writes down what somebody says in person, on the telephone or in a letter."""
    now = beats.clock(now)
    joining = Joining.objects.select_related("matter__received_by").get(voice=voice)
    rules.may_take_down(joining.matter, by).require()
    return _ask(voice, words, how, asked_at=min(asked_at or now, now), by=by, now=now)


def _ask(
    voice: Voice, words: str, how: How, *, asked_at: datetime, by: Actor, now: datetime
) -> Request:
    joining = Joining.objects.select_related("matter").get(voice=voice)
    joining.matter = matter = beats.lock(joining.matter)
    place = place_of(voice, matter)
    running = place.running
    rules.may_ask(joining, second=place.second, running=running).require()
    rules.somebody_can_decide(place.above.unit).require()
    asked = running is not None and running.standing().filter(voice=voice).exists()
    rules.did_not_ask_yet(asked).require()
    in_time = place.until is None or local_day(asked_at) <= place.until
    review = running or _open(matter, place, asked_at=asked_at)
    made = Request.objects.create(
        review=review,
        voice=voice,
        words=words.strip(),
        how=how,
        asked_at=asked_at,
        until=place.until,
        taken_down_by=by.actor_ref,
    )
    record(
        "review.asked", on=review.trail_ref, by=by, at=now,
        matter=matter.ref, how=str(how), late=not in_time,
    )  # fmt: skip
    reviewing.let_read(matter, review.body, by=by, now=now)
    _tell(matter, review, made, joined=running is not None, in_time=in_time, by=by, now=now)
    return made


def _open(matter: Matter, place: Place, *, asked_at: datetime) -> Review:
    """Asked for, and until a person or a request in time takes it up nothing else changes."""
    body, answer = place.above.unit, place.answer
    assert body is not None, "the rules were asked before"
    assert answer is not None, "the rules were asked before"
    due = period(reviewing.DECIDE[place.second], asked_at)
    return Review.objects.create(
        matter=matter,
        answer=answer,
        earlier=place.earlier,
        body=body,
        state=State.ASKED,
        asked_at=asked_at,
        first_due_on=due.on,
        due_on=due.on,
    )


def _tell(
    matter: Matter, review: Review, made: Request, *, joined: bool, in_time: bool, by: Actor,
    now: datetime,
) -> None:  # fmt: skip
    """In time it begins at once; late it waits for a person; one that runs is joined."""
    if review.state == State.UNDER_WAY:
        beats.tell(
            matter, "join_review", by=by, now=now, unit=review.body, due_on=review.due_on,
            voice=made.voice,
        )  # fmt: skip
    elif in_time:
        begin(review, second=review.is_second, by=by, now=now)
    else:
        beats.tell(
            matter, "late_review", by=by, now=now, unit=review.body, due_on=review.due_on,
            voice=made.voice,
        )  # fmt: skip
    if not joined or in_time:
        notices.asked(review, now=now)


def begin(review: Review, *, second: bool, by: Actor, now: datetime) -> None:
    """Under way, on the matter too. The rule was asked before."""
    move(review, Move.TAKE_UP, now=now)
    matter = reviewing.ask(
        matter=review.matter, second=second, since=review.asked_at, by=by, now=now
    )
    verb = "ask_second" if second else "ask_review"
    beats.tell(matter, verb, by=by, now=now, unit=review.body, due_on=review.due_on)


def move(review: Review, move: Move, *, now: datetime) -> None:
    review.state = MOVES[State(review.state)][move]
    review.ended_at = None if review.is_open else now
    review.save(update_fields=["state", "ended_at"])


def lock(review: Review) -> Review:
    """The matter first, then the review: everybody takes the two in this order."""
    beats.lock(Matter(pk=review.matter_id))
    held = Review.objects.select_for_update(of=("self",)).select_related(
        "matter__lead_unit", "matter__received_by", "body", "answer__unit__parent", "earlier"
    )
    return held.get(pk=review.pk)


@transaction.atomic
def drop(*, voice: Voice, now: datetime | None = None) -> Review:
    """Taken back by one who asked; the review ends when nobody asks any more."""
    now = beats.clock(now)
    by = Resident(voice.contact.pseudonym)
    joining = Joining.objects.select_related("matter").get(voice=voice)
    review = lock(Review.objects.open().get(matter=joining.matter_id))
    mine = review.standing().filter(voice=voice)
    rules.may_drop(joining, review, mine.exists()).require()
    mine.update(withdrawn_at=now)
    record("review.request_taken_back", on=review.trail_ref, by=by, at=now)
    if not review.standing().exists():
        under_way = review.state == State.UNDER_WAY
        move(review, Move.DROP, now=now)
        if under_way:
            reviewing.drop(matter=review.matter, by=by, now=now)
    return review
