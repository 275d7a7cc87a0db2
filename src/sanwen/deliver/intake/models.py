"""The registration desk: files taken in row by row, and keys of programs that speak for people."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit


class RunState(models.TextChoices):
    CHECKED = "checked", _("checked, nothing written yet")
    WAITING = "waiting", _("waiting to start")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    STOPPED = "stopped", _("stopped, can be resumed")


class ImportQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, person: User) -> Self:
        return self.filter(received_by__in=Unit.objects.in_reach_of(person.scopes(Role.INTAKE)))


class ImportRun(models.Model):
    """One file. How far it came is known by its line, so a stopped run goes on where it was."""

    file_name = models.CharField(max_length=200)
    file_hash = models.BinaryField(max_length=32)
    file = models.FileField(upload_to="imports/%Y/%m/", null=True)
    mapping = models.JSONField(default=dict)
    sheet = models.PositiveSmallIntegerField(default=0)
    received_by = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    started_by = models.CharField(max_length=80)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, choices=RunState.choices)
    # How many rows the check found, so that progress can be shown; 0 where nobody counted.
    expected = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    registered = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    last_line = models.PositiveIntegerField(default=0)

    objects = ImportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["file_hash", "sheet", "received_by"],
                condition=~Q(state="checked"),
                name="a_file_is_taken_in_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_name}: {self.registered}/{self.rows}"

    @property
    def trail_ref(self) -> str:
        return f"import:{self.pk}"


class RowError(models.Model):
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="errors")
    line = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["line", "id"]

    def __str__(self) -> str:
        return f"{self.line}: {self.reason}"


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def visible_to(self, person: User) -> Self:
        return self.filter(unit__in=Unit.objects.in_reach_of(person.scopes(Role.ADMINISTRATOR)))

    def live(self) -> Self:
        return self.filter(ended_at=None)


class ApiKey(models.Model):
    """A program that may hand in voices for a unit; only the hash of its key is kept."""

    name = models.CharField(max_length=80)
    key_hash = models.BinaryField(max_length=32, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    ended_at = models.DateTimeField(null=True)

    objects = ApiKeyQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def actor_ref(self) -> str:
        return f"program:{self.pk}"
