"""Who asks whom just now, so that two clerks do not ring the same person; gone with the outcome."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from sanwen.people.models import User
from sanwen.verdict.surveys.models.case import Listed


class HoldQuerySet(models.QuerySet["Hold"]):
    def running(self, now: datetime) -> Self:
        return self.filter(until__gt=now)

    def lapsed(self, now: datetime) -> Self:
        return self.filter(until__lte=now)

    def of_another(self, listed: Listed, by: User, now: datetime) -> "Hold | None":
        """By whom else the case is open just now."""
        others = self.running(now).filter(listed=listed).exclude(user=by)
        return others.select_related("user").first()


class Hold(models.Model):
    """A case that somebody has open. One case at a time for a clerk, one clerk for a case.

    Nothing is counted from it: the row goes when an outcome is noted, when the clerk leaves the
    case, or when its time is over."""

    listed = models.OneToOneField(Listed, on_delete=models.CASCADE, related_name="hold")
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()

    objects: ClassVar[HoldQuerySet] = HoldQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_case_is_held_for_a_while", condition=Q(until__gt=F("since"))
            )
        ]
        indexes = [models.Index(fields=["until"], name="holds_by_end")]

    def __str__(self) -> str:
        return f"{self.listed_id}: {self.user_id}"


def time_to_ask(minutes: int) -> timedelta:
    """A quarter of an hour to find the person, and twice as long as the questions take."""
    return timedelta(minutes=15 + 2 * minutes)
