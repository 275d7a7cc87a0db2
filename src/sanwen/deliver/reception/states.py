"""The states of a visit and their moves, as data. The diagram in the docs is made of them."""

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    EXPECTED = "expected", pgettext_lazy("visit", "expected")
    WAITING = "waiting", pgettext_lazy("visit", "waiting")
    CALLED = "called", pgettext_lazy("visit", "called")
    IN_TALK = "in_talk", pgettext_lazy("visit", "in talk")
    DONE = "done", pgettext_lazy("visit", "done")
    LEFT = "left", pgettext_lazy("visit", "left")
    CANCELLED = "cancelled", pgettext_lazy("visit", "cancelled by the visitor")
    CALLED_OFF = "called_off", pgettext_lazy("visit", "called off by the counter")


class Move(models.TextChoices):
    ARRIVE = "arrive", pgettext_lazy("visit", "has come")
    CALL = "call", pgettext_lazy("visit", "called")
    PUT_BACK = "put_back", pgettext_lazy("visit", "put back in line")
    BEGIN = "begin", pgettext_lazy("visit", "talk begun")
    FINISH = "finish", pgettext_lazy("visit", "talk ended")
    LEAVE = "leave", pgettext_lazy("visit", "left")
    RETURN = "return", pgettext_lazy("visit", "came back")
    CANCEL = "cancel", pgettext_lazy("visit", "cancelled by the visitor")
    CALL_OFF = "call_off", pgettext_lazy("visit", "called off by the counter")


MOVES: dict[State, dict[Move, State]] = {
    State.EXPECTED: {
        Move.ARRIVE: State.WAITING,
        Move.LEAVE: State.LEFT,
        Move.CANCEL: State.CANCELLED,
        Move.CALL_OFF: State.CALLED_OFF,
    },
    State.WAITING: {Move.CALL: State.CALLED, Move.LEAVE: State.LEFT},
    State.CALLED: {
        Move.BEGIN: State.IN_TALK,
        Move.PUT_BACK: State.WAITING,
        Move.LEAVE: State.LEFT,
    },
    State.IN_TALK: {Move.FINISH: State.DONE},
    State.DONE: {},
    # A number holds for its whole day: who comes back stands in line again.
    State.LEFT: {Move.RETURN: State.WAITING},
    State.CANCELLED: {},
    State.CALLED_OFF: {},
}
PRESENT = frozenset({State.WAITING, State.CALLED, State.IN_TALK})
