"""The states of a sealed report and their moves."""

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("sealed report", "not read yet")
    READ = "read", pgettext_lazy("sealed report", "being looked into")
    CONCLUDED = "concluded", pgettext_lazy("sealed report", "concluded")


MOVES: dict[State, set[State]] = {
    State.RECEIVED: {State.READ},
    State.READ: {State.CONCLUDED},
    # New words of the reporter open it again.
    State.CONCLUDED: {State.READ},
}
