"""Who keeps away from a matter, because they or their unit have a stake in it."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanwen.people.models import Membership, User
from sanwen.places.models import Unit


class RecusalGround(models.TextChoices):
    DECLARED = "declared", _("declared an interest")
    NAMED = "named", _("named in the message")
    COMPLAINED_OF = "complained", _("the message complains of the unit")


def line_of(person: User) -> list[int]:
    """The units the person works in and all above them."""
    return sorted({int(key) for unit in person.units() for key in unit.path.strip("/").split("/")})


def _working_under(path: str) -> set[int]:
    held = Membership.objects.now().filter(unit__path__startswith=path)
    return set(held.values_list("user", flat=True))


class RecusalQuerySet(models.QuerySet["Recusal"]):
    def standing(self) -> Self:
        return self.filter(lifted_at=None)

    def of(self, person: User) -> Self:
        """Theirs, and those of the units they work in or below."""
        return self.filter(Q(user=person) | Q(unit__in=line_of(person)))

    def kept_from(self, person: User) -> "models.QuerySet[Recusal, Any]":
        """The matters that are not there for this person, as a query."""
        return self.standing().of(person).values("matter")

    def people_of(self, matters: Iterable[int]) -> dict[int, set[int]]:
        """Of each matter whoever keeps away from it, for those who write to many."""
        found: dict[int, set[int]] = {}
        rows = self.standing().filter(matter__in=list(matters))
        for matter, user, path in rows.values_list("matter", "user", "unit__path"):
            shut = found.setdefault(matter, set())
            shut |= {user} if user else _working_under(path)
        return found


class Recusal(models.Model):
    """A person or a unit may not be given the matter, decide on it, or read it."""

    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, related_name="recusals")
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=10, choices=RecusalGround.choices)
    found_at = models.DateTimeField()
    found_by = models.CharField(max_length=80)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=80, blank=True)
    lifted_because = models.CharField(max_length=300, blank=True)

    objects = RecusalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_recusal_is_of_a_person_or_of_a_unit",
                condition=Q(user__isnull=False, unit=None) | Q(user=None, unit__isnull=False),
            ),
            models.CheckConstraint(
                name="a_lifted_recusal_says_by_whom_and_why",
                condition=Q(lifted_at=None, lifted_by="", lifted_because="")
                | (Q(lifted_at__isnull=False) & ~Q(lifted_by="") & ~Q(lifted_because="")),
            ),
            models.UniqueConstraint(
                fields=["matter", "user", "unit"],
                condition=Q(lifted_at=None),
                nulls_distinct=False,
                name="a_recusal_stands_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["user", "matter"], name="recusals_of_person", condition=Q(lifted_at=None)
            ),
            models.Index(
                fields=["unit", "matter"], name="recusals_of_unit", condition=Q(lifted_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"M-{self.matter_id}: {self.ground}"
