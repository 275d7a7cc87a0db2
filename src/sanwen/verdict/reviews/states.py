"""The states of a review and their moves, as data."""

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    ASKED = "asked", pgettext_lazy("review", "asked after the time; a person decides")
    UNDER_WAY = "under_way", pgettext_lazy("review", "under way")
    DECIDED = "decided", pgettext_lazy("review", "decided")
    NOT_TAKEN = "not_taken", pgettext_lazy("review", "not taken up")
    DROPPED = "dropped", pgettext_lazy("review", "taken back")


class Move(models.TextChoices):
    TAKE_UP = "take_up", pgettext_lazy("review", "taken up")
    DECIDE = "decide", pgettext_lazy("review", "decided")
    DECLINE = "decline", pgettext_lazy("review", "not taken up, with the article")
    DROP = "drop", pgettext_lazy("review", "taken back by the resident")


MOVES: dict[State, dict[Move, State]] = {
    State.ASKED: {
        Move.TAKE_UP: State.UNDER_WAY,
        Move.DECLINE: State.NOT_TAKEN,
        Move.DROP: State.DROPPED,
    },
    State.UNDER_WAY: {Move.DECIDE: State.DECIDED, Move.DROP: State.DROPPED},
    State.DECIDED: {},
    State.NOT_TAKEN: {},
    State.DROPPED: {},
}
OPEN = frozenset({State.ASKED, State.UNDER_WAY})
