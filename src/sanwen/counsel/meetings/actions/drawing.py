"""Announcing and drawing: first the list and the source of the seed are public, then the lot."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from sanwen.core.moment import clock
from sanwen.counsel.meetings import lot, rules
from sanwen.counsel.meetings.actions.beats import lock, move
from sanwen.counsel.meetings.drafts import Announcement
from sanwen.counsel.meetings.models import Candidate, Meeting
from sanwen.counsel.meetings.states import Move, Seat
from sanwen.people.models import User


@transaction.atomic
def announce(
    *, meeting: Meeting, told: Announcement, by: User, now: datetime | None = None
) -> Meeting:
    """From now on everybody sees it, and nobody can change the list."""
    now = clock(now)
    meeting = lock(meeting)
    rules.may_announce(
        meeting,
        told,
        by,
        listed=meeting.candidates.count(),
        guests=meeting.guests.aggregate(all=Sum("count"))["all"] or 0,
        today=timezone.localdate(now),
    ).require()
    move(
        meeting, Move.ANNOUNCE, by=by, now=now,
        announced_at=now, announced_by=by.actor_ref,
        seed_source=told.seed_source.strip(), seed_on=told.seed_on,
    )  # fmt: skip
    return meeting


@transaction.atomic
def draw(*, meeting: Meeting, seed: str, by: User, now: datetime | None = None) -> Meeting:
    """Everybody on the list gets a turn: those drawn first, then all others as reserves."""
    now = clock(now)
    meeting, seed = lock(meeting), " ".join(seed.split())
    rules.may_move(meeting, Move.DRAW).require()
    listed = list(meeting.candidates.order_by("pk"))
    same = lot.fingerprint_of(listed) == meeting.list_hash
    rules.may_draw(meeting, by, same_list=same, today=timezone.localdate(now)).require()
    of = {each.listed_as: each for each in listed}
    for number, turn in enumerate(lot.turns(listed, seed=seed, size=meeting.by_lot), start=1):
        one = of[turn.listed_as]
        one.turn, one.seat = number, Seat.DRAWN if turn.is_drawn else Seat.RESERVE
    Candidate.objects.bulk_update(listed, ["turn", "seat"], batch_size=1000)
    move(meeting, Move.DRAW, by=by, now=now, drawn_at=now, drawn_by=by.actor_ref, seed=seed)
    return meeting
