"""What everybody may read: matters fit for the public, checkpoints, releases of data."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanwen.listen.triage.models import Category
from sanwen.places.models import Area, Unit


class PublicState(models.TextChoices):
    """Coarser than the desk's: that one person asked for a review is nobody else's business."""

    NEW = "new", pgettext_lazy("public state", "looking for who does it")
    IN_HAND = "in_hand", pgettext_lazy("public state", "being worked on")
    ANSWERED = "answered", pgettext_lazy("public state", "answered")
    CLOSED = "closed", pgettext_lazy("public state", "closed")
    ELSEWHERE = "elsewhere", pgettext_lazy("public state", "another way by law")
    JOINED = "joined", pgettext_lazy("public state", "joined to another matter")


_LOOSE: dict[str, Any] = {
    "on_delete": models.DO_NOTHING,
    "db_constraint": False,
    "db_index": False,
}


_PARTS = ("category", "top", "area", "town", "unit")


class PublicMatterQuerySet(models.QuerySet["PublicMatter"]):
    def newest_first(self) -> Self:
        return self.order_by("-opened_on", "-number")

    def shown(self) -> Self:
        return self.select_related("category", "area", "unit")


class PublicMatter(models.Model):
    """One matter with the line that a clerk wrote or confirmed for everybody, and dates of days.

    The database writes these rows as it writes matters (migration 0002): nothing else of a matter
    is ever read by a public page but steps that are for all.
    """

    number = models.BigIntegerField(primary_key=True)
    summary = models.CharField(max_length=120)
    # As it is searched; empty until the task has read the line, a minute later at most.
    sought = models.TextField(default="", db_default="")
    # No constraints to other tables: what is public follows the matter and holds nothing up.
    category = models.ForeignKey(Category, null=True, related_name="+", **_LOOSE)
    top = models.ForeignKey(Category, null=True, related_name="+", **_LOOSE)
    area = models.ForeignKey(Area, null=True, related_name="+", **_LOOSE)
    town = models.ForeignKey(Area, null=True, related_name="+", **_LOOSE)
    unit = models.ForeignKey(Unit, null=True, related_name="+", **_LOOSE)
    state = models.CharField(max_length=9, choices=PublicState.choices)
    outcome = models.CharField(max_length=10, blank=True)
    opened_on = models.DateField()
    first_due_on = models.DateField()
    due_on = models.DateField()
    closed_on = models.DateField(null=True)
    joined_into = models.BigIntegerField(null=True)

    objects: ClassVar[PublicMatterQuerySet] = PublicMatterQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.CheckConstraint(name="a_public_matter_has_its_line", condition=~Q(summary="")),
        )
        # Each list is read newest first, from where the page before ended.
        indexes = (
            models.Index(fields=["-opened_on", "-number"], name="open_newest"),
            *(
                models.Index(fields=[part, "-opened_on", "-number"], name=f"open_of_{part}")
                for part in ("state", *_PARTS)
            ),
            # What is still to be done of a place, a unit or a subject is what is looked for most;
            # the closed ones are nearly all, and met at once in the list of the place itself.
            *(
                models.Index(
                    fields=[part, "state", "-opened_on", "-number"],
                    condition=~Q(state=PublicState.CLOSED),
                    name=f"not_closed_of_{part}",
                )
                for part in _PARTS
            ),
            models.Index(fields=["number"], condition=Q(sought=""), name="open_not_read_yet"),
        )

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        return f"M-{self.number}"


class Checkpoint(models.Model):
    """The signed head of the trail on one day, for everybody to keep. Rows are never changed."""

    day = models.DateField(primary_key=True)
    text = models.TextField()

    class Meta:
        ordering = ("-day",)
        constraints = (
            models.CheckConstraint(name="a_checkpoint_has_its_head", condition=~Q(text="")),
        )

    def __str__(self) -> str:
        return f"{self.day}"


class DatasetName(models.TextChoices):
    RATES = "rates", _("How matters were judged, by month and unit")
    FLOW = "flow", _("Matters opened and ended, by month, subject and town")
    MATTERS = "matters", _("Public matters")
    PROMISES = "promises", _("Promises and what became of them")
    SURVEYS = "surveys", _("Published figures of surveys")
    CHECKPOINTS = "checkpoints", _("Checkpoints of the trail")


class Release(models.Model):
    """One dataset of one period as it was given out. It is never changed: a correction is another
    release, with a reason, and stands beside it."""

    dataset = models.CharField(max_length=12, choices=DatasetName.choices)
    # The first day of its month.
    period = models.DateField()
    version = models.PositiveSmallIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    # Why there is a later version; empty on the first.
    because = models.CharField(max_length=200, blank=True)
    rows = models.PositiveIntegerField()
    # The true tables with what is hidden, for judging a correction; never part of a file.
    basis = models.JSONField(default=dict)

    class Meta:
        ordering = ("-period", "dataset", "-version")
        constraints = (
            models.UniqueConstraint(
                fields=["dataset", "period", "version"], name="a_release_has_its_own_version"
            ),
            models.CheckConstraint(
                name="a_correction_says_why",
                condition=Q(version=1, because="") | Q(version__gt=1) & ~Q(because=""),
            ),
            models.CheckConstraint(name="a_release_is_of_a_month", condition=Q(period__day=1)),
        )

    def __str__(self) -> str:
        return self.slug

    @property
    def slug(self) -> str:
        mark = f"-v{self.version}" if self.version > 1 else ""
        return f"{self.dataset}-{self.period:%Y-%m}{mark}"

    @property
    def trail_ref(self) -> str:
        return f"release:{self.slug}"


class ReleaseFile(models.Model):
    """The bytes that were given out, and their SHA-256."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="files")
    name = models.CharField(max_length=60, unique=True)
    data = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
