"""Matters that leave the solved rate: proposed, confirmed by another, objected to, decided."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanwen.deliver.matters.models import Matter
from sanwen.listen.voices.models import Voice
from sanwen.people.models import User


class Ground(models.TextChoices):
    """The whole list. Whatever is not here stays in the rate."""

    NO_BASIS = "no_basis", _("no law or policy supports what is asked")
    NOT_PUBLIC = "not_public", _("outside of what public bodies have to do")
    IN_COURT = "in_court", _("before a court or arbitration, which decides it")
    HIGHER = "higher", _("only a higher body can decide it, and it has been asked")


class Stage(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    IN_FORCE = "in_force", _("out of the rate")
    REFUSED = "refused", _("not confirmed")
    OBJECTED = "objected", _("the resident objects; back in the rate until decided")
    UPHELD = "upheld", _("out of the rate after an objection")
    LIFTED = "lifted", _("back in the rate after an objection")


STANDING = (Stage.PROPOSED, Stage.IN_FORCE, Stage.OBJECTED, Stage.UPHELD)
OUT = (Stage.IN_FORCE, Stage.UPHELD)


class ExclusionQuerySet(models.QuerySet["Exclusion"]):
    def visible_to(self, person: User) -> Self:
        return self.filter(matter__in=Matter.objects.visible_to(person))

    def standing(self) -> Self:
        return self.filter(state__in=STANDING)


class Exclusion(models.Model):
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="exclusions")
    ground = models.CharField(max_length=10, choices=Ground.choices)
    # Said to the resident as it is written.
    reason = models.TextField()
    state = models.CharField(max_length=8, choices=Stage.choices, default=Stage.PROPOSED)
    in_force = models.BooleanField(default=False)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    refusal = models.TextField(blank=True)
    objected_at = models.DateTimeField(null=True)
    voice = models.ForeignKey(Voice, null=True, on_delete=models.PROTECT, related_name="+")
    objection = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decision = models.TextField(blank=True)

    objects = ExclusionQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(state__in=STANDING),
                name="a_matter_leaves_the_rate_once",
            ),
            models.CheckConstraint(
                name="out_of_the_rate_only_after_two_people",
                condition=Q(state__in=OUT, in_force=True, answered_by__isnull=False)
                | (~Q(state__in=OUT) & Q(in_force=False)),
            ),
            models.CheckConstraint(
                name="nobody_confirms_their_own_exclusion",
                condition=Q(answered_by=None) | ~Q(answered_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="a_third_person_decides_an_objection",
                condition=Q(decided_by=None)
                | (~Q(decided_by=F("proposed_by")) & ~Q(decided_by=F("answered_by"))),
            ),
            models.CheckConstraint(
                name="an_objection_has_its_day_and_words",
                condition=Q(objected_at=None, objection="")
                | (Q(objected_at__isnull=False) & ~Q(objection="")),
            ),
        ]

    def __str__(self) -> str:
        return f"M-{self.matter_id}: {self.ground}"
