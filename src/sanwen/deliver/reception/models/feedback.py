"""The four difficulties, as four questions; tied to a counter and a month and to nothing else."""

import uuid

from django.db import models
from django.db.models import Q

from sanwen.deliver.reception.models.counters import Counter


class Feedback(models.Model):
    """True: it was hard. No visit, no receiver, no moment: whose it is cannot be looked up."""

    # Drawn at random: numbers in order would tell which visit a row followed.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    counter = models.ForeignKey(Counter, models.PROTECT, related_name="+")
    month = models.DateField()
    door = models.BooleanField(null=True)
    face = models.BooleanField(null=True)
    talk = models.BooleanField(null=True)
    deed = models.BooleanField(null=True)
    words = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["month", "counter"], name="feedback_of_a_month")]
        constraints = [
            models.CheckConstraint(
                name="feedback_says_something",
                condition=~Q(door=None, face=None, talk=None, deed=None, words=""),
            ),
            models.CheckConstraint(name="feedback_knows_only_its_month", condition=Q(month__day=1)),
        ]

    def __str__(self) -> str:
        return f"{self.counter_id} {self.month}"
