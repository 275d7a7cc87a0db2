"""The states of a ballot and their moves, and the one definition of upcoming, open and closed."""

from datetime import date

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("ballot", "being prepared")
    COLLECTING = "collecting", pgettext_lazy("ballot", "proposals are collected")
    VOTING = "voting", pgettext_lazy("ballot", "the list stands, one can vote")
    COUNTED = "counted", pgettext_lazy("ballot", "counted, the result is published")
    WITHDRAWN = "withdrawn", pgettext_lazy("ballot", "withdrawn, with the reason")


class Move(models.TextChoices):
    CALL = "call", pgettext_lazy("ballot", "call for proposals")
    OPEN = "open", pgettext_lazy("ballot", "publish the list")
    COUNT = "count", pgettext_lazy("ballot", "count")
    WITHDRAW = "withdraw", pgettext_lazy("ballot", "withdraw")


MOVES: dict[State, dict[Move, State]] = {
    State.DRAFT: {
        Move.CALL: State.COLLECTING,
        Move.OPEN: State.VOTING,
        Move.WITHDRAW: State.WITHDRAWN,
    },
    State.COLLECTING: {Move.OPEN: State.VOTING, Move.WITHDRAW: State.WITHDRAWN},
    State.VOTING: {Move.COUNT: State.COUNTED, Move.WITHDRAW: State.WITHDRAWN},
    State.COUNTED: {},
    State.WITHDRAWN: {},
}
# Until the list stands, what can be chosen may change.
PREPARING = frozenset({State.DRAFT, State.COLLECTING})


class Standing(models.TextChoices):
    UPCOMING = "upcoming", pgettext_lazy("ballot standing", "not open yet")
    OPEN = "open", pgettext_lazy("ballot standing", "open")
    CLOSED = "closed", pgettext_lazy("ballot standing", "closed")


def standing(state: str, opens_on: date | None, closes_on: date | None, today: date) -> Standing:
    """Open from the beginning of its first day to the end of its last, in local time."""
    if state in PREPARING or opens_on is None or closes_on is None:
        return Standing.UPCOMING
    if state != State.VOTING or today > closes_on:
        return Standing.CLOSED
    return Standing.UPCOMING if today < opens_on else Standing.OPEN
