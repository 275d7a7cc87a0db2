"""Help asked for at a counter, and what happened to staff there. Events, never persons."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanwen.deliver.reception.models.counters import Counter
from sanwen.people.models import User
from sanwen.people.roles import Role


class Help(models.TextChoices):
    SECOND = "second", _("a second person")
    BREAK = "break", _("somebody who goes on while I take a break")


class HelpCall(models.Model):
    """Asked by the receiver, at a counter; no visit is named, and after a day it is gone."""

    counter = models.ForeignKey(Counter, models.CASCADE, related_name="help_calls")
    kind = models.CharField(max_length=8, choices=Help)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-asked_at",)
        constraints = [
            models.CheckConstraint(
                name="help_comes_from_somebody_at_some_time",
                condition=Q(answered_by=None, answered_at=None)
                | Q(answered_by__isnull=False, answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.counter_id} {self.kind}"


class What(models.TextChoices):
    WORDS = "words", _("insults or threats")
    BLOW = "blow", _("somebody was hit or held")
    DAMAGE = "damage", _("something was broken")
    ILLNESS = "illness", _("somebody fell ill or was hurt")
    OTHER = "other", pgettext_lazy("what happened", "something else")


class Need(models.TextChoices):
    NOTHING = "nothing", pgettext_lazy("help needed", "nothing further")
    TALK = "talk", _("to talk it over, or counselling")
    REST = "rest", _("a few days away from the counter")
    DOCTOR = "doctor", _("a doctor")
    REPAIR = "repair", _("a repair, or something changed in the room")


class SafetyEventQuerySet(models.QuerySet["SafetyEvent"]):
    def visible_to(self, person: User) -> Self:
        return self.filter(counter__unit__in=person.reach(Role.UNIT_LEAD, Role.ADMINISTRATOR))

    def kept(self, today: date) -> Self:
        """What has run out is not shown, even if nothing deleted it yet."""
        return self.filter(expires_on__gt=today)


class SafetyEvent(models.Model):
    """What happened at which counter when, and what staff need. Deleted on `expires_on`."""

    counter = models.ForeignKey(Counter, models.PROTECT, related_name="+")
    what = models.CharField(max_length=8, choices=What)
    happened_at = models.DateTimeField()
    words = models.CharField(max_length=1000)
    need = models.CharField(max_length=8, choices=Need)
    noted_at = models.DateTimeField()
    helped_at = models.DateTimeField(null=True)
    expires_on = models.DateField()

    objects = SafetyEventQuerySet.as_manager()

    class Meta:
        ordering = ("-happened_at", "-id")
        indexes = [models.Index(fields=["expires_on"], name="safety_events_by_end")]
        constraints = [
            models.CheckConstraint(
                name="a_safety_event_is_not_noted_before_it_happened",
                condition=Q(noted_at__gte=F("happened_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.trail_ref

    @property
    def trail_ref(self) -> str:
        return f"safety:{self.pk}"

    def needs_help(self, now: datetime) -> bool:
        return self.helped_at is None and self.need != Need.NOTHING
