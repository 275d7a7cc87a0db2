"""一次性告知: what to bring, where, by when, how long; that it was told; what the list lacked."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sanwen.deliver.reception.models.counters import Counter
from sanwen.deliver.reception.models.visits import Visit


class ChecklistQuerySet(models.QuerySet["Checklist"]):
    def current(self) -> "ChecklistQuerySet":
        return self.filter(is_current=True)


class Checklist(models.Model):
    """One version of the list of one subject. A change makes a new version; paper stays true."""

    code = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    items = ArrayField(models.CharField(max_length=200))
    items_en = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    where = models.CharField(max_length=200)
    where_en = models.CharField(max_length=200, blank=True)
    by_when = models.CharField(max_length=200)
    by_when_en = models.CharField(max_length=200, blank=True)
    takes = models.CharField(max_length=200)
    takes_en = models.CharField(max_length=200, blank=True)

    objects = ChecklistQuerySet.as_manager()

    class Meta:
        ordering = ("code", "-version")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"], name="a_checklist_version_is_written_once"
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(is_current=True),
                name="one_version_of_a_checklist_is_current",
            ),
            models.CheckConstraint(
                name="a_checklist_names_something", condition=Q(items__len__gt=0)
            ),
            models.CheckConstraint(
                name="both_languages_list_the_same_number",
                condition=Q(items_en__len=0) | Q(items_en__len=models.F("items__len")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"

    def text_in(self, field: str, language: str) -> str:
        english = getattr(self, f"{field}_en")
        return str(english if english and language.startswith("en") else getattr(self, field))

    def items_in(self, language: str) -> list[str]:
        return self.items_en if self.items_en and language.startswith("en") else self.items


class Told(models.Model):
    """The whole list was given to the visitor once; `missing` are the places of what they lack."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="told")
    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="+")
    missing = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ("given_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "checklist"], name="a_visit_is_told_a_list_once"
            )
        ]

    def __str__(self) -> str:
        return f"R-{self.visit_id}: {self.checklist_id}"


class ListGap(models.Model):
    """Something was asked for that the list did not name. A fact about the list, of no person."""

    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="gaps")
    counter = models.ForeignKey(Counter, models.PROTECT, related_name="+")
    asked_for = models.CharField(max_length=200)
    noted_on = models.DateField()
    settled_on = models.DateField(null=True)

    class Meta:
        ordering = ("-noted_on", "-id")

    def __str__(self) -> str:
        return f"{self.checklist_id}: {self.asked_for}"
