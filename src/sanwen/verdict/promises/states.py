"""What the body itself says of its promise, as data. Whether people find so is not among them."""

from datetime import date

from django.db import models
from django.utils.translation import pgettext_lazy

from sanwen.methods.suppression import FEWEST


class State(models.TextChoices):
    NOT_BEGUN = "not_begun", pgettext_lazy("promise", "not begun")
    UNDER_WAY = "under_way", pgettext_lazy("promise", "under way")
    SAYS_DONE = "says_done", pgettext_lazy("promise", "the body says done")
    CANNOT = "cannot", pgettext_lazy("promise", "cannot be kept")


class Move(models.TextChoices):
    BEGIN = "begin", pgettext_lazy("promise", "Say that it has begun")
    SAY_DONE = "done", pgettext_lazy("promise", "Say that it is done")
    GIVE_UP = "cannot", pgettext_lazy("promise", "Say that it cannot be kept")
    RESUME = "resume", pgettext_lazy("promise", "Go on with it")


MOVES: dict[State, dict[Move, State]] = {
    State.NOT_BEGUN: {
        Move.BEGIN: State.UNDER_WAY,
        Move.SAY_DONE: State.SAYS_DONE,
        Move.GIVE_UP: State.CANNOT,
    },
    State.UNDER_WAY: {Move.SAY_DONE: State.SAYS_DONE, Move.GIVE_UP: State.CANNOT},
    State.SAYS_DONE: {Move.RESUME: State.UNDER_WAY},
    State.CANNOT: {Move.RESUME: State.UNDER_WAY},
}
# In these the day that was promised runs.
OPEN = frozenset({State.NOT_BEGUN, State.UNDER_WAY})


class Standing(models.TextChoices):
    """Where a promise is filed in the list for everybody; late ones stand first."""

    LATE = "late", pgettext_lazy("promise", "late")
    OPEN = "open", pgettext_lazy("promise", "its day has not come")
    DONE = "done", pgettext_lazy("promise", "the body says done")
    NOT_FOUND_SO = "not_so", pgettext_lazy("promise", "residents do not find so")
    CANNOT = "cannot", pgettext_lazy("promise", "cannot be kept")


def is_late(state: str, due_on: date, today: date) -> bool:
    return state in OPEN and today > due_on


class Found(models.TextChoices):
    """What the residents of one round find, taken together."""

    KEPT = "kept", pgettext_lazy("acceptance", "most of those who answered find it done")
    NOT_KEPT = "not_kept", pgettext_lazy("acceptance", "most of those who answered do not find so")
    DIVIDED = "divided", pgettext_lazy("acceptance", "those who answered are divided")
    TOO_FEW = "too_few", pgettext_lazy("acceptance", "too few answered to say")


def found(yes: int, partly: int, no: int) -> Found:
    """By more than half of those who answered; who said nothing is counted for neither."""
    answered = yes + partly + no
    if answered < FEWEST:
        return Found.TOO_FEW
    if 2 * yes > answered:
        return Found.KEPT
    return Found.NOT_KEPT if 2 * no > answered else Found.DIVIDED
