"""The states of a consultation and of a statement, and their moves, as data."""

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """What the body did with the consultation; what is open today follows from its phases."""

    DRAFT = "draft", pgettext_lazy("consultation", "being prepared")
    PUBLISHED = "published", pgettext_lazy("consultation", "published")
    WITHDRAWN = "withdrawn", pgettext_lazy("consultation", "withdrawn, with the reason")


class Move(models.TextChoices):
    PUBLISH = "publish", pgettext_lazy("consultation", "publish")
    WITHDRAW = "withdraw", pgettext_lazy("consultation", "withdraw")


MOVES: dict[State, dict[Move, State]] = {
    State.DRAFT: {Move.PUBLISH: State.PUBLISHED, Move.WITHDRAW: State.WITHDRAWN},
    State.PUBLISHED: {Move.WITHDRAW: State.WITHDRAWN},
    State.WITHDRAWN: {},
}


class Stand(models.TextChoices):
    """What became of a statement. Nothing is deleted; what is held back has a reason."""

    WAITING = "waiting", pgettext_lazy("statement", "being read by the desk")
    SHOWN = "shown", pgettext_lazy("statement", "shown")
    HELD = "held", pgettext_lazy("statement", "held back, with the reason")
    SAME = "same", pgettext_lazy("statement", "said already: counted with another one")


class Sift(models.TextChoices):
    SHOW = "show", pgettext_lazy("statement", "show")
    HOLD = "hold", pgettext_lazy("statement", "hold back")
    JOIN = "join", pgettext_lazy("statement", "count with another one")


STANDS: dict[Stand, dict[Sift, Stand]] = {
    Stand.WAITING: {Sift.SHOW: Stand.SHOWN, Sift.HOLD: Stand.HELD, Sift.JOIN: Stand.SAME},
    Stand.SHOWN: {Sift.HOLD: Stand.HELD, Sift.JOIN: Stand.SAME},
    # By appeal, or because somebody looked again.
    Stand.HELD: {Sift.SHOW: Stand.SHOWN},
    Stand.SAME: {Sift.SHOW: Stand.SHOWN},
}
