"""The equal-treatment report of a quarter, as it was counted; never counted again in silence."""

from django.db import models


class Report(models.Model):
    """Counting a quarter again adds a report; the one before stays to be read."""

    # "2026Q3"
    quarter = models.CharField(max_length=6)
    # Which matters, outcomes and methods: goes up when any of them changes.
    method = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    # Matters first answered in the quarter, and how many of them were read (a draw where too many).
    matters = models.PositiveIntegerField()
    drawn = models.PositiveIntegerField()
    lines = models.JSONField()

    class Meta:
        ordering = ["-quarter", "-made_at"]
        indexes = [models.Index(fields=["-quarter", "-made_at"], name="reports_newest_first")]
        constraints = [
            models.CheckConstraint(
                name="a_quarter_is_a_year_and_a_quarter",
                condition=models.Q(quarter__regex=r"^\d{4}Q[1-4]$"),
            )
        ]

    def __str__(self) -> str:
        return self.quarter

    @property
    def trail_ref(self) -> str:
        return f"fairness:{self.quarter}"
