"""What a body decided after asking, version by version, and what became of each opinion."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanwen.counsel.consultations.models import Consultation, Statement
from sanwen.counsel.decisions.states import State
from sanwen.counsel.meetings.models import MeetingOpinion
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

INSIDE = (Role.INTAKE, Role.UNIT_LEAD, Role.SUPERVISOR, Role.LEADER, Role.AUDITOR)


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, person: User) -> Self:
        """Of what is being written only the unit itself and those over it know."""
        return self.filter(consultation__unit__in=person.reach(*INSIDE))


class Decision(models.Model):
    """One for a consultation. Its words stand in its versions."""

    consultation = models.OneToOneField(
        Consultation, on_delete=models.PROTECT, related_name="decision"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.WRITING)
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=80)

    objects: ClassVar[DecisionQuerySet] = DecisionQuerySet.as_manager()  # type: ignore[assignment]

    if TYPE_CHECKING:
        versions: RelatedManager["Version"]
        evidence: RelatedManager["GateEvidence"]

    def __str__(self) -> str:
        return f"decision of C-{self.consultation_id}"

    @property
    def trail_ref(self) -> str:
        return f"decision:C-{self.consultation_id}"

    @property
    def working(self) -> "Version | None":
        """The one that is being written, if any."""
        return self.versions.filter(published_at=None).first()

    @property
    def published(self) -> "Version | None":
        """What everybody reads now: the decision that stands, or else the draft shown last."""
        out = Version.objects.published().filter(decision=self)
        return out.order_by("is_decided", "number").last()

    @property
    def promises(self) -> "models.QuerySet[Promise]":
        """What the decision that stands promises; their numbers outlive amendments."""
        version = self.published
        if version is None or not version.is_decided:
            return Promise.objects.none()
        return version.promises.all()


class VersionQuerySet(models.QuerySet["Version"]):
    def published(self) -> Self:
        return self.exclude(published_at=None)


class Version(models.Model):
    """The words as they are being written, as they were shown, or as they were decided."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    # What a neighbour would tell another over the fence: one paragraph.
    gist = models.TextField(blank=True)
    text = models.TextField(blank=True)
    # By which law, plan or meeting.
    ground = models.CharField(max_length=300, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True)
    # What is other than in the version before, and why.
    because = models.CharField(max_length=300, blank=True)
    is_decided = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=80, blank=True)

    objects: ClassVar[VersionQuerySet] = VersionQuerySet.as_manager()  # type: ignore[assignment]

    if TYPE_CHECKING:
        points: RelatedManager["Point"]
        promises: RelatedManager["Promise"]

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "number"], name="a_version_of_a_decision_has_its_own_number"
            ),
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(published_at=None),
                name="one_version_is_written_at_a_time",
            ),
            models.CheckConstraint(
                name="a_published_version_says_when_and_by_whom",
                condition=Q(published_at=None, published_by="", is_decided=False)
                | Q(published_at__isnull=False) & ~Q(published_by="") & ~Q(gist="") & ~Q(text=""),
            ),
            models.CheckConstraint(
                name="a_decision_names_who_when_and_on_what_ground",
                condition=Q(is_decided=False)
                | Q(decided_on__isnull=False) & ~Q(decided_by="") & ~Q(ground=""),
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.decision}"


class Adopted(models.TextChoices):
    ADOPTED = "adopted", pgettext_lazy("opinion", "adopted")
    PARTLY = "partly", pgettext_lazy("opinion", "partly adopted")
    NOT = "not", pgettext_lazy("opinion", "not adopted")


class Group(models.TextChoices):
    """A group of the opinion map, by the letter that the map gives it."""

    A = "A", _("group A")
    B = "B", _("group B")
    C = "C", _("group C")
    D = "D", _("group D")
    E = "E", _("group E")


class Point(models.Model):
    """An opinion, or several that say the same: taken up, partly, or not, and why."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    adopted = models.CharField(max_length=7, choices=Adopted.choices)
    reason = models.TextField()
    # For what was not adopted: what would have to change, or where else one can turn.
    instead = models.TextField(blank=True)
    group = models.CharField(max_length=1, choices=Group.choices, blank=True)
    statements = models.ManyToManyField(Statement, related_name="+", blank=True)
    opinions = models.ManyToManyField(MeetingOpinion, related_name="+", blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"], name="a_point_has_its_own_number"
            ),
            models.CheckConstraint(
                name="a_point_has_words_and_a_reason", condition=~Q(title="") & ~Q(reason="")
            ),
            models.CheckConstraint(
                name="what_is_not_adopted_says_what_else_there_is",
                condition=~Q(adopted=Adopted.NOT) | ~Q(instead=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Promise(models.Model):
    """What happens next: by which unit, until which day. A later version may carry it on."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="promises")
    # The same in every version that carries it on; never given to another one.
    number = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    # What residents do in it themselves, where they do.
    residents_part = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"], name="a_promise_has_its_own_number"
            ),
            models.CheckConstraint(name="a_promise_has_words", condition=~Q(words="")),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def ref(self) -> str:
        return f"C-{self.version.decision.consultation_id}/{self.number}"


class Gate(models.TextChoices):
    """The five "always": where residents are asked, from the plan to the result."""

    PLAN = "plan", pgettext_lazy("gate", "When planning: people were asked for their ideas")
    DIAGNOSIS = (
        "diagnosis",
        pgettext_lazy("gate", "When looking for what is wrong: people were heard"),
    )
    ADJUSTMENT = (
        "adjustment",
        pgettext_lazy("gate", "When changing the measures: people were consulted"),
    )
    CARRYING_OUT = "carrying_out", pgettext_lazy("gate", "When carrying it out: people take part")
    EVALUATION = "evaluation", pgettext_lazy("gate", "When measuring the result: people judge")


class Source(models.TextChoices):
    """By what people were asked."""

    CONSULTATION = "consultation", pgettext_lazy("evidence", "consultation")
    MEETING = "meeting", pgettext_lazy("evidence", "talk meeting")
    TOPIC = "topic", pgettext_lazy("evidence", "what residents had raised")
    BALLOT = "ballot", pgettext_lazy("evidence", "vote")
    REVIEW = "review", pgettext_lazy("evidence", "judgement of residents")
    VISIT = "visit", pgettext_lazy("evidence", "visits on the spot")


class GateEvidence(models.Model):
    """What staff add to what the program knows by itself: with its day, never with a figure."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="evidence")
    gate = models.CharField(max_length=12, choices=Gate.choices)
    kind = models.CharField(max_length=12, choices=Source.choices)
    # "C-12", "K-3", "T-4", "B-2", or nothing.
    ref = models.CharField(max_length=24, blank=True)
    words = models.CharField(max_length=200)
    on = models.DateField()
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["on", "id"]
        verbose_name_plural = "gate evidence"
        constraints = [
            models.CheckConstraint(name="evidence_says_what_it_is", condition=~Q(words=""))
        ]

    def __str__(self) -> str:
        return f"{self.gate}: {self.words}"
