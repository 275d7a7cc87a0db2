"""What a resident is told: an answer item by item, its delivery, or another legal route."""

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanwen.listen.voices.models import Voice
from sanwen.people.models import User
from sanwen.places.models import Unit

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Outcome(models.TextChoices):
    """What came of a matter. Each procedure offers the ones that fit it."""

    DONE = "done", pgettext_lazy("outcome", "done")
    PLANNED = "planned", _("will be done, with a date")
    EXPLAINED = "explained", _("explained: understandable, but there is no basis for it yet")
    REFUSED = "refused", _("not supported, with the law")
    # Suggestions (Regulations on Petitions, Art. 29).
    ADOPTED = "adopted", pgettext_lazy("suggestion", "adopted")
    PARTLY = "partly", _("in part, with what is left out and why")
    DECLINED = "declined", _("not adopted, with the reason")
    # Open government information (Art. 36).
    DISCLOSED = "disclosed", _("the information is given")
    WITHHELD = "withheld", _("the information is not given, with the law")
    NOT_HELD = "not_held", _("the body does not hold the information")


# Nobody alone says no: these wait for a second reader.
NEGATIVE = (Outcome.REFUSED, Outcome.DECLINED, Outcome.WITHHELD, Outcome.NOT_HELD)


class Route(models.TextChoices):
    """Where a matter belongs by law when not here (Regulations on Petitions, Art. 31)."""

    COURT = "court", _("court, reconsideration, procuratorate or police procedure")
    ARBITRATION = "arbitration", _("labour or other arbitration")
    RECONSIDERATION = "reconsideration", _("administrative reconsideration or ruling")
    PARTY = "party", _("procedure of the organisation one belongs to")
    ENFORCEMENT = "enforcement", _("a request that a body enforce the law or protect")
    DISCLOSURE = "disclosure", _("open government information")
    SUPERVISION = "supervision", _("discipline inspection and supervision")


class Redirection(models.Model):
    matter = models.OneToOneField(
        "matters.Matter", on_delete=models.PROTECT, related_name="redirection"
    )
    route = models.CharField(max_length=16, choices=Route.choices)
    where = models.TextField()
    by_when = models.TextField()
    bring = models.TextField()
    ground = models.TextField()
    shown_at = models.DateTimeField()
    shown_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"M-{self.matter_id}: {self.route}"


class AnswerState(models.TextChoices):
    READING = "reading", _("waiting for the second reader")
    SENT_BACK = "sent_back", _("sent back by the second reader")
    SENT = "sent", _("sent")


class GroundKind(models.TextChoices):
    LAW = "law", _("law or regulation")
    POLICY = "policy", _("policy document")
    FACT = "fact", _("facts found")


class Answer(models.Model):
    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, related_name="answers")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    # Both empty where the answer was taken over: how it was meant is not for us to say.
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    ground_kind = models.CharField(max_length=6, choices=GroundKind.choices, blank=True)
    ground = models.TextField()
    # What will happen next and when; a planned outcome must have its date.
    next_step = models.TextField(blank=True)
    next_on = models.DateField(null=True, blank=True)
    remedy = models.TextField()
    # The like matters that were shown when it was written, and why it decides otherwise than they.
    precedents = ArrayField(models.PositiveBigIntegerField(), default=list, db_default=[])
    departs_because = models.TextField(blank=True, default="", db_default="")
    written_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    # The file from which an answer given elsewhere, before our time, was taken over.
    taken_over_from = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=AnswerState.choices)
    reader = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reader_words = models.TextField(blank=True)
    read_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    if TYPE_CHECKING:
        items: RelatedManager["AnswerItem"]

    class Meta:
        ordering = ["written_at", "id"]
        indexes = [
            models.Index(fields=["sent_at"], name="answers_sent", condition=Q(state="sent")),
            models.Index(fields=["unit", "sent_at"], name="answers_of_unit"),
            models.Index(fields=["unit"], name="answers_to_read", condition=Q(state="reading")),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_sent_answer_says_when",
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at=None)),
            ),
            models.CheckConstraint(
                name="an_answer_has_a_writer_or_was_taken_over",
                condition=(Q(written_by__isnull=False, taken_over_from="") & ~Q(outcome=""))
                | (Q(written_by=None, outcome="", state="sent") & ~Q(taken_over_from="")),
            ),
            models.CheckConstraint(
                name="a_refusal_is_sent_only_after_a_second_reader",
                condition=~Q(state="sent", outcome__in=NEGATIVE) | Q(reader__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_is_their_own_second_reader",
                condition=Q(reader=None) | ~Q(reader=F("written_by")),
            ),
            models.CheckConstraint(
                name="a_plan_has_its_date",
                condition=~Q(outcome="planned") | Q(next_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk} to M-{self.matter_id}"


class AnswerItem(models.Model):
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="items")
    asked = models.TextField()
    reply = models.TextField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.asked[:20]


class Way(models.TextChoices):
    PAGE = "page", _("page opened with the code")
    MESSAGE = "message", _("message delivered")
    PAPER = "paper", _("paper signed for")


class Delivery(models.Model):
    """Proof that an answer reached the person of one voice; the remedy periods start here."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="deliveries")
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="deliveries")
    way = models.CharField(max_length=8, choices=Way.choices)
    at = models.DateTimeField()
    review_until = models.DateField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "voice"], name="an_answer_reaches_a_voice_once"
            )
        ]

    def __str__(self) -> str:
        return f"answer {self.answer_id} to V-{self.voice_id}"
