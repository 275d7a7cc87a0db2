"""The states of a decision and their moves, as data. What was published is never overwritten."""

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    WRITING = "writing", pgettext_lazy("decision", "being written")
    SHOWN = "shown", pgettext_lazy("decision", "shown as a draft, for discussion")
    REVISING = "revising", pgettext_lazy("decision", "being revised after the discussion")
    DECIDED = "decided", pgettext_lazy("decision", "decided")
    AMENDING = "amending", pgettext_lazy("decision", "decided; an amendment is being written")


class Move(models.TextChoices):
    SHOW = "show", pgettext_lazy("decision", "show the draft")
    REVISE = "revise", pgettext_lazy("decision", "go on writing")
    DECIDE = "decide", pgettext_lazy("decision", "publish the decision")
    AMEND = "amend", pgettext_lazy("decision", "amend")
    LEAVE = "leave", pgettext_lazy("decision", "leave the amendment")


MOVES: dict[State, dict[Move, State]] = {
    State.WRITING: {Move.SHOW: State.SHOWN, Move.DECIDE: State.DECIDED},
    State.SHOWN: {Move.REVISE: State.REVISING},
    State.REVISING: {Move.SHOW: State.SHOWN, Move.DECIDE: State.DECIDED},
    State.DECIDED: {Move.AMEND: State.AMENDING},
    State.AMENDING: {Move.DECIDE: State.DECIDED, Move.LEAVE: State.DECIDED},
}
# In these there is a version that can be written on.
OPEN = frozenset({State.WRITING, State.REVISING, State.AMENDING})
# In these there is a decision that stands.
STANDS = frozenset({State.DECIDED, State.AMENDING})
