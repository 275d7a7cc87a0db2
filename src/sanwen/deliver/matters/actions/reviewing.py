"""What a review does to its matter: bare changes of state, clock and part. Who may, is above."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from sanwen.core.actors import Actor
from sanwen.deliver.matters import notices, review_rules, rules
from sanwen.deliver.matters.actions import beats, ending, public
from sanwen.deliver.matters.models import Assignment, Clock, Ending, Matter, Part
from sanwen.deliver.matters.states import Move, State
from sanwen.listen.voices.models import Voice
from sanwen.people.models import User
from sanwen.places.models import Unit

DECIDE = {False: "petition.review", True: "petition.second_review"}
ASK_AGAIN = "petition.ask_second_review"


def let_read(matter: Matter, body: Unit, *, by: Actor, now: datetime) -> None:
    """The body that was asked reads the matter, with everything that was said and done."""
    Assignment.objects.get_or_create(
        matter=matter,
        unit=body,
        ended_at=None,
        defaults={"part": Part.REVIEW, "given_at": now, "given_by": by.actor_ref},
    )


@transaction.atomic
def ask(*, matter: Matter, second: bool, since: datetime, by: Actor, now: datetime) -> Matter:
    """The review begins; its period runs from the day on which it was asked for."""
    matter = beats.lock(matter)
    move = Move.ASK_SECOND if second else Move.ASK_REVIEW
    rules.may_move(matter, move).require()
    beats.stop_clocks(matter, now=now)
    beats.move(matter, move, now=now, closed_at=None, ending="")
    beats.start_clock(matter, DECIDE[second], now=since)
    return matter


def put_off(matter: Matter, until: date) -> None:
    """The days of a hearing are not counted: the running period ends later by just these."""
    Clock.objects.filter(matter=matter, rule=DECIDE[True], stopped_at=None).update(due_on=until)


@transaction.atomic
def drop(*, matter: Matter, by: Actor, now: datetime) -> Matter:
    matter = beats.lock(matter)
    rules.may_move(matter, Move.DROP_REVIEW).require()
    beats.move(matter, Move.DROP_REVIEW, now=now, closed_at=now, ending=Ending.REVIEW)
    _over(matter, now=now)
    beats.tell(matter, "drop_review", by=by, now=now)
    return matter


@transaction.atomic
def decide(
    *, matter: Matter, body: Unit, outcome: str = "", by: Actor, now: datetime, **details: Any
) -> Matter:
    """Upheld or changed. After the first review one may be asked again; the second one ends it."""
    matter = beats.lock(matter)
    second = matter.state == State.IN_SECOND
    move = Move.SECOND_REVIEW if second else Move.REVIEW
    rules.may_move(matter, move).require()
    changes = {"outcome": outcome} if outcome else {}
    beats.move(matter, move, now=now, **changes)
    _over(matter, now=now)
    if not second:
        beats.start_clock(matter, ASK_AGAIN, now=now)
    beats.tell(
        matter, "second_review" if second else "review", by=by, now=now, unit=body, **details
    )
    return matter


@transaction.atomic
def redo(*, matter: Matter, lead: Unit, body: Unit, by: Actor, now: datetime) -> Matter:
    """Sent back to be done anew, with a new promise that the resident is told of."""
    matter = beats.lock(matter)
    rules.may_move(matter, Move.REDO).require()
    ending.begin_again(matter, Move.REDO, lead, by=by, now=now)
    beats.tell(matter, "redo", by=by, now=now, unit=body, due_on=matter.due_on, lead=lead.code)
    public.show(matter, now=now)
    notices.came_back(matter, now=now)
    return matter


def wait_longer(matter: Matter, until: date) -> None:
    """Each person's own thirty days count: the matter waits for the last of them."""
    running = Clock.objects.filter(matter=matter, rule=ASK_AGAIN, stopped_at=None)
    running.filter(due_on__lt=until).update(due_on=until)


@transaction.atomic
def help_on(
    *,
    matter: Matter,
    words: str,
    voice: Voice | None = None,
    by: User,
    now: datetime | None = None,
) -> Matter:
    """The procedure is finished; explanation and help are not (Art. 37)."""
    now = beats.clock(now)
    matter = beats.lock(matter)
    review_rules.may_help(matter, by).require()
    beats.move(matter, Move.HELP, now=now)
    unit = review_rules.helping_unit(matter, by)
    beats.tell(matter, "help", by=by, now=now, unit=unit, words=words, voice=voice)
    notices.extended(matter, now=now)
    return matter


def _over(matter: Matter, *, now: datetime) -> None:
    beats.stop_clocks(matter, now=now)
    Assignment.objects.filter(matter=matter, ended_at=None).update(ended_at=now)
