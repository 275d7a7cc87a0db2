"""The trail: one row per act and per look at personal data, and the seals that fix the rows."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, subject: str) -> Self:
        return self.filter(subject=subject)

    def newest_first(self) -> Self:
        return self.order_by("-id")


class Entry(models.Model):
    """Who did what to which thing. The database gives `id` and `hash`, and refuses any change.

    No foreign keys: the trail outlives what it speaks of.
    """

    id = models.BigIntegerField(primary_key=True, editable=False)
    at = models.DateTimeField()
    verb = models.TextField()
    actor = models.TextField()
    subject = models.TextField()
    details = models.TextField(default="{}")
    hash = models.BinaryField(editable=False)

    objects: ClassVar[EntryQuerySet] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (models.Index(fields=["subject", "id"], name="trail_by_subject"),)
        constraints = (
            models.CheckConstraint(
                name="trail_verb_is_words_joined_by_dots",
                condition=Q(verb__regex=r"^[a-z0-9_]+([.][a-z0-9_]+)+$"),
            ),
            # One line each: the hash is taken over lines (docs/reference/trail-format.md).
            models.CheckConstraint(
                name="trail_actor_is_one_line", condition=~Q(actor__contains="\n") & ~Q(actor="")
            ),
            models.CheckConstraint(
                name="trail_subject_is_one_line",
                condition=~Q(subject__contains="\n") & ~Q(subject=""),
            ),
            models.CheckConstraint(
                name="trail_details_are_one_line", condition=~Q(details__contains="\n")
            ),
        )

    def __str__(self) -> str:
        return f"{self.id} {self.verb} {self.subject}"


class Seal(models.Model):
    """Fixes rows `first_id` to `last_id` for good: their hashes, chained and signed."""

    n = models.BigIntegerField(primary_key=True, editable=False)
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    count = models.IntegerField()
    # Eight bytes of row number and thirty-two of row hash, for each row.
    leaves = models.BinaryField()
    prev_hash = models.BinaryField()
    hash = models.BinaryField()
    signature = models.BinaryField()
    key_id = models.TextField()
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ("n",)
        constraints = (
            models.CheckConstraint(
                name="seal_range_runs_forward", condition=Q(first_id__lte=F("last_id"))
            ),
            models.CheckConstraint(name="seal_holds_a_row", condition=Q(count__gte=1)),
            models.CheckConstraint(name="seal_numbers_start_at_one", condition=Q(n__gte=1)),
        )

    def __str__(self) -> str:
        return f"{self.n}: {self.first_id}-{self.last_id}"


class Check(models.Model):
    """One verification of the whole trail, asked for by somebody, and what it found."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("verification", "waiting")
        RUNNING = "running", pgettext_lazy("verification", "running")
        DONE = "done", pgettext_lazy("verification", "done")

    asked_by = models.TextField()
    asked_at = models.DateTimeField()
    state = models.TextField(choices=State.choices, default=State.WAITING)
    finished_at = models.DateTimeField(null=True)
    rows = models.BigIntegerField(default=0)
    ok = models.BooleanField(null=True)
    fault = models.TextField(default="", blank=True)
    first_bad = models.BigIntegerField(null=True)
    bad_seal = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                name="check_is_done_when_it_has_a_result",
                condition=Q(state="done", ok__isnull=False, finished_at__isnull=False)
                | Q(~Q(state="done"), ok=None, finished_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.asked_at} {self.state}"
