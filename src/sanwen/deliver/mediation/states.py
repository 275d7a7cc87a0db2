"""The states of a mediation and their moves, as data. None of them touches the matter's clocks."""

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    ASKED = "asked", pgettext_lazy("mediation", "asked for")
    AGREED_TO = "agreed_to", pgettext_lazy("mediation", "all sides have agreed to mediate")
    UNDER_WAY = "under_way", pgettext_lazy("mediation", "under way")
    SIGNED = "signed", pgettext_lazy("mediation", "agreement signed")
    FOLLOWED_UP = "followed_up", pgettext_lazy("mediation", "followed up")
    FAILED = "failed", pgettext_lazy("mediation", "ended without agreement")
    REFUSED = "refused", pgettext_lazy("mediation", "a side does not want mediation")


class Move(models.TextChoices):
    CONSENT = "consent", pgettext_lazy("mediation", "all have agreed")
    BEGIN = "begin", pgettext_lazy("mediation", "mediator chosen")
    STEP_ASIDE = "step_aside", pgettext_lazy("mediation", "mediator steps aside")
    SIGN = "sign", pgettext_lazy("mediation", "signed")
    FOLLOW_UP = "follow_up", pgettext_lazy("mediation", "followed up")
    FAIL = "fail", pgettext_lazy("mediation", "no agreement")
    WITHDRAW = "withdraw", pgettext_lazy("mediation", "a side does not want it, or no longer")


MOVES: dict[State, dict[Move, State]] = {
    State.ASKED: {Move.CONSENT: State.AGREED_TO, Move.WITHDRAW: State.REFUSED},
    State.AGREED_TO: {Move.BEGIN: State.UNDER_WAY, Move.WITHDRAW: State.REFUSED},
    State.UNDER_WAY: {
        Move.STEP_ASIDE: State.AGREED_TO,
        Move.SIGN: State.SIGNED,
        Move.FAIL: State.FAILED,
        Move.WITHDRAW: State.REFUSED,
    },
    State.SIGNED: {Move.FOLLOW_UP: State.FOLLOWED_UP},
    State.FOLLOWED_UP: {},
    State.FAILED: {},
    State.REFUSED: {},
}
OPEN = frozenset({State.ASKED, State.AGREED_TO, State.UNDER_WAY})
# Over without an agreement: whoever has other ways is told of them (Art. 26).
OVER = frozenset({State.FAILED, State.REFUSED})
