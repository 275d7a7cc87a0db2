"""Sealed reports, kept from those they name; and the interests that members of staff declare."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanwen.integrity.conduct.demands.models import LegalRequest
from sanwen.integrity.conduct.states import State
from sanwen.people.models import Membership, User
from sanwen.people.roles import Role
from sanwen.places.models import Area, Unit

__all__ = [
    "Conclusion",
    "Kind",
    "LegalRequest",
    "SealedMessage",
    "SealedReport",
    "Stake",
    "StakeKind",
    "Unsealing",
]


class Kind(models.TextChoices):
    """What it is about; the three of conduct are 失态, 伸手 and 争利."""

    ACCUSATION = "accusation", _("a breach of law or discipline")
    MANNER = "manner", _("bad manners: cold, rude, scolding")
    BENEFIT = "benefit", _("asked for or took benefits")
    INTEREST = "interest", _("put their own interest first")
    REPRISAL = "reprisal", _("reprisal")
    PRESSED_TO_RATE = "pressed_to_rate", _("pressed about the verdict")


class Conclusion(models.TextChoices):
    CONFIRMED = (
        "confirmed",
        pgettext_lazy("conclusion of a sealed report", "confirmed and dealt with"),
    )
    PARTLY = "partly", pgettext_lazy("conclusion of a sealed report", "confirmed in part")
    UNCONFIRMED = (
        "unconfirmed",
        pgettext_lazy("conclusion of a sealed report", "could not be confirmed"),
    )
    HANDED_ON = (
        "handed_on",
        pgettext_lazy(
            "conclusion of a sealed report", "handed to the body that is responsible by law"
        ),
    )


class SealedReportQuerySet(models.QuerySet["SealedReport"]):
    def visible_to(self, user: User) -> Self:
        """Supervisors, except whoever is named, or stands at or below a unit that is named."""
        if not user.holds(Role.SUPERVISOR):
            return self.none()
        own_line = {
            int(number) for unit in user.units() for number in unit.path.split("/") if number
        }
        named = SealedReport.about_units.through.objects.filter(
            sealedreport=OuterRef("pk"), unit__in=own_line
        )
        return self.filter(~Exists(named)).exclude(shut_out=user)


class SealedReport(models.Model):
    """Encrypted under a key of its own; not in any search, list or notice but this one."""

    kind = models.TextField(choices=Kind)
    text = models.BinaryField()
    about_units = models.ManyToManyField(Unit, related_name="+")
    # Staff whose names stand in the words: they never learn that the report exists.
    shut_out = models.ManyToManyField(User, related_name="+")
    # A text reference such as matter:M-12, for whoever opens the report; the trail never holds it.
    subject = models.TextField(blank=True)
    # The reporter's only key to what becomes of it: no name, no address, no cookie of theirs.
    code_hash = models.BinaryField(max_length=32, unique=True)
    received_at = models.DateTimeField()
    state = models.TextField(choices=State, default=State.RECEIVED)
    first_read_at = models.DateTimeField(null=True)
    conclusion = models.TextField(choices=Conclusion, blank=True)
    concluded_at = models.DateTimeField(null=True)

    objects: ClassVar[SealedReportQuerySet] = SealedReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-received_at", "-id")
        constraints = (
            models.CheckConstraint(
                name="sealed_report_is_read_when_it_says_when",
                condition=Q(state=State.RECEIVED, first_read_at=None)
                | (~Q(state=State.RECEIVED) & Q(first_read_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="sealed_report_kind_is_known", condition=Q(kind__in=Kind.values)
            ),
            models.CheckConstraint(
                name="a_concluded_report_says_how",
                condition=~Q(state=State.CONCLUDED)
                | (~Q(conclusion="") & Q(concluded_at__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        return f"sealed:{self.pk}"


class Unsealing(models.Model):
    """Two people open a report together: one asks with a reason, another agrees."""

    report = models.ForeignKey(SealedReport, models.PROTECT, related_name="unsealings")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    because = models.CharField(max_length=200)
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("asked_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("report",), condition=Q(agreed_at=None), name="one_unsealing_waits"
            ),
            models.CheckConstraint(
                name="nobody_unseals_alone",
                condition=Q(agreed_by=None, agreed_at=None)
                | (Q(agreed_at__isnull=False) & ~Q(agreed_by=F("asked_by"))),
            ),
        )

    def __str__(self) -> str:
        return f"unsealing of {self.report_id}"


class SealedMessage(models.Model):
    """Words between the reporter, known by the code alone, and those who look into it."""

    report = models.ForeignKey(SealedReport, models.PROTECT, related_name="messages")
    # Empty: the reporter wrote it.
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    text = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"message {self.pk} on {self.report_id}"


class StakeKind(models.TextChoices):
    WORDS = "words", _("a person or an organisation")
    UNIT = "unit", _("a unit of the public service")
    PLACE = "place", _("a village or a community")


class StakeQuerySet(models.QuerySet["Stake"]):
    def visible_to(self, person: User) -> Self:
        """One's own; and, for supervisors, those of the people who work under them."""
        watched = Unit.objects.in_reach_of(person.scopes(Role.SUPERVISOR))
        held = Membership.objects.now().filter(user=OuterRef("user"), unit__in=watched)
        return self.filter(Q(user=person) | Q(Exists(held)))

    def standing(self, today: date) -> Self:
        return self.filter(Q(until=None) | Q(until__gte=today))


class Stake(models.Model):
    """An interest of a member of staff: with this they do not decide, and do not read about it."""

    user = models.ForeignKey(User, models.PROTECT, related_name="stakes")
    kind = models.CharField(max_length=5, choices=StakeKind)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    # Encrypted: they are often the name of somebody who is no member of staff.
    words = models.BinaryField(default=b"")
    declared_at = models.DateTimeField()
    # The last day on which it counts; empty: until it is ended.
    until = models.DateField(null=True)

    objects: ClassVar[StakeQuerySet] = StakeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-declared_at", "-id")
        constraints = (
            models.CheckConstraint(
                name="a_stake_is_in_one_thing",
                condition=Q(kind="words", unit=None, area=None) & ~Q(words=b"")
                | Q(kind="unit", unit__isnull=False, area=None, words=b"")
                | Q(kind="place", unit=None, area__isnull=False, words=b""),
            ),
        )

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        return f"stake:{self.pk}"
