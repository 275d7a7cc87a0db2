"""What units disagree about or ask for: "not ours", and more time."""

from django.db import models
from django.db.models import Q

from sanwen.deliver.matters.models.parts import Assignment
from sanwen.people.models import User


class Objection(models.Model):
    """A unit says "not ours", with reasons; the sender decides, the second time an arbiter."""

    matter = models.ForeignKey(
        "matters.Matter", on_delete=models.PROTECT, related_name="objections"
    )
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    raised_at = models.DateTimeField()
    raised_by = models.CharField(max_length=80)
    arbiter = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decide_by = models.DateField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)
    agreed = models.BooleanField(null=True)
    decision = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(decided_at=None),
                name="one_objection_is_decided_at_a_time",
            ),
            models.CheckConstraint(
                name="a_decision_has_its_time_its_maker_and_its_words",
                condition=Q(decided_at=None, agreed=None, decided_by="")
                | (Q(decided_at__isnull=False, agreed__isnull=False) & ~Q(decided_by="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["decide_by"], name="objections_to_decide", condition=Q(decided_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"M-{self.matter_id}: not ours"


class Extension(models.Model):
    matter = models.ForeignKey(
        "matters.Matter", on_delete=models.PROTECT, related_name="requests_for_time"
    )
    days = models.PositiveSmallIntegerField()
    reason = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    old_due_on = models.DateField()
    new_due_on = models.DateField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)
    approved = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_extension_is_thirty_days_at_most",
                condition=Q(days__gte=1, days__lte=30),
            ),
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(decided_at=None),
                name="one_extension_is_asked_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"M-{self.matter_id} +{self.days}"
