"""值班: who is on duty for a unit from when to when, day and night, and under which telephone."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from sanwen.places.models import Unit


class ShiftQuerySet(models.QuerySet["Shift"]):
    def at(self, moment: datetime) -> Self:
        return self.filter(begins_at__lte=moment, ends_at__gt=moment)

    def touching(self, since: datetime, until: datetime) -> Self:
        return self.filter(begins_at__lt=until, ends_at__gt=since)


class Shift(models.Model):
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="shifts")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    duty = models.CharField(max_length=60)
    name = models.CharField(max_length=60, blank=True)
    # Of the duty room; empty means the unit's own.
    phone = models.CharField(max_length=60, blank=True)
    name_is_public = models.BooleanField(default=False)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        ordering = ("unit_id", "begins_at", "id")
        indexes = [models.Index(fields=["unit", "begins_at"], name="shifts_of_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "begins_at", "duty", "name"], name="a_shift_is_listed_once"
            ),
            models.CheckConstraint(
                name="a_shift_ends_after_it_begins", condition=Q(ends_at__gt=F("begins_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.begins_at}"
