"""The answer: written item by item, read a second time where it refuses, sent, and delivered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sanwen.core.actors import Actor
from sanwen.core.dates import local_day
from sanwen.deliver.matters import notices, precedent_rules, procedure_rules, rules
from sanwen.deliver.matters.actions import beats, public
from sanwen.deliver.matters.models import (
    Answer,
    AnswerItem,
    AnswerState,
    Delivery,
    Matter,
    Redirection,
    Way,
)
from sanwen.deliver.matters.periods import period
from sanwen.deliver.matters.states import Move
from sanwen.listen.voices.models import Voice
from sanwen.people.models import User


@dataclass(frozen=True, slots=True)
class Reply:
    """What the unit says: each thing asked with its reply, the ground, what is next, the remedy."""

    outcome: str
    items: Sequence[tuple[str, str]]
    ground_kind: str
    ground: str
    remedy: str
    next_step: str = ""
    next_on: date | None = None
    # The like matters that were shown, what most of them got, and why this one gets something else.
    precedents: Sequence[int] = ()
    usual: str = ""
    departs_because: str = ""


@dataclass(frozen=True, slots=True)
class LegalRoute:
    route: str
    where: str
    by_when: str
    bring: str
    ground: str


@transaction.atomic
def answer(
    *,
    matter: Matter,
    reply: Reply,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Answer:
    """Send the answer; a refusal waits for its second reader instead."""
    now = beats.clock(now)
    matter = beats.lock(matter, version)
    rules.may_answer(matter, by).require()
    procedure_rules.offers(matter, reply.outcome).require()
    precedent_rules.says_why(reply.usual, reply.outcome, reply.departs_because).require()
    rules.is_not_being_read(matter.answers.filter(state=AnswerState.READING).exists()).require()
    reading = rules.needs_second_reader(reply.outcome)
    written = _write(matter, reply, reading=reading, by=by, now=now)
    if reading:
        beats.write(matter)
        beats.tell(matter, "write", by=by, now=now, unit=matter.lead_unit, inside=True)
        notices.to_be_read(matter, now=now)
    else:
        _send(matter, written, by=by, now=now)
    return written


def _write(matter: Matter, reply: Reply, *, reading: bool, by: User, now: datetime) -> Answer:
    written = Answer.objects.create(
        matter=matter,
        unit=matter.lead_unit,  # type: ignore[misc]  # who answers leads
        outcome=reply.outcome,
        ground_kind=reply.ground_kind,
        ground=reply.ground,
        next_step=reply.next_step,
        next_on=reply.next_on,
        remedy=reply.remedy,
        precedents=list(reply.precedents),
        departs_because=reply.departs_because,
        written_by=by,
        written_at=now,
        state=AnswerState.READING if reading else AnswerState.SENT,
        sent_at=None if reading else now,
    )
    AnswerItem.objects.bulk_create(
        [AnswerItem(answer=written, asked=asked, reply=said) for asked, said in reply.items]
    )
    return written


@transaction.atomic
def read(
    *, answer: Answer, agreed: bool, words: str = "", by: User, now: datetime | None = None
) -> Answer:
    """The second reader lets a refusal go out, or sends it back with words."""
    now = beats.clock(now)
    matter = beats.lock(answer.matter)
    answer = Answer.objects.select_for_update().get(pk=answer.pk)
    rules.may_read(matter, answer, by).require()
    if agreed:
        # Meanwhile the matter may have been withdrawn, returned, or put to the resident.
        rules.may_move(matter, Move.ANSWER).require()
    answer.reader, answer.read_at, answer.reader_words = by, now, words
    answer.state = AnswerState.SENT if agreed else AnswerState.SENT_BACK
    answer.sent_at = now if agreed else None
    answer.save()
    if agreed:
        _send(matter, answer, by=by, now=now)
    else:
        beats.write(matter)
        beats.tell(
            matter, "send_back", by=by, now=now, unit=matter.lead_unit, words=words, inside=True
        )
    return answer


def _send(matter: Matter, answer: Answer, *, by: User, now: datetime) -> None:
    beats.move(matter, Move.ANSWER, now=now, outcome=answer.outcome, answered_at=now)
    beats.stop_clocks(matter, now=now)
    beats.start_clock(matter, "service.verdict", now=now)
    beats.tell(
        matter,
        "answer",
        by=by,
        now=now,
        unit=answer.unit,
        outcome=str(answer.outcome),
    )
    public.hide(matter)
    notices.answered(matter, answer, now=now)


@transaction.atomic
def deliver(
    *, answer: Answer, voice: Voice, way: Way, by: Actor, now: datetime | None = None
) -> Delivery:
    """The answer reached this person, so the remedy periods run. Only the first time counts."""
    now = beats.clock(now)
    matter = beats.lock(Matter(pk=answer.matter_id))
    known = Delivery.objects.filter(answer=answer, voice=voice).first()
    if known:
        return known
    delivery = Delivery.objects.create(
        answer=answer,
        voice=voice,
        way=way,
        at=now,
        review_until=period("petition.ask_review", local_day(now)).on,
        recorded_by=by.actor_ref,
    )
    beats.tell(
        matter,
        "deliver",
        by=by,
        now=now,
        voice=voice,
        due_on=delivery.review_until,
        way=str(way),
        number=voice.ref,
    )
    return delivery


@transaction.atomic
def hand_over(*, answer: Answer, voice: Voice, by: User, now: datetime | None = None) -> Delivery:
    """The person signed for the answer on paper."""
    rules.may_record_delivery(answer.matter, by).require()
    rules.belongs_to(answer.matter, voice.joining.matter_id).require()
    return deliver(answer=answer, voice=voice, way=Way.PAPER, by=by, now=now)


@transaction.atomic
def redirect(
    *,
    matter: Matter,
    to: LegalRoute,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Redirection:
    """The law has another way for this: say where, by when, and what to bring."""
    now = beats.clock(now)
    matter = beats.lock(matter, version)
    rules.may_redirect(matter, by).require()
    shown = Redirection.objects.create(
        matter=matter,
        route=to.route,
        where=to.where,
        by_when=to.by_when,
        bring=to.bring,
        ground=to.ground,
        shown_at=now,
        shown_by=by.actor_ref,
    )
    beats.move(matter, Move.REDIRECT, now=now, answered_at=now)
    beats.end_assignments(matter, now=now)
    beats.stop_clocks(matter, now=now)
    beats.tell(
        matter,
        "redirect",
        by=by,
        now=now,
        unit=matter.lead_unit or matter.received_by,
        words=to.ground,
        route=str(to.route),
    )
    public.hide(matter)
    notices.redirected(matter, now=now)
    return shown
