"""Field checks: a lot draws matters said to be solved, and a third unit goes and looks."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanwen.deliver.matters.models import Matter
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit


class FieldDraw(models.Model):
    """A list fixed and hashed, and where the seed will come from, said before anything is drawn."""

    since = models.DateField()
    until = models.DateField()
    size = models.PositiveSmallIntegerField()
    # Whose matters are looked at: what this desk and those under it registered.
    of = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    members = ArrayField(models.BigIntegerField())
    list_hash = models.CharField(max_length=64)
    seed_source = models.CharField(max_length=300)
    announced_at = models.DateTimeField()
    announced_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    seed = models.CharField(max_length=200, blank=True)
    drawn_at = models.DateTimeField(null=True)
    drawn_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-announced_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="a_drawn_check_has_its_seed_and_its_day",
                condition=Q(drawn_at=None, drawn_by=None, seed="")
                | (Q(drawn_at__isnull=False, drawn_by__isnull=False) & ~Q(seed="")),
            ),
            models.CheckConstraint(
                name="the_checked_period_ends_after_it_begins",
                condition=Q(until__gt=models.F("since")),
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        return f"D-{self.pk}"

    @property
    def trail_ref(self) -> str:
        return f"fieldcheck:{self.ref}"


class Finding(models.TextChoices):
    AGREES = "agrees", _("solved, as was said")
    NOT = "not", _("not solved")
    UNCLEAR = "unclear", _("cannot tell")
    # It is their right, and it says nothing of the matter.
    DECLINED = "declined", _("the resident does not wish a visit")


# Who goes and looks, for the unit that was named.
DOERS = (Role.HANDLER, Role.UNIT_LEAD)


class FieldCheckQuerySet(models.QuerySet["FieldCheck"]):
    def visible_to(self, person: User) -> Self:
        """Supervisors see all of their reach; others what their own unit was named for."""
        rows = self.filter(matter__in=Matter.objects.without_recused(person))
        given = Q(unit__in=person.reach(*DOERS))
        return rows.filter(given | Q(draw__of__in=person.reach(Role.SUPERVISOR, Role.LEADER)))

    def to_look_at(self, person: User) -> Self:
        return self.visible_to(person).filter(finding="", unit__in=person.reach(*DOERS))


class FieldCheck(models.Model):
    draw = models.ForeignKey(FieldDraw, on_delete=models.PROTECT, related_name="checks")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    ticket = models.CharField(max_length=64)
    # The third unit, once it is named: not the lead's line and not an assistant.
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    finding = models.CharField(max_length=8, choices=Finding.choices, blank=True)
    found_on = models.DateField(null=True)
    words = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[FieldCheckQuerySet] = FieldCheckQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["draw", "place"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "matter"], name="a_matter_is_drawn_once"),
            models.CheckConstraint(
                name="a_finding_has_its_day_and_its_unit",
                condition=Q(finding="", found_on=None, recorded_at=None)
                | (
                    ~Q(finding="")
                    & Q(found_on__isnull=False, recorded_at__isnull=False, unit__isnull=False)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draw_id}: M-{self.matter_id}"
