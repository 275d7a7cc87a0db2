"""What a livelihood project is made of: its steps, the villages in turn, and what is measured."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from sanwen.verdict.promises.models.entry import Entry


class Stage(models.TextChoices):
    NOT_BEGUN = "not_begun", pgettext_lazy("part of a project", "not begun")
    UNDER_WAY = "under_way", pgettext_lazy("part of a project", "under way")
    DONE = "done", pgettext_lazy("part of a project", "done")


class Milestone(models.Model):
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="milestones")
    words = models.CharField(max_length=160)
    due_on = models.DateField()
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [models.CheckConstraint(name="a_step_has_words", condition=~Q(words=""))]

    def __str__(self) -> str:
        return self.words


class Batch(models.Model):
    """One village, or one street, in the order in which they have their turn."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="batches")
    place = models.CharField(max_length=80)
    due_on = models.DateField()
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.NOT_BEGUN)
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name_plural = "batches"
        constraints = [
            models.UniqueConstraint(fields=["entry", "place"], name="a_place_has_one_turn"),
            models.CheckConstraint(
                name="a_place_that_is_done_has_its_day",
                condition=Q(stage=Stage.DONE, done_on__isnull=False)
                | ~Q(stage=Stage.DONE) & Q(done_on=None),
            ),
        ]

    def __str__(self) -> str:
        return self.place


class Indicator(models.Model):
    """What is measured: from 0 to the target that was promised."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="indicators")
    words = models.CharField(max_length=120)
    measure = models.CharField(max_length=24)
    target = models.DecimalField(max_digits=14, decimal_places=2)
    reached = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    as_of = models.DateField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="a_measure_has_words_and_a_target",
                condition=Q(target__gt=0, reached__gte=0) & ~Q(words="") & ~Q(measure=""),
            ),
            models.CheckConstraint(
                name="what_is_reached_says_of_which_day",
                condition=Q(reached=0) | Q(as_of__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.words
