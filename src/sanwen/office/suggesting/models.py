"""How right the suggestions were, counted every night for a page that then costs nothing."""

from django.db import models


class Rightness(models.Model):
    """One night's count over the last ninety days: of subjects, never of clerks."""

    made_at = models.DateTimeField()
    since = models.DateField()
    # Matters whose subject a person named.
    matters = models.PositiveIntegerField()
    figures = models.JSONField()

    class Meta:
        ordering = ["-made_at"]
        verbose_name_plural = "rightness"
        indexes = [models.Index(fields=["-made_at"], name="rightness_newest_first")]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}: {self.matters}"
