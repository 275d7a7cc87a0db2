"""Who may be asked: strata, numbers without meaning, and what became of each on the way."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from sanwen.integrity.vault.models import Contact
from sanwen.people.models import User
from sanwen.verdict.surveys.models.survey import Survey
from sanwen.verdict.surveys.states import ENDED, Disposition, Mode

MOST_ATTEMPTS = 4


class Stratum(models.Model):
    """A part of the population that is drawn by itself: how many there are, how many are drawn."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="strata")
    name = models.CharField(max_length=60, blank=True)
    population = models.PositiveIntegerField()
    sample = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "name"], name="a_stratum_has_its_own_name_in_a_survey"
            ),
            models.CheckConstraint(
                name="nobody_more_is_drawn_than_there_are",
                condition=Q(sample__lte=F("population")),
            ),
        ]

    def __str__(self) -> str:
        return f"Q-{self.survey_id} {self.name}"


class ListedQuerySet(models.QuerySet["Listed"]):
    def asked(self) -> Self:
        return self.filter(is_drawn=True)

    def unfinished(self) -> Self:
        return self.asked().exclude(disposition__in=ENDED)

    def in_turn(self) -> Self:
        return self.order_by("turn", "number")


class Listed(models.Model):
    """One line of the list: a number without meaning. Who stands behind it lies in the vault.

    What it holds is how far asking has come; what was answered is nowhere in sight of it."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="listed")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=40)
    stratum = models.ForeignKey(Stratum, on_delete=models.CASCADE, related_name="listed")
    contact = models.OneToOneField(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    # What the person is entitled to, in yuan; only where reach is checked.
    size = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    ticket = models.CharField(max_length=64, blank=True)
    turn = models.PositiveIntegerField(null=True)
    is_drawn = models.BooleanField(default=False)
    # Of the code; the code itself is kept nowhere.
    code_hash = models.BinaryField(max_length=32, null=True, unique=True)
    disposition = models.CharField(
        max_length=2, choices=Disposition.choices, default=Disposition.UNTRIED, blank=True
    )
    call_again_on = models.DateField(null=True)

    objects: ClassVar[ListedQuerySet] = ListedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "key"], name="a_key_stands_once_on_a_survey_list"
            ),
            models.UniqueConstraint(
                fields=["survey", "number"], name="a_line_has_its_own_number_in_a_survey"
            ),
            models.UniqueConstraint(
                fields=["survey", "turn"], name="a_turn_is_one_line_of_a_survey"
            ),
            models.CheckConstraint(
                name="only_who_is_drawn_is_asked",
                condition=Q(is_drawn=True, turn__isnull=False)
                | Q(is_drawn=False, code_hash=None, disposition=Disposition.UNTRIED),
            ),
        ]
        indexes = [
            models.Index(
                fields=["survey", "turn"], condition=Q(is_drawn=True), name="cases_in_turn"
            )
        ]

    def __str__(self) -> str:
        return f"Q-{self.survey_id} {self.number}"


class Interviewer(models.Model):
    """Who asks for a survey; answers know the number only."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="interviewers")
    number = models.PositiveSmallIntegerField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "number"], name="an_interviewer_has_a_number_of_their_own"
            ),
            models.UniqueConstraint(
                fields=["survey", "user"], name="somebody_interviews_under_one_number"
            ),
        ]

    def __str__(self) -> str:
        return f"Q-{self.survey_id} {self.number}"


class PartOfDay(models.TextChoices):
    """Enough to try at another time; no hour stands beside a name or an answer."""

    MORNING = "morning", pgettext_lazy("part of the day", "morning")
    AFTERNOON = "afternoon", pgettext_lazy("part of the day", "afternoon")
    EVENING = "evening", pgettext_lazy("part of the day", "evening")


class Attempt(models.Model):
    """One call, or one knock at a door. No words about anybody, no place, no hour."""

    listed = models.ForeignKey(Listed, on_delete=models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    part = models.CharField(max_length=9, choices=PartOfDay.choices)
    mode = models.CharField(max_length=5, choices=Mode.choices)
    disposition = models.CharField(max_length=2, choices=Disposition.choices)
    by = models.CharField(max_length=80)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["listed", "number"], name="an_attempt_has_its_own_number"
            ),
            models.CheckConstraint(
                name="nobody_is_tried_more_than_four_times",
                condition=Q(number__range=(1, MOST_ATTEMPTS)),
            ),
            models.CheckConstraint(
                name="an_attempt_has_an_outcome",
                condition=~Q(disposition=Disposition.UNTRIED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listed_id}/{self.number}"
