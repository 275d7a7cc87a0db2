"""The log of demands: who asked, by which law, who decided, what was given."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from sanwen.people.models import User


class Wanted(models.TextChoices):
    IDENTITY = "identity", pgettext_lazy("what a body asks for", "who somebody is")
    CONTACT = "contact", pgettext_lazy("what a body asks for", "how to reach somebody")
    MESSAGE = "message", pgettext_lazy("what a body asks for", "what somebody wrote")
    RECORD = "record", pgettext_lazy("what a body asks for", "the record of a matter")


class Ruled(models.TextChoices):
    GIVEN = "given", pgettext_lazy("demand of a body", "given")
    PARTLY = "partly", pgettext_lazy("demand of a body", "given in part")
    REFUSED = "refused", pgettext_lazy("demand of a body", "refused")


class LegalRequest(models.Model):
    """One demand of another body. The log says nothing of the person: only what it was for."""

    body = models.CharField(max_length=120)
    wanted = models.CharField(max_length=8, choices=Wanted.choices)
    # The law and its article, and the number of the paper that came.
    basis = models.CharField(max_length=200)
    paper = models.CharField(max_length=80)
    people = models.PositiveIntegerField(default=1)
    received_on = models.DateField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    ruled = models.CharField(max_length=8, choices=Ruled.choices, blank=True)
    # What was given, or why it was not.
    words = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(
        null=True
    )

    class Meta:
        app_label = "conduct"
        ordering: ClassVar[list[str]] = ["-received_on", "-id"]
        constraints = (
            models.CheckConstraint(
                name="nobody_gives_data_to_a_body_alone",
                condition=Q(decided_by=None) | ~Q(decided_by=F("recorded_by")),
            ),
            models.CheckConstraint(
                name="a_decided_demand_says_by_whom_when_and_what",
                condition=Q(ruled="", words="", decided_by=None, decided_at=None)
                | ~Q(ruled="")
                & ~Q(words="")
                & Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_demand_has_its_ground", condition=~Q(basis="") & ~Q(body="")
            ),
        )

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        return f"demand:{self.pk}"
