"""Who has which part in a matter, the periods that run, and what happened to it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanwen.listen.voices.models import Voice
from sanwen.places.models import Unit


class Part(models.TextChoices):
    LEAD = "lead", _("lead")
    ASSIST = "assist", _("assist")
    # Looks at the answer again; it reads the matter and has nothing to do with its handling.
    REVIEW = "review", pgettext_lazy("part", "review")


class Task(models.TextChoices):
    """What a level owes to the matter (never to watch a person)."""

    FIX = "fix", pgettext_lazy("task", "settle it")
    EXPLAIN = "explain", pgettext_lazy("task", "explain it on the spot")
    FOLLOW_UP = "follow_up", pgettext_lazy("task", "follow it up")


class Assignment(models.Model):
    matter = models.ForeignKey(
        "matters.Matter", on_delete=models.PROTECT, related_name="assignments"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=6, choices=Part.choices)
    task = models.CharField(max_length=200, blank=True)
    owes = models.CharField(
        max_length=10, choices=Task.choices, default=Task.FIX, db_default=Task.FIX
    )
    # Who handed it over (the desk where empty), and the reason that the resident reads.
    sender = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=300, blank=True, default="", db_default="")
    # The arbiter named this unit.
    designated = models.BooleanField(default=False, db_default=False)
    # What an assisting unit gave the lead.
    contribution = models.TextField(blank=True, default="", db_default="")
    contributed_at = models.DateTimeField(null=True)
    # Why a matter outside the unit's duty list was sent to it all the same.
    beyond_list_because = models.CharField(max_length=200, blank=True)
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=80)
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(part="lead", ended_at=None),
                name="a_matter_has_one_lead_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["matter", "unit"],
                condition=Q(ended_at=None),
                name="a_unit_has_one_part_in_a_matter",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "matter"], name="assignments_of_unit"),
            models.Index(
                fields=["unit", "matter"],
                name="units_assisting_now",
                condition=Q(part="assist", ended_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"M-{self.matter_id}: {self.unit_id} {self.part}"


class Clock(models.Model):
    """One period running on a matter, by a rule of the table; its first date is kept."""

    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, related_name="clocks")
    assignment = models.ForeignKey(
        Assignment, null=True, on_delete=models.PROTECT, related_name="clocks"
    )
    rule = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    first_due_on = models.DateField()
    due_on = models.DateField()
    provisional = models.BooleanField(default=False)
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_on", "rule"], name="running_clocks", condition=Q(stopped_at=None)
            ),
            models.Index(
                fields=["rule"],
                name="provisional_clocks",
                condition=Q(stopped_at=None, provisional=True),
            ),
            models.Index(
                fields=["due_on"],
                name="clocks_of_who_does_it",
                condition=Q(stopped_at=None, rule="service.dispatch"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} on M-{self.matter_id}: {self.due_on}"


class Step(models.Model):
    """What happened to a matter, in words for the resident's timeline. Written once."""

    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    verb = models.CharField(max_length=20)
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    actor = models.CharField(max_length=80)
    # The reason or the news, fit for the resident. Empty where the verb says it all.
    words = models.TextField(blank=True)
    due_on = models.DateField(null=True)
    # Concerns one voice only (its own delivery, its own addition); null is for all.
    voice = models.ForeignKey(
        Voice, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    inside = models.BooleanField(default=False)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"M-{self.matter_id} {self.verb}"
