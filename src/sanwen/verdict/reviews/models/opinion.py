"""What the reviewing body decides, with facts, reasons and law; and that it reached each person."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from sanwen.deliver.matters.models import NEGATIVE, AnswerState, Outcome, Way
from sanwen.listen.voices.models import Voice
from sanwen.people.models import User
from sanwen.places.models import Unit
from sanwen.verdict.reviews.models.review import Review

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Result(models.TextChoices):
    UPHELD = "upheld", pgettext_lazy("review", "the answer stands")
    CHANGED = "changed", pgettext_lazy("review", "changed: this opinion takes the answer's place")
    REDO = "redo", pgettext_lazy("review", "sent back to be done anew")
    NOT_TAKEN = "not_taken", pgettext_lazy("review", "not taken up, with the article")


# Whoever reads one of these hears a no; nobody alone says it.
NO = (Result.UPHELD, Result.NOT_TAKEN)


class Opinion(models.Model):
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="opinions")
    result = models.CharField(max_length=10, choices=Result.choices)
    # What came of the matter where the opinion takes the place of the answer.
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    facts = models.TextField()
    reasons = models.TextField()
    basis = models.TextField()
    remedy = models.TextField()
    # Sent back: to whom, the lead as before or the level above it.
    lead = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=AnswerState.choices)
    reader = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reader_words = models.TextField(blank=True)
    read_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    if TYPE_CHECKING:
        items: RelatedManager["OpinionItem"]
        served: RelatedManager["Served"]

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review"], condition=Q(state="sent"), name="a_review_has_one_opinion"
            ),
            models.CheckConstraint(
                name="a_sent_opinion_says_when",
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at=None)),
            ),
            models.CheckConstraint(
                name="an_opinion_that_says_no_had_a_second_reader",
                condition=~(
                    Q(state="sent") & (Q(result__in=sorted(NO)) | Q(outcome__in=sorted(NEGATIVE)))
                )
                | Q(reader__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_reads_their_own_opinion",
                condition=Q(reader=None) | ~Q(reader=F("written_by")),
            ),
            models.CheckConstraint(
                name="only_a_changed_answer_has_an_outcome",
                condition=(Q(result="changed") & ~Q(outcome=""))
                | (~Q(result="changed") & Q(outcome="")),
            ),
            models.CheckConstraint(
                name="what_is_sent_back_says_to_whom",
                condition=Q(result="redo", lead__isnull=False) | (~Q(result="redo") & Q(lead=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"opinion {self.pk} in F-{self.review_id}"

    @property
    def says_no(self) -> bool:
        return self.result in NO or self.outcome in NEGATIVE


class OpinionItem(models.Model):
    """One thing asked, what the body says to it, and on which ground."""

    opinion = models.ForeignKey(Opinion, on_delete=models.CASCADE, related_name="items")
    asked = models.TextField()
    reply = models.TextField()
    ground = models.TextField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.asked[:20]


class Served(models.Model):
    """送达 of an opinion to the person of one voice; their next thirty days begin."""

    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="served")
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=8, choices=Way.choices)
    at = models.DateTimeField()
    # None where the procedure has no further review: then other ways are told.
    ask_until = models.DateField(null=True)
    recorded_by = models.CharField(max_length=80)

    class Meta:
        verbose_name_plural = "served"
        constraints = [
            models.UniqueConstraint(
                fields=["opinion", "voice"], name="an_opinion_reaches_a_voice_once"
            )
        ]

    def __str__(self) -> str:
        return f"opinion {self.opinion_id} to V-{self.voice_id}"
