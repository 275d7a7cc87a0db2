"""One row a matter, and the sums of those rows: kept by statements on sets, never by a page.

No foreign keys: a fact follows its matter and may be computed anew at any time. Units, subjects and
towns are 0 or empty where a matter has none, because they are keys of the sums.
"""

from typing import ClassVar, Self

from django.db import models


class Touched(models.Model):
    """A matter of which something was written since its fact was computed (see the triggers)."""

    matter = models.BigIntegerField()

    def __str__(self) -> str:
        return f"M-{self.matter}"


class Said(models.TextChoices):
    """What those who answered found, by more than half of them; empty where nobody said."""

    YES = "yes", "yes"
    PARTLY = "partly", "partly"
    NO = "no", "no"


class Fact(models.Model):
    matter = models.BigIntegerField(primary_key=True)
    opened_on = models.DateField()
    # The day it was closed or its procedure finished, or it ended in another way; else it goes on.
    ended_on = models.DateField(null=True)
    ending = models.CharField(max_length=12, blank=True)
    is_open = models.BooleanField()
    # Answered, or under review: the unit has done its part and the matter has not ended.
    is_pending = models.BooleanField()
    # Of the standing answer; of the lead before there is one.
    unit = models.BigIntegerField()
    category = models.BigIntegerField()
    town = models.CharField(max_length=9, blank=True)
    urgent = models.BooleanField()
    # Closed or finished with an answer of ours, in a class that the profile of that day judges.
    ratable = models.BooleanField()
    excluded = models.BooleanField()
    solved = models.CharField(max_length=6, blank=True)
    contact = models.CharField(max_length=3, blank=True)
    satisfaction = models.PositiveSmallIntegerField(null=True)
    people = models.PositiveIntegerField()
    people_judged = models.PositiveIntegerField()
    people_solved = models.PositiveIntegerField()
    reopened = models.BooleanField()
    came_back = models.BooleanField()
    returns = models.PositiveIntegerField()
    days_lost = models.PositiveIntegerField()
    extended = models.BooleanField()
    explained = models.BooleanField()
    refused = models.BooleanField()
    planned = models.BooleanField()
    alike = models.BooleanField()
    unreached = models.BooleanField()
    in_time = models.BooleanField()

    class Meta:
        indexes = [
            models.Index(
                fields=["ended_on", "unit"],
                name="facts_said_to_be_solved",
                condition=models.Q(ratable=True, solved="yes"),
            )
        ]

    def __str__(self) -> str:
        return f"fact of M-{self.matter}"


class AnswerPrint(models.Model):
    """The words of a sent answer, numbers and signs aside, as a hash: same hash, same words."""

    answer = models.BigIntegerField(primary_key=True)
    matter = models.BigIntegerField()
    print = models.UUIDField()
    sent_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["print", "sent_at"], name="answers_of_the_same_words"),
            models.Index(fields=["matter"], name="answer_prints_of_a_matter"),
        ]

    def __str__(self) -> str:
        return f"answer {self.answer}"


class CameBack(models.Model):
    """What was solved is there again under another number; whoever finds it out writes it here."""

    earlier = models.BigIntegerField()
    matter = models.BigIntegerField(unique=True)
    came_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["earlier"], name="what_came_back_of_a_matter")]

    def __str__(self) -> str:
        return f"M-{self.earlier} came back as M-{self.matter}"


class Grain(models.IntegerChoices):
    """By which keys a sum is kept; the other keys of its row are empty."""

    UNIT_DAY = 1, "unit and day"
    CELL = 2, "unit, subject, town, urgency and month"
    CATEGORY = 3, "subject and month"
    TOWN = 4, "town and month"
    UNIT = 5, "unit and month"


# Sums of months in which something is still open: a few rows of ten years, found by an index.
GOING = models.Q(still_open__gt=0) | models.Q(pending__gt=0)


class TallyQuerySet(models.QuerySet["Tally"]):
    def still_going(self) -> Self:
        return self.filter(GOING)


class Tally(models.Model):
    """Sums over the facts: those that opened on a day or in a month, and those that ended in it."""

    grain = models.PositiveSmallIntegerField(choices=Grain.choices)
    # The first of the month where the grain is a month.
    day = models.DateField()
    unit = models.BigIntegerField(default=0)
    category = models.BigIntegerField(default=0)
    town = models.CharField(max_length=9, blank=True, default="")
    urgent = models.BooleanField(default=False)

    # Of those that opened then.
    opened = models.IntegerField(default=0)
    still_open = models.IntegerField(default=0)
    pending = models.IntegerField(default=0)
    # Of those that ended then.
    ended = models.IntegerField(default=0)
    redirected = models.IntegerField(default=0)
    withdrawn = models.IntegerField(default=0)
    joined = models.IntegerField(default=0)
    ratable = models.IntegerField(default=0)
    excluded = models.IntegerField(default=0)
    # N of the solved rate: ratable and not excluded.
    asked = models.IntegerField(default=0)
    judged = models.IntegerField(default=0)
    solved = models.IntegerField(default=0)
    partly = models.IntegerField(default=0)
    unsolved = models.IntegerField(default=0)
    people = models.IntegerField(default=0)
    people_judged = models.IntegerField(default=0)
    people_solved = models.IntegerField(default=0)
    contact_said = models.IntegerField(default=0)
    contacted = models.IntegerField(default=0)
    level_5 = models.IntegerField(default=0)
    level_4 = models.IntegerField(default=0)
    level_3 = models.IntegerField(default=0)
    level_2 = models.IntegerField(default=0)
    level_1 = models.IntegerField(default=0)
    reopened = models.IntegerField(default=0)
    came_back = models.IntegerField(default=0)
    returned = models.IntegerField(default=0)
    returns = models.IntegerField(default=0)
    days_lost = models.IntegerField(default=0)
    extended = models.IntegerField(default=0)
    explained = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)
    planned = models.IntegerField(default=0)
    alike = models.IntegerField(default=0)
    unreached = models.IntegerField(default=0)
    in_time = models.IntegerField(default=0)

    objects: ClassVar[TallyQuerySet] = TallyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["grain", "day", "unit", "category", "town", "urgent"],
                name="a_sum_is_kept_once",
            )
        ]
        indexes = [
            models.Index(fields=["grain", "unit"], condition=GOING, name="sums_still_going"),
        ]

    def __str__(self) -> str:
        return f"{self.grain} {self.day} {self.unit} {self.category} {self.town}"
