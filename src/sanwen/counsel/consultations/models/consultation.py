"""A question that a body asks of everybody, before it decides."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from sanwen.counsel.consultations import phases
from sanwen.counsel.consultations.states import State
from sanwen.integrity.vault.models import Contact
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Area, Unit

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from sanwen.counsel.consultations.models.counted import Margin, OpinionMap
    from sanwen.counsel.consultations.models.statement import StatementQuerySet
    from sanwen.counsel.consultations.models.vote import Participant, Vote

# Who prepares, reads or checks a consultation of their reach before it is public.
INSIDE = (Role.INTAKE, Role.UNIT_LEAD, Role.SUPERVISOR, Role.LEADER, Role.AUDITOR)


class Identity(models.TextChoices):
    """How one person is kept to one vote; the page says which, and what it cannot prevent."""

    COOKIE = "cookie", pgettext_lazy("one person one vote", "one browser, one voice")
    EMAIL = "email", pgettext_lazy("one person one vote", "a code by e-mail")
    PASS = "pass", pgettext_lazy("one person one vote", "a code that the body hands out")


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def public(self) -> Self:
        """What everybody sees: what was published, and what was withdrawn after that."""
        return self.exclude(published_at=None)

    def visible_to(self, person: User) -> Self:
        return self.filter(~Q(published_at=None) | Q(unit__in=person.reach(*INSIDE)))

    def inside_for(self, person: User) -> Self:
        """Those of one's own reach, with what is not for everybody."""
        return self.filter(unit__in=person.reach(*INSIDE))

    def newest_first(self) -> Self:
        return self.order_by("-pk")


class Consultation(models.Model):
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=120)
    # Short enough to be read aloud in a minute.
    summary = models.CharField(max_length=300)
    background = models.TextField()
    who_decides = models.CharField(max_length=200)
    decide_by = models.DateField()
    # 重大行政决策暂行条例 Art. 15: at least thirty days, or the reason why not.
    is_major = models.BooleanField(default=False)
    short_because = models.TextField(blank=True)
    identity = models.CharField(max_length=8, choices=Identity.choices, default=Identity.COOKIE)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    # Published with the question: whoever knows it can recompute which statement came when.
    seed = models.CharField(max_length=40)
    # What came from another system; nobody can take part in it here.
    source = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=80, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)

    objects: ClassVar[ConsultationQuerySet] = ConsultationQuerySet.as_manager()  # type: ignore[assignment]

    if TYPE_CHECKING:
        phases: RelatedManager["Phase"]
        materials: RelatedManager["Material"]
        origins: RelatedManager["Origin"]
        invitations: RelatedManager["Invitation"]
        statements: "StatementQuerySet"
        participants: RelatedManager["Participant"]
        votes: RelatedManager["Vote"]
        margins: RelatedManager["Margin"]
        map: "OpinionMap"
        # The reverse of a key in the part above, which is not imported here.
        ballots: Any

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_published_consultation_says_when_and_by_whom",
                condition=Q(published_at=None, published_by="")
                | (Q(published_at__isnull=False) & ~Q(published_by="")),
            ),
            models.CheckConstraint(
                name="a_consultation_is_withdrawn_with_its_reason",
                condition=(~Q(state=State.WITHDRAWN) & Q(withdrawn_at=None, withdrawn_because=""))
                | (Q(state=State.WITHDRAWN, withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-id"], name="consultations_of_unit"),
            models.Index(
                fields=["-id"],
                condition=~Q(published_at=None),
                name="consultations_for_everybody",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def ref(self) -> str:
        return f"C-{self.pk}"

    @property
    def trail_ref(self) -> str:
        return f"consultation:{self.ref}"


class Phase(models.Model):
    """From the beginning of one day to the end of another. Declared before anything is asked."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="phases")
    kind = models.CharField(max_length=12, choices=phases.Kind.choices)
    opens_on = models.DateField()
    closes_on = models.DateField(null=True)
    # What follows the asking is noted when it has happened: what was done, or how one judges it.
    noted_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=300, blank=True)
    # Where people judge, if that is on the web.
    link = models.URLField(max_length=200, blank=True)
    # After its last day: when its votes were counted for good, and what they hash to.
    sealed_at = models.DateTimeField(null=True)
    votes_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["opens_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="a_sealed_phase_has_the_hash_of_its_votes",
                condition=Q(sealed_at=None, votes_hash="")
                | (Q(sealed_at__isnull=False) & ~Q(votes_hash="")),
            ),
            models.UniqueConstraint(
                fields=["consultation", "kind"], name="a_phase_comes_once_in_a_consultation"
            ),
            models.CheckConstraint(
                name="what_is_told_of_a_phase_says_when_it_was_noted",
                condition=Q(words="", link="") | Q(noted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_phase_closes_after_it_opens",
                condition=Q(closes_on=None) | Q(closes_on__gte=F("opens_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"C-{self.consultation_id} {self.kind}"


class Material(models.Model):
    """What one needs to read: words on the page, or a file."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="materials"
    )
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    file = models.FileField(upload_to="materials/%Y/%m/", blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="a_material_is_words_or_a_file", condition=~Q(text="") | ~Q(file="")
            )
        ]

    def __str__(self) -> str:
        return self.title


class Origin(models.Model):
    """Out of which topic or matters it came: a reference and masked words, no foreign key."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="origins")
    # "T-3", "M-12"
    ref = models.CharField(max_length=24)
    words = models.CharField(max_length=120)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "ref"], name="an_origin_is_named_once_in_a_consultation"
            )
        ]

    def __str__(self) -> str:
        return f"C-{self.consultation_id} from {self.ref}"


class Invitation(models.Model):
    """Who raised it was asked through the relay. Whether they came is known to nobody."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="invitations"
    )
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    # With the publication; nobody is told of what may never be asked.
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "contact"], name="a_contact_is_invited_once"
            )
        ]

    def __str__(self) -> str:
        return f"C-{self.consultation_id}: {self.contact_id}"
