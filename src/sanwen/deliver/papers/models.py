"""Papers of matters: drafts may change, issued ones never; each body's numbers without a gap."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from sanwen.deliver.matters.models import OVERSEERS, Matter
from sanwen.deliver.papers.kinds import Kind, kinds
from sanwen.listen.voices.models import Voice
from sanwen.people.models import User
from sanwen.places.models import Unit


class State(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("paper", "draft")
    ISSUED = "issued", pgettext_lazy("paper", "issued")


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, person: User) -> Self:
        """Those of the matters one sees; what is written about a unit not by that unit."""
        kept = [code for code, kind in kinds().items() if kind.kept_from_unit]
        desks = Unit.objects.in_reach_of(person.scopes(*OVERSEERS))
        seen = self.filter(matter__in=Matter.objects.visible_to(person))
        return seen.filter(~Q(kind__in=kept) | Q(matter__received_by__in=desks))


class Paper(models.Model):
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="papers")
    # A code of data/*.toml and the version of its words.
    kind = models.CharField(max_length=24)
    version = models.PositiveSmallIntegerField()
    # The voice whose person it goes to; only by it can the name be put in, at the moment of use.
    voice = models.ForeignKey(
        Voice, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    # As it was filled in: days as 2026-03-10. Never who a person is.
    filled = models.JSONField()
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    issued_by = models.CharField(max_length=80, blank=True)
    issued_at = models.DateTimeField(null=True)
    file = models.FileField(upload_to="papers/%Y/%m/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )

    objects = PaperQuerySet.as_manager()

    if TYPE_CHECKING:
        replaced_by: "Paper"

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="an_issued_paper_has_its_file_its_day_and_its_maker",
                condition=(
                    Q(state="issued", issued_at__isnull=False)
                    & ~Q(file="")
                    & ~Q(sha256="")
                    & ~Q(issued_by="")
                )
                | Q(state="draft", issued_at=None, file="", sha256="", issued_by="", number=None),
            ),
            models.CheckConstraint(
                name="a_number_belongs_to_a_year",
                condition=Q(number=None, year=None) | Q(number__gte=1, year__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "number"], name="a_number_is_given_once"
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        return f"P-{self.pk}"

    @property
    def trail_ref(self) -> str:
        return f"paper:{self.ref}"

    @property
    def of_kind(self) -> Kind:
        return kinds()[self.kind]

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def full_number(self) -> str:
        """棠交信〔2026〕3号; before it is issued, with room for what is not known yet."""
        if not self.of_kind.head:
            return ""
        return full_number(self.filled.get("word", ""), self.year, self.number)

    @property
    def is_replaced(self) -> bool:
        return hasattr(self, "replaced_by") and not self.replaced_by.is_draft


def full_number(word: str, year: int | None, number: int | None) -> str:
    return f"{word}〔{year or '　　'}〕{number or '　'}号"


class Series(models.Model):
    """The last number a unit gave in a year. Locked while one is taken, so that none is lost."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="a_unit_counts_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}: {self.last}"
