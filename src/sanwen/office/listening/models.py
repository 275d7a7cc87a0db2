"""What comes back at the same place after it was solved: the links, and what they add up to."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanwen.deliver.matters.models import Matter, Recusal
from sanwen.listen.topics.models import WATCHERS
from sanwen.listen.triage.models import Category
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Area, Unit

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class RootCauseQuerySet(models.QuerySet["RootCause"]):
    def visible_to(self, person: User) -> Self:
        """Those with at least one matter that came back in the person's reach."""
        return self.filter(pk__in=Recurrence.objects.visible_to(person).values("cause"))

    def standing(self) -> Self:
        """With something that nobody set aside."""
        return self.filter(times__gt=0)

    def most_first(self) -> Self:
        return self.order_by("-times", "-pk")


class RootCause(models.Model):
    """One subject in one area that keeps coming back: a candidate for a cause behind it."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(Category, null=True, on_delete=models.PROTECT, related_name="+")
    # Counted over the links that nobody set aside; different people, counted every night.
    times = models.PositiveIntegerField(default=0)
    matters = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)

    objects: ClassVar[RootCauseQuerySet] = RootCauseQuerySet.as_manager()  # type: ignore[assignment]

    if TYPE_CHECKING:
        recurrences: RelatedManager["Recurrence"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area", "category"],
                nulls_distinct=False,
                name="a_subject_in_an_area_is_one_candidate",
            )
        ]
        indexes = [models.Index(fields=["-times", "-id"], name="root_causes_most_first")]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        return f"R-{self.pk}"

    @property
    def trail_ref(self) -> str:
        return f"cause:{self.ref}"


class RecurrenceQuerySet(models.QuerySet["Recurrence"]):
    def visible_to(self, person: User) -> Self:
        watched = Unit.objects.in_reach_of(person.scopes(*WATCHERS))
        seen = Q(matter__received_by__in=watched)
        if person.holds(Role.UNIT_LEAD):
            seen |= Q(matter__lead_unit__in=person.reach(Role.UNIT_LEAD))
        kept = Recusal.objects.kept_from(person)
        return self.filter(seen).exclude(matter__in=kept).exclude(earlier__in=kept)

    def standing(self) -> Self:
        return self.filter(set_aside_at=None)


class Solved(models.TextChoices):
    """How the earlier matter ended; a resident's word and the unit's are two things."""

    JUDGED = "judged", _("those who asked said: solved")
    UNDISPUTED = "undisputed", _("answered as done, and nobody disagreed")


class Recurrence(models.Model):
    """A matter like an earlier one at the same place, opened after that was solved."""

    cause = models.ForeignKey(RootCause, on_delete=models.PROTECT, related_name="recurrences")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    earlier = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    was = models.CharField(max_length=10, choices=Solved.choices)
    # Why the machine thought so: phrases of both (masked), how alike, the same place by name.
    because = ArrayField(models.CharField(max_length=60), default=list)
    likeness = models.PositiveSmallIntegerField()
    same_place = models.BooleanField(default=False)
    same_topic = models.BooleanField(default=False)
    found_at = models.DateTimeField()
    set_aside_at = models.DateTimeField(null=True)
    set_aside_by = models.CharField(max_length=80, blank=True)
    set_aside_because = models.CharField(max_length=300, blank=True)

    objects: ClassVar[RecurrenceQuerySet] = RecurrenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter"], name="a_matter_comes_back_after_one_other"),
            models.CheckConstraint(
                name="nothing_comes_back_after_itself", condition=~Q(matter=F("earlier"))
            ),
            models.CheckConstraint(
                name="a_recurrence_has_its_reasons",
                condition=~Q(because=[]) | Q(same_place=True) | Q(same_topic=True),
            ),
            models.CheckConstraint(
                name="what_is_set_aside_says_when_by_whom_and_why",
                condition=Q(set_aside_at=None, set_aside_by="", set_aside_because="")
                | (Q(set_aside_at__isnull=False) & ~Q(set_aside_by="") & ~Q(set_aside_because="")),
            ),
        ]
        indexes = [models.Index(fields=["cause", "-found_at"], name="recurrences_of_cause")]

    def __str__(self) -> str:
        return f"M-{self.matter_id} after M-{self.earlier_id}"
