"""The states of a survey and of one line of its list, and their moves, as data."""

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    DRAFTING = "drafting", pgettext_lazy("survey", "being prepared")
    ANNOUNCED = "announced", pgettext_lazy("survey", "announced, not open yet")
    DRAWN = "drawn", pgettext_lazy("survey", "drawn by lot, not open yet")
    OPEN = "open", pgettext_lazy("survey", "people are being asked")
    CLOSED = "closed", pgettext_lazy("survey", "closed; the result is being checked")
    PUBLISHED = "published", pgettext_lazy("survey", "the result is published")
    WITHDRAWN = "withdrawn", pgettext_lazy("survey", "withdrawn, with the reason")


class Move(models.TextChoices):
    ANNOUNCE = "announce", pgettext_lazy("survey", "announce")
    DRAW = "draw", pgettext_lazy("survey", "draw")
    OPEN = "open", pgettext_lazy("survey", "open")
    CLOSE = "close", pgettext_lazy("survey", "close")
    PUBLISH = "publish", pgettext_lazy("survey", "publish the result")
    WITHDRAW = "withdraw", pgettext_lazy("survey", "withdraw")


# A sample is drawn before it is opened; a census and an open survey have nothing to draw.
MOVES: dict[State, dict[Move, State]] = {
    State.DRAFTING: {Move.ANNOUNCE: State.ANNOUNCED, Move.WITHDRAW: State.WITHDRAWN},
    State.ANNOUNCED: {
        Move.DRAW: State.DRAWN,
        Move.OPEN: State.OPEN,
        Move.WITHDRAW: State.WITHDRAWN,
    },
    State.DRAWN: {Move.OPEN: State.OPEN, Move.WITHDRAW: State.WITHDRAWN},
    State.OPEN: {Move.CLOSE: State.CLOSED, Move.WITHDRAW: State.WITHDRAWN},
    State.CLOSED: {Move.PUBLISH: State.PUBLISHED, Move.WITHDRAW: State.WITHDRAWN},
    State.PUBLISHED: {},
    State.WITHDRAWN: {},
}


class Kind(models.TextChoices):
    SAMPLE = "sample", pgettext_lazy("kind of survey", "a sample, drawn by lot")
    CENSUS = "census", pgettext_lazy("kind of survey", "a census: everybody on the list")
    OPEN = "open", pgettext_lazy("kind of survey", "open to whoever comes")


class Mode(models.TextChoices):
    CODE = "code", pgettext_lazy("mode of a survey", "alone, with a code")
    PHONE = "phone", pgettext_lazy("mode of a survey", "by telephone")
    DOOR = "door", pgettext_lazy("mode of a survey", "at the door")
    OPEN = "open", pgettext_lazy("mode of a survey", "alone, without a code")


INTERVIEWED = (Mode.PHONE, Mode.DOOR)


class Disposition(models.TextChoices):
    """What became of one line of the list, by the groups of AAPOR's Standard Definitions."""

    UNTRIED = "", pgettext_lazy("disposition", "not reached out to yet")
    COMPLETE = "I", pgettext_lazy("disposition", "answered")
    PARTIAL = "P", pgettext_lazy("disposition", "answered in part")
    REFUSED = "R", pgettext_lazy("disposition", "does not wish to answer")
    NOT_REACHED = "NC", pgettext_lazy("disposition", "right place, person not met")
    OTHER = "O", pgettext_lazy("disposition", "cannot answer (ill, away, another language)")
    UNKNOWN_PLACE = "UH", pgettext_lazy("disposition", "nobody answers, not known who lives there")
    UNKNOWN = "UO", pgettext_lazy("disposition", "not known whether the person is meant at all")
    NOT_MEANT = "NE", pgettext_lazy("disposition", "not meant (moved away, died, wrong number)")


# What ends a case: nobody is asked again, above all not somebody who said no.
ENDED = frozenset(
    {Disposition.COMPLETE, Disposition.PARTIAL, Disposition.REFUSED, Disposition.NOT_MEANT}
)
# What a clerk may note after a call; that somebody answered is noted by the answer itself.
NOTED = tuple(
    each
    for each in Disposition
    if each not in (Disposition.UNTRIED, Disposition.COMPLETE, Disposition.PARTIAL)
)
