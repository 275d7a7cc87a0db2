"""The beats that every verb of a survey shares: the lock, the move, how often a line was tried."""

from datetime import date, datetime

from django.db import connection
from django.db.models import Max

from sanwen.integrity.audit.actions import record
from sanwen.people.models import User
from sanwen.verdict.surveys.models import Listed, Survey
from sanwen.verdict.surveys.states import MOVES, Move, State


def lock(survey: Survey) -> Survey:
    """Waits for answers that are being handed in, and lets no other begin."""
    held = Survey.objects.select_for_update(no_key=True, of=("self",))
    return held.select_related("unit", "about_unit").get(pk=survey.pk)


def stand(survey: Survey) -> Survey:
    """It cannot be closed meanwhile; those who only stand do not wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDS, [survey.pk])
    return Survey.objects.select_related("unit", "about_unit").get(pk=survey.pk)


_STANDS = "SELECT 1 FROM surveys_survey WHERE id = %s FOR SHARE"


def tries(listed: Listed) -> tuple[date | None, int]:
    """The last day, and how often."""
    found = listed.attempts.aggregate(last=Max("on"), most=Max("number"))
    return found["last"], found["most"] or 0


def move(
    survey: Survey, what: Move, *, by: User, now: datetime, told: object = None, **changes: object
) -> None:
    """Write the new state with what belongs to it, and its row on the trail. `told` is counted."""
    survey.state = MOVES[State(survey.state)][what]
    for name, value in changes.items():
        setattr(survey, name, value)
    survey.save(update_fields=["state", *changes])
    details = {} if told is None else {"told": told}
    record(f"survey.{_DONE[what]}", on=survey.trail_ref, by=by, at=now, **details)


_DONE = {
    Move.ANNOUNCE: "announced",
    Move.DRAW: "drawn",
    Move.OPEN: "opened",
    Move.CLOSE: "closed",
    Move.PUBLISH: "published",
    Move.WITHDRAW: "withdrawn",
}
