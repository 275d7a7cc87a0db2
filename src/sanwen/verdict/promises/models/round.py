"""Residents are asked whether the promise is kept. Who was asked and what was said never meet."""

import uuid
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from sanwen.counsel.meetings.models import Meeting
from sanwen.verdict.promises.models.entry import Entry
from sanwen.verdict.ratings.models import Satisfaction, Solved

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class How(models.TextChoices):
    CODES = "codes", pgettext_lazy("acceptance", "codes handed out to those it was for")
    FOLLOWERS = "followers", pgettext_lazy("acceptance", "by mail to those who follow the question")
    MEETING = "meeting", pgettext_lazy("acceptance", "a show of hands at a talk meeting")


class RoundQuerySet(models.QuerySet["Round"]):
    def running(self) -> Self:
        return self.filter(closed_at=None)

    def over(self, today: date) -> Self:
        """Their last day has ended; they are waiting to be counted."""
        return self.running().filter(closes_on__lt=today)

    def closed(self) -> Self:
        return self.exclude(closed_at=None)

    def unanswered(self, today: date) -> Self:
        """Residents did not find so, and the unit has not replied in time."""
        return self.filter(reply_by__lt=today, replied_at=None)


class Round(models.Model):
    """One asking: how, how many, how long. Counted once, when it is over."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    how = models.CharField(max_length=9, choices=How.choices)
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="+")
    # Whom: "the 120 households of Shiqiao village".
    who = models.CharField(max_length=160)
    # Of how many people: N. Fixed when it is opened.
    asked = models.PositiveIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    closed_at = models.DateTimeField(null=True)
    yes = models.PositiveIntegerField(default=0)
    partly = models.PositiveIntegerField(default=0)
    no = models.PositiveIntegerField(default=0)
    # How many chose each of the five faces, from 1 to 5.
    faces = models.JSONField(default=list)
    # Where hands were counted: by whom, in a capacity, never by name.
    counted_by = models.CharField(max_length=120, blank=True)
    reply_by = models.DateField(null=True)
    reply = models.CharField(max_length=1000, blank=True)
    replied_at = models.DateTimeField(null=True)
    replied_by = models.CharField(max_length=80, blank=True)

    objects: ClassVar[RoundQuerySet] = RoundQuerySet.as_manager()  # type: ignore[assignment]

    if TYPE_CHECKING:
        seats: RelatedManager["Seat"]
        findings: RelatedManager["Finding"]

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="a_round_has_its_own_number"),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(closed_at=None), name="one_round_runs_at_a_time"
            ),
            models.CheckConstraint(
                name="a_round_asks_somebody_for_some_days",
                condition=Q(asked__gte=1, closes_on__gte=F("opens_on")) & ~Q(who=""),
            ),
            models.CheckConstraint(
                name="not_more_answer_than_are_asked",
                condition=Q(asked__gte=F("yes") + F("partly") + F("no")),
            ),
            models.CheckConstraint(
                name="a_show_of_hands_has_its_meeting_and_who_counted",
                condition=~Q(how=How.MEETING) & Q(meeting=None, counted_by="")
                | Q(how=How.MEETING, meeting__isnull=False, closed_at__isnull=False)
                & ~Q(counted_by=""),
            ),
            models.CheckConstraint(
                name="a_reply_to_residents_says_when_and_by_whom",
                condition=Q(replied_at=None, reply="", replied_by="")
                | Q(replied_at__isnull=False) & ~Q(reply="") & ~Q(replied_by=""),
            ),
        ]
        indexes = [
            models.Index(fields=["closes_on"], condition=Q(closed_at=None), name="rounds_to_count"),
            models.Index(
                fields=["reply_by"],
                condition=Q(replied_at=None, reply_by__isnull=False),
                name="rounds_to_reply_to",
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        return f"N-{self.entry_id}/{self.number}"

    @property
    def answered(self) -> int:
        return self.yes + self.partly + self.no


class Seat(models.Model):
    """A code that was handed out: its keyed hash, and whether it was used. Nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="seats")
    code_hash = models.BinaryField(max_length=32, unique=True)
    is_used = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"a seat of round {self.round_id}"


class Finding(models.Model):
    """What one resident finds. No time, no seat, a number without order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="findings")
    solved = models.CharField(max_length=6, choices=Solved.choices)
    satisfaction = models.PositiveSmallIntegerField(null=True, choices=Satisfaction.choices)
    # Masked before they are kept.
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_face_is_one_of_five",
                condition=Q(satisfaction=None) | Q(satisfaction__range=(1, 5)),
            )
        ]
        indexes = [models.Index(fields=["round", "id"], name="findings_in_no_order")]

    def __str__(self) -> str:
        return f"a finding of round {self.round_id}"
