"""A hearing: who is heard where and when, and what was said. Its days do not count at 复核."""

from django.db import models
from django.db.models import F, Q

from sanwen.verdict.reviews.models.review import Review


class Hearing(models.Model):
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="hearings")
    about = models.TextField()
    begins_at = models.DateTimeField()
    # The days that are not counted, first and last included.
    from_day = models.DateField()
    until_day = models.DateField()
    place = models.CharField(max_length=120)
    chair = models.CharField(max_length=120)
    members = models.CharField(max_length=300, blank=True)
    noticed_at = models.DateTimeField()
    noticed_by = models.CharField(max_length=80)
    # By pseudonym and calling, never by name.
    took_part = models.CharField(max_length=300, blank=True)
    minutes = models.TextField(blank=True)
    held_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["from_day", "id"]
        constraints = [
            models.CheckConstraint(
                name="a_hearing_ends_not_before_it_begins",
                condition=Q(until_day__gte=F("from_day")),
            ),
            models.CheckConstraint(
                name="a_hearing_that_was_held_has_its_minutes",
                condition=Q(held_at=None, minutes="", took_part="")
                | (Q(held_at__isnull=False) & ~Q(minutes="") & ~Q(took_part="")),
            ),
            models.CheckConstraint(
                name="a_cancelled_hearing_says_why_and_was_not_held",
                condition=Q(cancelled_at=None, cancelled_because="")
                | (Q(cancelled_at__isnull=False, held_at=None) & ~Q(cancelled_because="")),
            ),
        ]

    def __str__(self) -> str:
        return f"F-{self.review_id}: {self.from_day}"

    @property
    def is_ahead(self) -> bool:
        return self.held_at is None and self.cancelled_at is None
