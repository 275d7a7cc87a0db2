"""The states of a talk meeting, of an invitation to it, and their moves, as data."""

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    PREPARED = "prepared", pgettext_lazy("talk meeting", "being prepared")
    ANNOUNCED = "announced", pgettext_lazy("talk meeting", "announced; the lot is not drawn yet")
    DRAWN = "drawn", pgettext_lazy("talk meeting", "drawn by lot")
    INVITED = "invited", pgettext_lazy("talk meeting", "invitations are out")
    HELD = "held", pgettext_lazy("talk meeting", "held; opinions are being answered")
    ANSWERED = "answered", pgettext_lazy("talk meeting", "every opinion has its answer")
    CANCELLED = "cancelled", pgettext_lazy("talk meeting", "cancelled, with the reason")


class Move(models.TextChoices):
    ANNOUNCE = "announce", pgettext_lazy("talk meeting", "announce")
    DRAW = "draw", pgettext_lazy("talk meeting", "draw")
    INVITE = "invite", pgettext_lazy("talk meeting", "invite")
    HOLD = "hold", pgettext_lazy("talk meeting", "note that it was held")
    FINISH = "finish", pgettext_lazy("talk meeting", "finish")
    CANCEL = "cancel", pgettext_lazy("talk meeting", "cancel")


MOVES: dict[State, dict[Move, State]] = {
    State.PREPARED: {Move.ANNOUNCE: State.ANNOUNCED, Move.CANCEL: State.CANCELLED},
    State.ANNOUNCED: {Move.DRAW: State.DRAWN, Move.CANCEL: State.CANCELLED},
    State.DRAWN: {Move.INVITE: State.INVITED, Move.CANCEL: State.CANCELLED},
    State.INVITED: {Move.HOLD: State.HELD, Move.CANCEL: State.CANCELLED},
    State.HELD: {Move.FINISH: State.ANSWERED},
    State.ANSWERED: {},
    State.CANCELLED: {},
}


class Seat(models.TextChoices):
    """How far one line of the list has come. It says nothing about the person behind it."""

    LISTED = "listed", pgettext_lazy("line of the list", "on the list")
    DRAWN = "drawn", pgettext_lazy("line of the list", "drawn")
    RESERVE = "reserve", pgettext_lazy("line of the list", "reserve")
    INVITED = "invited", pgettext_lazy("line of the list", "invited, no reply yet")
    COMES = "comes", pgettext_lazy("line of the list", "comes")
    DECLINED = "declined", pgettext_lazy("line of the list", "does not come")


# A reply can be changed until the day itself: people fall ill, and people find time after all.
REPLIES: dict[Seat, frozenset[Seat]] = {
    Seat.LISTED: frozenset(),
    Seat.DRAWN: frozenset(),
    Seat.RESERVE: frozenset(),
    Seat.INVITED: frozenset({Seat.COMES, Seat.DECLINED}),
    Seat.COMES: frozenset({Seat.DECLINED}),
    # Their seat went to a reserve.
    Seat.DECLINED: frozenset(),
}
TAKEN = (Seat.INVITED, Seat.COMES)
