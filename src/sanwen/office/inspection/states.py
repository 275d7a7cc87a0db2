"""The states of an inspection's findings and their moves, as data."""

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    ISSUED = "issued", pgettext_lazy("inspection", "issued, not received yet")
    DELIVERED = "delivered", pgettext_lazy("inspection", "received by the unit")
    OBJECTED = "objected", pgettext_lazy("inspection", "objected to; another person decides")
    UPHELD = "upheld", pgettext_lazy("inspection", "the findings stand")
    CHANGED = "changed", pgettext_lazy("inspection", "the findings were changed")
    LIFTED = "lifted", pgettext_lazy("inspection", "the findings were lifted")


class Move(models.TextChoices):
    DELIVER = "deliver", pgettext_lazy("inspection", "received")
    OBJECT = "object", pgettext_lazy("inspection", "objected to")
    UPHOLD = "uphold", pgettext_lazy("inspection", "the findings stand")
    CHANGE = "change", pgettext_lazy("inspection", "the findings change")
    LIFT = "lift", pgettext_lazy("inspection", "the findings are lifted")


MOVES: dict[State, dict[Move, State]] = {
    State.ISSUED: {Move.DELIVER: State.DELIVERED},
    State.DELIVERED: {Move.OBJECT: State.OBJECTED},
    State.OBJECTED: {
        Move.UPHOLD: State.UPHELD,
        Move.CHANGE: State.CHANGED,
        Move.LIFT: State.LIFTED,
    },
    State.UPHELD: {},
    State.CHANGED: {},
    State.LIFTED: {},
}
DECISIONS = (Move.UPHOLD, Move.CHANGE, Move.LIFT)
