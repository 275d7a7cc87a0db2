"""The states of a matter and their moves, as data. The diagram in the docs is made of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    REGISTERED = "registered", _("registered")
    ACCEPTED = "accepted", _("accepted")
    ASSIGNED = "assigned", _("assigned")
    IN_HAND = "in_hand", _("in hand")
    RETURNED = "returned", _("return under review")
    WAITING = "waiting", _("waiting for you")
    ANSWERED = "answered", _("answered")
    REOPENED = "reopened", _("reopened")
    CLOSED = "closed", _("closed")
    REDIRECTED = "redirected", _("legal route shown")
    JOINED = "joined", _("joined to another matter")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Move(models.TextChoices):
    ACCEPT = "accept", _("accepted")
    ASSIGN = "assign", _("assigned")
    TAKE = "take", _("taken in hand")
    OBJECT = "object", _("returned as not ours")
    AGREE = "agree", _("return agreed")
    REFUSE_RETURN = "refuse_return", _("return not agreed")
    DESIGNATE = "designate", _("unit decided by the arbiter")
    ASK = "ask", _("asked the resident")
    HEAR = "hear", _("the resident added words")
    ANSWER = "answer", _("answered")
    JUDGE = "judge", _("closed by the resident's verdict")
    LAPSE = "lapse", _("closed by silence")
    REOPEN = "reopen", _("reopened")
    REDIRECT = "redirect", _("legal route shown")
    JOIN = "join", _("joined")
    PART = "part", _("joining undone")
    WITHDRAW = "withdraw", _("withdrawn by the resident")


_UNDECIDED = {Move.REDIRECT: State.REDIRECTED, Move.WITHDRAW: State.WITHDRAWN}

MOVES: dict[State, dict[Move, State]] = {
    State.REGISTERED: _UNDECIDED | {Move.ACCEPT: State.ACCEPTED, Move.JOIN: State.JOINED},
    State.ACCEPTED: _UNDECIDED | {Move.ASSIGN: State.ASSIGNED, Move.JOIN: State.JOINED},
    State.ASSIGNED: _UNDECIDED
    | {Move.TAKE: State.IN_HAND, Move.OBJECT: State.RETURNED, Move.JOIN: State.JOINED},
    State.IN_HAND: _UNDECIDED
    | {
        Move.OBJECT: State.RETURNED,
        Move.ASK: State.WAITING,
        Move.ANSWER: State.ANSWERED,
        Move.JOIN: State.JOINED,
    },
    State.RETURNED: {
        Move.AGREE: State.ACCEPTED,
        Move.REFUSE_RETURN: State.ASSIGNED,
        Move.DESIGNATE: State.ASSIGNED,
        Move.WITHDRAW: State.WITHDRAWN,
    },
    State.WAITING: {Move.HEAR: State.IN_HAND, Move.WITHDRAW: State.WITHDRAWN},
    State.ANSWERED: {
        Move.JUDGE: State.CLOSED,
        Move.LAPSE: State.CLOSED,
        Move.REOPEN: State.REOPENED,
    },
    State.REOPENED: _UNDECIDED | {Move.TAKE: State.IN_HAND},
    State.CLOSED: {Move.REOPEN: State.REOPENED, Move.JUDGE: State.CLOSED},
    State.REDIRECTED: {},
    State.JOINED: {Move.PART: State.REGISTERED},
    State.WITHDRAWN: {},
}

OPEN = frozenset(
    {
        State.REGISTERED,
        State.ACCEPTED,
        State.ASSIGNED,
        State.IN_HAND,
        State.RETURNED,
        State.WAITING,
        State.REOPENED,
    }
)
ENDED = frozenset(State) - OPEN - {State.ANSWERED}
