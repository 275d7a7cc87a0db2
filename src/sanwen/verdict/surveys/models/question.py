"""What is asked, in which words, after which answers; and what is known of the population."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from sanwen.verdict.surveys.models.survey import Survey

MOST_QUESTIONS = 15


class Shape(models.TextChoices):
    ONE = "one", pgettext_lazy("shape of a question", "one of several")
    SEVERAL = "several", pgettext_lazy("shape of a question", "any of several")
    SCALE = "scale", pgettext_lazy("shape of a question", "a scale")
    NUMBER = "number", pgettext_lazy("shape of a question", "a number")
    WORDS = "words", pgettext_lazy("shape of a question", "in one's own words")
    YES_NO = "yes_no", pgettext_lazy("shape of a question", "yes or no")


class Item(models.TextChoices):
    """The four questions, the three senses, and whether a promise is kept, each by itself;
    everything else is one's own."""

    SUPPORT = "support", pgettext_lazy("item of a survey", "supports it")
    AGREE = "agree", pgettext_lazy("item of a survey", "agrees with it")
    GLAD = "glad", pgettext_lazy("item of a survey", "is glad of it")
    ACCEPT = "accept", pgettext_lazy("item of a survey", "accepts it")
    SATISFIED = "satisfied", pgettext_lazy("item of a survey", "is satisfied")
    GAIN = "gain", pgettext_lazy("item of a survey", "sense of gain")
    HAPPINESS = "happiness", pgettext_lazy("item of a survey", "sense of happiness")
    SAFETY = "safety", pgettext_lazy("item of a survey", "sense of safety")
    KEPT = "kept", pgettext_lazy("item of a survey", "finds a promise kept")
    OWN = "own", pgettext_lazy("item of a survey", "own question")


class Question(models.Model):
    """`options`: [["1", "很赞成"], …]. Shown only where an earlier one was answered as told."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    shape = models.CharField(max_length=8, choices=Shape.choices)
    item = models.CharField(max_length=9, choices=Item.choices, default=Item.OWN)
    text = models.CharField(max_length=200)
    help = models.CharField(max_length=200, blank=True)
    options = models.JSONField(default=list, blank=True)
    # Of a scale and of several options: which count as a yes in the headline figure.
    favourable = models.JSONField(default=list, blank=True)
    after_number = models.PositiveSmallIntegerField(null=True)
    after_options = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "number"], name="a_question_has_its_own_number_in_a_survey"
            ),
            models.CheckConstraint(
                name="a_survey_is_short", condition=Q(number__range=(1, MOST_QUESTIONS))
            ),
            # Earlier ones only: no question can wait for itself, so there is no circle.
            models.CheckConstraint(
                name="a_question_waits_for_an_earlier_one",
                condition=Q(after_number=None, after_options=[])
                | Q(after_number__lt=F("number")) & ~Q(after_options=[]),
            ),
            models.CheckConstraint(
                name="a_choice_has_options",
                condition=Q(shape__in=[Shape.NUMBER, Shape.WORDS], options=[])
                | ~Q(shape__in=[Shape.NUMBER, Shape.WORDS]) & ~Q(options=[]),
            ),
        ]

    def __str__(self) -> str:
        return f"Q-{self.survey_id}/{self.number}"

    @property
    def values(self) -> list[str]:
        return [value for value, _text in self.options]

    @property
    def texts(self) -> dict[str, str]:
        return dict(self.options)


class Margin(models.Model):
    """How many of the population belong to an option, and where that stands."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="margins")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="margins")
    option = models.CharField(max_length=20)
    population = models.PositiveIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["question__number", "option"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "option"], name="a_margin_is_told_once_for_an_option"
            ),
            models.CheckConstraint(
                name="a_margin_has_people_and_a_source",
                condition=Q(population__gte=1) & ~Q(source=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} {self.option}"
