"""Sealed reports of pressure, conduct or reprisal, kept from those they name."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanwen.integrity.conduct.states import State
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit


class Kind(models.TextChoices):
    PRESSED_TO_RATE = "pressed_to_rate", _("pressed about the verdict")
    STAFF_CONDUCT = "staff_conduct", _("conduct of staff")
    REPRISAL = "reprisal", _("reprisal")


class SealedReportQuerySet(models.QuerySet["SealedReport"]):
    def visible_to(self, user: User) -> Self:
        """Supervisors, except those who stand at or below the unit that is named."""
        if not user.holds(Role.SUPERVISOR):
            return self.none()
        own_line = {
            int(number) for unit in user.units() for number in unit.path.split("/") if number
        }
        return self.filter(Q(about_unit=None) | ~Q(about_unit__in=own_line))


class SealedReport(models.Model):
    """Encrypted under a key of its own; not in any search, list or notice but this one."""

    kind = models.TextField(choices=Kind)
    text = models.BinaryField()
    about_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    # A text reference such as matter:M-12, for whoever opens the report; the trail never holds it.
    subject = models.TextField(blank=True)
    received_at = models.DateTimeField()
    state = models.TextField(choices=State, default=State.RECEIVED)
    first_read_at = models.DateTimeField(null=True)

    objects: ClassVar[SealedReportQuerySet] = SealedReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-received_at", "-id")
        constraints = (
            models.CheckConstraint(
                name="sealed_report_is_read_when_it_says_when",
                condition=Q(state=State.RECEIVED, first_read_at=None)
                | Q(state=State.READ, first_read_at__isnull=False),
            ),
            models.CheckConstraint(
                name="sealed_report_kind_is_known", condition=Q(kind__in=Kind.values)
            ),
        )

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        return f"sealed:{self.pk}"
