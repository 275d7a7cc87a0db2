"""The states of a sealed report and their moves."""

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("sealed report", "not read yet")
    READ = "read", pgettext_lazy("sealed report", "read")


MOVES: dict[State, set[State]] = {State.RECEIVED: {State.READ}, State.READ: set()}
