"""What was answered. Nothing here leads to the list: no key, no hour, no order."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from sanwen.verdict.surveys.models.case import Listed, Stratum
from sanwen.verdict.surveys.models.question import Question
from sanwen.verdict.surveys.models.survey import Survey
from sanwen.verdict.surveys.states import INTERVIEWED, Mode


class Response(models.Model):
    """One questionnaire that was handed in. Its number is random, so that no order tells."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="responses")
    stratum = models.ForeignKey(Stratum, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_on = models.DateField()
    mode = models.CharField(max_length=5, choices=Mode.choices)
    # The number of an interviewer within the survey; who that is stands elsewhere.
    interviewer = models.PositiveSmallIntegerField(null=True)
    # Rounded: to see a pile answered too fast, not to tell one from another.
    seconds = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="who_was_interviewed_was_so_by_somebody",
                condition=Q(mode__in=INTERVIEWED, interviewer__isnull=False)
                | ~Q(mode__in=INTERVIEWED) & Q(interviewer=None),
            )
        ]
        indexes = [models.Index(fields=["survey", "id"], name="responses_of_survey")]

    def __str__(self) -> str:
        return f"Q-{self.survey_id}"


class Tie(models.Model):
    """Ties an answer to a line of the list, in confidential surveys only: the database sees to it,
    and the first page tells whoever is asked."""

    response = models.OneToOneField(Response, on_delete=models.CASCADE, related_name="tie")
    listed = models.OneToOneField(Listed, on_delete=models.CASCADE, related_name="tie")

    def __str__(self) -> str:
        return str(self.listed_id)


class Missing(models.TextChoices):
    """Why there is no answer to a question."""

    REFUSED = "refused", pgettext_lazy("no answer", "would rather not say")
    DONT_KNOW = "dont_know", pgettext_lazy("no answer", "cannot say")
    NOT_ASKED = "not_asked", pgettext_lazy("no answer", "not asked")


class Answer(models.Model):
    """One answer to one question, or why there is none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    options = models.JSONField(default=list)
    number = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    words = models.TextField(blank=True)
    missing = models.CharField(max_length=9, choices=Missing.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["response", "question"], name="a_question_is_answered_once"
            ),
            models.CheckConstraint(
                name="an_answer_says_something_or_why_not",
                condition=Q(missing__in=Missing.values, options=[], number=None, words="")
                | Q(missing="") & (~Q(options=[]) | Q(number__isnull=False) | ~Q(words="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}"
