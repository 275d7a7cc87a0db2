"""督查: findings about how a unit handled a matter, its objection, and the three proposals."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from sanwen.deliver.matters.models import Matter, Recusal
from sanwen.deliver.papers.models import Paper
from sanwen.office.inspection.states import State
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

WATCHERS = (Role.SUPERVISOR, Role.LEADER)
INSPECTED = (Role.HANDLER, Role.UNIT_LEAD)


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def visible_to(self, person: User) -> Self:
        """Supervisors and leaders of the desk, and the unit that was inspected."""
        seen = Q(matter__received_by__in=person.reach(*WATCHERS))
        seen |= Q(unit__in=person.reach(*INSPECTED))
        return self.filter(seen).exclude(
            matter__in=Recusal.objects.standing().of(person).values("matter")
        )


class Inspection(models.Model):
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="inspections")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    facts = models.TextField()
    conclusion = models.TextField()
    demands = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ISSUED)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    delivered_at = models.DateTimeField(null=True)
    delivered_by = models.CharField(max_length=80, blank=True)
    object_until = models.DateField(null=True)
    # 督办: the supervision notice that was made of it.
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")

    objects = InspectionQuerySet.as_manager()

    if TYPE_CHECKING:
        proposals: RelatedManager["Proposal"]
        objection: "InspectionObjection"

    class Meta:
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="findings_that_arrived_say_when_and_until_when_one_may_object",
                condition=Q(
                    state=State.ISSUED, delivered_at=None, delivered_by="", object_until=None
                )
                | (
                    ~Q(state=State.ISSUED)
                    & Q(delivered_at__isnull=False, object_until__isnull=False)
                    & ~Q(delivered_by="")
                ),
            )
        ]
        indexes = [models.Index(fields=["unit", "-issued_at"], name="inspections_of_unit")]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        return f"S-{self.pk}"

    @property
    def trail_ref(self) -> str:
        return f"inspection:{self.ref}"


class InspectionObjection(models.Model):
    """The unit's head does not agree (督查条例 Art. 17); somebody other than the issuer decides."""

    inspection = models.OneToOneField(
        Inspection, on_delete=models.PROTECT, related_name="objection"
    )
    reason = models.TextField()
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decide_by = models.DateField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decision = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_decided_objection_says_when_by_whom_and_why",
                condition=Q(decided_at=None, decided_by=None, decision="")
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(decision="")),
            ),
            models.CheckConstraint(
                name="nobody_decides_on_their_own_objection",
                condition=Q(decided_by=None) | ~Q(decided_by=F("raised_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"S-{self.inspection_id}: objection"


class Kind(models.TextChoices):
    """三项建议 (Regulations on Petitions, Art. 40)."""

    IMPROVEMENT = "improvement", pgettext_lazy("proposal", "to improve the work")
    POLICY = "policy", pgettext_lazy("proposal", "to improve a policy")
    ACCOUNTABILITY = "accountability", pgettext_lazy("proposal", "to hold to account")


class Adoption(models.TextChoices):
    ADOPTED = "adopted", pgettext_lazy("proposal", "adopted")
    PARTLY = "partly", pgettext_lazy("proposal", "adopted in part")
    NOT_ADOPTED = "not", pgettext_lazy("proposal", "not adopted, with the reason")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, person: User) -> Self:
        """Supervisors and leaders of the desk, and the head of the body that answers it."""
        seen = Q(inspection__matter__received_by__in=person.reach(*WATCHERS))
        seen |= Q(to__in=person.reach(Role.UNIT_LEAD))
        return self.filter(seen).exclude(
            inspection__matter__in=Recusal.objects.standing().of(person).values("matter")
        )

    def unanswered(self) -> Self:
        return self.filter(replied_at=None)


class Proposal(models.Model):
    """One of the three proposals; its receiver says in writing what is adopted."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    to = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reply_by = models.DateField()
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    adoption = models.CharField(max_length=8, choices=Adoption.choices, blank=True)
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True)
    replied_by = models.CharField(max_length=80, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="a_reply_to_a_proposal_is_whole",
                condition=Q(replied_at=None, adoption="", reply="", replied_by="")
                | (
                    Q(replied_at__isnull=False) & ~Q(adoption="") & ~Q(reply="") & ~Q(replied_by="")
                ),
            )
        ]
        indexes = [
            models.Index(
                fields=["to", "reply_by"],
                name="proposals_to_answer",
                condition=Q(replied_at=None),
            )
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        return f"U-{self.pk}"
