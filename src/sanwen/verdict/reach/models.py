"""Did a benefit reach people? What was meant for them, through whom it passed, what was found."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q

from sanwen.people.models import User
from sanwen.places.models import Unit
from sanwen.verdict.surveys.models import INSIDE, Listed, Survey

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class CheckQuerySet(models.QuerySet["Check"]):
    def public(self) -> Self:
        """From the announcement of the draw on."""
        return self.exclude(survey__announced_at=None)

    def visible_to(self, person: User) -> Self:
        return self.filter(unit__in=person.reach(*INSIDE))

    def newest_first(self) -> Self:
        return self.order_by("-pk")


class Check(models.Model):
    """One benefit: by which paper, paid out by whom, through whose hands, for which time."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    benefit = models.CharField(max_length=80)
    # The policy document, with its number.
    ground = models.CharField(max_length=200)
    # What a recipient is entitled to, in words.
    rule = models.CharField(max_length=200)
    period = models.CharField(max_length=80)
    payer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    # Through whom it passes before it arrives; "nobody, paid at once" is an answer, too.
    through = models.CharField(max_length=160)
    # Asking, drawing and answering are those of a survey; it exists with the check.
    survey = models.OneToOneField(Survey, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    objects: ClassVar[CheckQuerySet] = CheckQuerySet.as_manager()  # type: ignore[assignment]

    if TYPE_CHECKING:
        follow_ups: RelatedManager["FollowUp"]
        finding: "Finding"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_reach_check_says_what_by_which_paper_and_through_whom",
                condition=~Q(benefit="")
                & ~Q(ground="")
                & ~Q(rule="")
                & ~Q(period="")
                & ~Q(through=""),
            )
        ]
        indexes = [models.Index(fields=["unit", "-id"], name="reach_checks_of_unit")]

    def __str__(self) -> str:
        return self.benefit

    @property
    def ref(self) -> str:
        return f"H-{self.pk}"

    @property
    def trail_ref(self) -> str:
        return f"reach:{self.ref}"

    @property
    def asked(self) -> Survey:
        assert self.survey is not None
        return self.survey


class FollowUp(models.Model):
    """A matter that was opened because somebody wished it. Afterwards nothing leads to them."""

    check_of = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="follow_ups")
    # Whose wish it was, until the result is published; never with a name.
    listed = models.OneToOneField(Listed, null=True, on_delete=models.SET_NULL, related_name="+")
    # "M-12"; empty where the person took the wish back.
    matter_ref = models.CharField(max_length=24, blank=True)
    on = models.DateField()
    by = models.CharField(max_length=80)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"H-{self.check_of_id}: {self.matter_ref}"


class Finding(models.Model):
    """What was published, figures and method together; the database lets nobody change it."""

    check_of = models.OneToOneField(Check, on_delete=models.PROTECT, related_name="finding")
    figures = models.JSONField()
    method = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_finding_has_its_figures_and_its_method",
                condition=~Q(figures={}) & ~Q(method={}),
            )
        ]

    def __str__(self) -> str:
        return f"H-{self.check_of_id}"
