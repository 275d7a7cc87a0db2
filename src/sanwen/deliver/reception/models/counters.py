"""Where people come in person, when it is open, how many at a time, and the numbers of a day."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit

# Who works at a counter or answers for it, and who keeps its table.
STAFF = (Role.INTAKE, Role.UNIT_LEAD)


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class CounterQuerySet(models.QuerySet["Counter"]):
    def open(self) -> Self:
        return self.filter(is_active=True, unit__is_active=True)

    def visible_to(self, person: User) -> Self:
        return self.filter(unit__in=person.reach(*STAFF))


class Counter(models.Model):
    """One reception point. Telephone, address and hours in words are those of its unit."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True)
    room = models.CharField(max_length=60, blank=True)
    # Stands before the number, so that two counters in one hall are told apart.
    letter = models.CharField(max_length=1)
    days_ahead = models.PositiveSmallIntegerField(default=14)
    is_active = models.BooleanField(default=True)

    objects = CounterQuerySet.as_manager()

    class Meta:
        ordering = ("unit__level", "unit__code", "letter")
        constraints = [
            models.UniqueConstraint(fields=["unit", "letter"], name="counter_letter_is_used_once"),
            models.CheckConstraint(
                name="counter_letter_is_a_capital", condition=Q(letter__regex=r"^[A-Z]$")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def trail_ref(self) -> str:
        return f"counter:{self.pk}"

    def name_in(self, language: str) -> str:
        return self.name_en if self.name_en and language.startswith("en") else self.name


class Hours(models.Model):
    """A stretch of a weekday, cut into slots of equal length, each for so many appointments."""

    counter = models.ForeignKey(Counter, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    opens = models.TimeField()
    closes = models.TimeField()
    minutes = models.PositiveSmallIntegerField(default=30)
    capacity = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ("weekday", "opens")
        verbose_name_plural = "hours"
        constraints = [
            models.UniqueConstraint(
                fields=["counter", "weekday", "opens"], name="hours_begin_once"
            ),
            models.CheckConstraint(
                name="hours_close_after_they_open", condition=Q(closes__gt=F("opens"))
            ),
            models.CheckConstraint(
                name="a_slot_is_5_to_240_minutes", condition=Q(minutes__range=(5, 240))
            ),
            models.CheckConstraint(
                name="a_slot_takes_1_to_50", condition=Q(capacity__range=(1, 50))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens}-{self.closes}"


class Day(models.Model):
    """The last number given at a counter on a day; its row is the lock of that queue."""

    counter = models.ForeignKey(Counter, models.PROTECT, related_name="+")
    on = models.DateField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["counter", "on"], name="a_counter_has_a_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.counter_id} {self.on}"
