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
    IN_REVIEW = "in_review", _("under review")
    REVIEWED = "reviewed", _("review decided")
    IN_SECOND = "in_second", _("under second review")
    CLOSED = "closed", _("closed")
    FINISHED = "finished", _("procedure finished")
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
    TAKE_BACK = "take_back", _("taken back by the sender")
    DESIGNATE = "designate", _("unit decided by the arbiter")
    ASK = "ask", _("asked the resident")
    HEAR = "hear", _("the resident added words")
    HAND_DOWN = "hand_down", _("handed down a level")
    HAND_UP = "hand_up", _("handed up a level")
    ANSWER = "answer", _("answered")
    JUDGE = "judge", _("closed by the resident's verdict")
    LAPSE = "lapse", _("closed by silence")
    REOPEN = "reopen", _("reopened")
    ASK_REVIEW = "ask_review", _("review asked for")
    DROP_REVIEW = "drop_review", _("request for review taken back")
    REVIEW = "review", _("review decided")
    ASK_SECOND = "ask_second", _("second review asked for")
    SECOND_REVIEW = "second_review", _("second review decided")
    REDO = "redo", _("sent back to be done anew")
    HELP = "help", _("help and explanation went on")
    REDIRECT = "redirect", _("legal route shown")
    JOIN = "join", _("joined")
    PART = "part", _("joining undone")
    WITHDRAW = "withdraw", _("withdrawn by the resident")


_HANDED = {Move.HAND_DOWN: State.ASSIGNED, Move.HAND_UP: State.ASSIGNED}
_UNDECIDED = {Move.REDIRECT: State.REDIRECTED, Move.WITHDRAW: State.WITHDRAWN}

MOVES: dict[State, dict[Move, State]] = {
    # Nobody owned it in time: the named arbiter decides without an objection.
    State.REGISTERED: _UNDECIDED
    | {Move.ACCEPT: State.ACCEPTED, Move.DESIGNATE: State.ASSIGNED, Move.JOIN: State.JOINED},
    State.ACCEPTED: _UNDECIDED
    | {Move.ASSIGN: State.ASSIGNED, Move.DESIGNATE: State.ASSIGNED, Move.JOIN: State.JOINED},
    State.ASSIGNED: _UNDECIDED
    | _HANDED
    | {Move.TAKE: State.IN_HAND, Move.OBJECT: State.RETURNED, Move.JOIN: State.JOINED},
    State.IN_HAND: _UNDECIDED
    | _HANDED
    | {
        Move.OBJECT: State.RETURNED,
        Move.ASK: State.WAITING,
        Move.ANSWER: State.ANSWERED,
        Move.JOIN: State.JOINED,
    },
    State.RETURNED: {
        Move.AGREE: State.ACCEPTED,
        Move.REFUSE_RETURN: State.ASSIGNED,
        Move.TAKE_BACK: State.ASSIGNED,
        Move.DESIGNATE: State.ASSIGNED,
        Move.WITHDRAW: State.WITHDRAWN,
    },
    State.WAITING: {Move.HEAR: State.IN_HAND, Move.WITHDRAW: State.WITHDRAWN},
    State.ANSWERED: {
        Move.JUDGE: State.CLOSED,
        Move.LAPSE: State.CLOSED,
        Move.REOPEN: State.REOPENED,
        Move.ASK_REVIEW: State.IN_REVIEW,
    },
    State.REOPENED: _UNDECIDED | _HANDED | {Move.TAKE: State.IN_HAND},
    State.CLOSED: {
        Move.REOPEN: State.REOPENED,
        Move.JUDGE: State.CLOSED,
        Move.ASK_REVIEW: State.IN_REVIEW,
        # Taken back, or nobody had asked yet: whose own thirty days still run may ask.
        Move.ASK_SECOND: State.IN_SECOND,
    },
    State.IN_REVIEW: {
        Move.REVIEW: State.REVIEWED,
        Move.REDO: State.REOPENED,
        Move.DROP_REVIEW: State.CLOSED,
    },
    State.REVIEWED: {Move.ASK_SECOND: State.IN_SECOND, Move.LAPSE: State.CLOSED},
    State.IN_SECOND: {
        Move.SECOND_REVIEW: State.FINISHED,
        Move.REDO: State.REOPENED,
        Move.DROP_REVIEW: State.CLOSED,
    },
    # The same facts are not decided again; help and explanation go on (Art. 36 and 37).
    State.FINISHED: {Move.HELP: State.FINISHED},
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
# Another body looks at the answer; the unit has nothing to do meanwhile.
IN_REVIEW = frozenset({State.IN_REVIEW, State.REVIEWED, State.IN_SECOND})
ENDED = frozenset(State) - OPEN - IN_REVIEW - {State.ANSWERED}
