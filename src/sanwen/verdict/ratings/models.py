"""What the resident says: solved or not, and how satisfied. Nobody else writes it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanwen.deliver.matters.models import Answer
from sanwen.listen.voices.models import Voice
from sanwen.places.models import Unit


class Solved(models.TextChoices):
    YES = "yes", _("solved")
    PARTLY = "partly", _("partly solved")
    NO = "no", _("not solved")


class Satisfaction(models.IntegerChoices):
    VERY_SATISFIED = 5, _("very satisfied")
    SATISFIED = 4, _("satisfied")
    FAIRLY = 3, _("fairly satisfied")
    DISSATISFIED = 2, _("dissatisfied")
    VERY_DISSATISFIED = 1, _("very dissatisfied")


class Invitation(models.Model):
    """The one invitation that the system itself sends, some time after the answer."""

    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="+")
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="+")
    opens_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    # Judged, withdrawn or reopened before it could be sent.
    needless = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voice", "answer"], name="a_person_is_invited_once"),
            models.CheckConstraint(
                name="a_needless_invitation_was_not_sent",
                condition=Q(needless=False) | Q(sent_at=None),
            ),
        ]
        indexes = [
            models.Index(
                fields=["opens_at"],
                name="invitations_to_send",
                condition=Q(sent_at=None, needless=False),
            )
        ]

    def __str__(self) -> str:
        return f"V-{self.voice_id} on answer {self.answer_id}"


class Verdict(models.Model):
    """One voice's judgement of one answer; read as a sum by unit, never by whose it is."""

    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="verdicts")
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="verdicts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    solved = models.CharField(max_length=6, choices=Solved.choices)
    satisfaction = models.PositiveSmallIntegerField(
        null=True,
        choices=Satisfaction.choices,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    # Whether anybody of the unit got in touch; nothing where the person did not say.
    contacted = models.BooleanField(null=True)
    words = models.TextField(blank=True)
    given_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voice", "answer"], name="one_verdict_per_answer"),
            models.CheckConstraint(
                name="satisfaction_has_five_levels",
                condition=Q(satisfaction=None) | Q(satisfaction__range=(1, 5)),
            ),
        ]
        indexes = [models.Index(fields=["unit", "given_at"], name="verdicts_of_unit")]

    def __str__(self) -> str:
        return f"verdict {self.pk}"

    @property
    def trail_ref(self) -> str:
        """Not the voice's number: whoever reads of a verdict does not learn whose it is."""
        return f"verdict:{self.pk}"
