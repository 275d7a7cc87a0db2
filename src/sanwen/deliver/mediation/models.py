"""The file of a mediation: sides with their consent, mediator, sessions, agreement, follow-up."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.models import Recusal as MatterRecusal
from sanwen.deliver.mediation.states import State
from sanwen.integrity.vault.models import Contact
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit

KEEPERS = (Role.HANDLER, Role.UNIT_LEAD)


class MediationQuerySet(models.QuerySet["Mediation"]):
    def visible_to(self, person: User) -> Self:
        """The unit that keeps the file, and its mediator. No desk, no overseer, no search."""
        seen = self.filter(Q(unit__in=person.reach(*KEEPERS)) | Q(mediator=person))
        return seen.exclude(matter__in=MatterRecusal.objects.kept_from(person))


class Mediation(models.Model):
    """Beside a matter, never in its way: the matter's own dates and remedies run on."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="mediations")
    # Which unit keeps the file.
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    about = models.TextField()
    state = models.CharField(max_length=12, choices=State, default=State.ASKED)
    opened_at = models.DateTimeField()
    mediator = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    mediator_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    # 深圳 Art. 25: thirty days from the beginning, longer only if all sides agree.
    conclude_by = models.DateField(null=True)
    longer_because = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=300, blank=True)
    # Art. 26: the legal routes that were told when it ended without an agreement.
    routes_told = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    follow_up_on = models.DateField(null=True)
    follow_up_result = models.TextField(blank=True)
    followed_up_at = models.DateTimeField(null=True)

    objects = MediationQuerySet.as_manager()

    class Meta:
        ordering = ("-opened_at", "-id")
        constraints = [
            models.CheckConstraint(
                name="a_mediation_under_way_has_a_mediator",
                condition=~Q(state__in=["under_way", "signed", "followed_up"])
                | Q(mediator__isnull=False, mediator_unit__isnull=False),
            ),
            models.CheckConstraint(
                name="a_mediation_that_is_over_says_when_and_why",
                condition=~Q(state__in=["failed", "refused"])
                | (Q(ended_at__isnull=False) & ~Q(ended_because="")),
            ),
            models.CheckConstraint(
                name="a_follow_up_has_its_result",
                condition=~Q(state="followed_up")
                | (Q(followed_up_at__isnull=False) & ~Q(follow_up_result="")),
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        return f"D-{self.pk}"

    @property
    def trail_ref(self) -> str:
        return f"mediation:{self.ref}"


class How(models.TextChoices):
    """How a side said yes."""

    WRITING = "writing", pgettext_lazy("consent", "in writing")
    IN_PERSON = "in_person", pgettext_lazy("consent", "in person, read back")
    PHONE = "phone", pgettext_lazy("consent", "by telephone, read back")


class Party(models.Model):
    """One side: known by a pseudonym; name and address lie in the vault, if they were left."""

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="parties")
    contact = models.OneToOneField(Contact, models.PROTECT)
    # What the side stands for in the dispute: "the buyer", "the upper floor".
    stands_for = models.CharField(max_length=60)
    consented_at = models.DateTimeField(null=True)
    consented_how = models.CharField(max_length=10, choices=How, blank=True)
    wants_mediator = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "parties"
        constraints = [
            models.CheckConstraint(
                name="a_consent_says_when_and_how",
                condition=Q(consented_at=None, consented_how="")
                | (Q(consented_at__isnull=False) & ~Q(consented_how="")),
            ),
        ]

    def __str__(self) -> str:
        return f"D-{self.mediation_id}: {self.stands_for}"


class Recusal(models.Model):
    """A mediator stepped aside, of themselves or because a side asked: no ground is judged."""

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="recusals")
    mediator = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_by = models.CharField(max_length=60)
    because = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"D-{self.mediation_id}: {self.mediator_id}"


class Session(models.Model):
    """One meeting: open or closed as the sides wish (Art. 23); its minutes are for the file."""

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="sessions")
    held_at = models.DateTimeField()
    place = models.CharField(max_length=120)
    is_open = models.BooleanField(default=False)
    # Pseudonyms and callings of who took part, never names.
    took_part = models.CharField(max_length=300)
    minutes = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("held_at", "id")

    def __str__(self) -> str:
        return f"D-{self.mediation_id} {self.held_at:%Y-%m-%d}"


class Agreement(models.Model):
    """Art. 29: the sides, the facts, what is agreed and who owes what, how and by when."""

    mediation = models.OneToOneField(Mediation, models.PROTECT, related_name="agreement")
    facts = models.TextField()
    terms = models.TextField()
    performance = models.TextField()
    is_oral = models.BooleanField(_("oral, noted by the mediator"), default=False)
    signed_on = models.DateField()
    # It takes effect when all have signed; an oral one when they have agreed (Art. 29, 30).
    effective_on = models.DateField()
    confirm_by = models.DateField()
    confirm_by_is_provisional = models.BooleanField(default=False)
    confirmation_asked_on = models.DateField(null=True)
    confirmed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_agreement_takes_effect_not_before_it_is_signed",
                condition=Q(effective_on__gte=F("signed_on")),
            ),
            models.CheckConstraint(
                name="a_court_confirms_what_it_was_asked",
                condition=Q(confirmed_on=None) | Q(confirmation_asked_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"D-{self.mediation_id}"
