"""One small table: how often something was tried, so that guessing is slowed down."""

from django.db import models


class Attempt(models.Model):
    """Tries of one kind from one source in one window; the source is a keyed hash, no address."""

    name = models.CharField(max_length=40)
    source = models.BinaryField(max_length=32)
    window = models.DateTimeField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "source", "window"], name="attempts_are_counted_once_per_window"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} × {self.count}"
