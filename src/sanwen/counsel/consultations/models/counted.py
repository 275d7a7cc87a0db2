"""What is counted: totals, the opinion map, and whom the body says there is to be asked."""

from typing import Any

from django.db import models
from django.db.models import Q

from sanwen.counsel.consultations.models.consultation import Consultation
from sanwen.counsel.consultations.models.statement import Statement
from sanwen.methods.suppression import FEWEST


class StatementCount(models.Model):
    """Counted beside the voting, never by it: two voters must not wait for one row."""

    statement = models.OneToOneField(
        Statement, primary_key=True, on_delete=models.CASCADE, related_name="count"
    )
    agree = models.PositiveIntegerField(default=0)
    disagree = models.PositiveIntegerField(default=0)
    skip = models.PositiveIntegerField(default=0)
    # How much there is to learn by showing it next.
    priority = models.FloatField(default=0)

    def __str__(self) -> str:
        return f"{self.statement_id}: +{self.agree} −{self.disagree}"

    @property
    def told(self) -> list[int] | None:
        """Agreed, disagreed, passed; None while so few have voted that it would tell who."""
        tally = [self.agree, self.disagree, self.skip]
        return tally if sum(tally) >= FEWEST else None


class OpinionMap(models.Model):
    """The last map of a consultation, with nothing in it that singles out a person."""

    consultation = models.OneToOneField(
        Consultation, primary_key=True, on_delete=models.CASCADE, related_name="map"
    )
    # All votes up to this moment are in the totals, those up to `drawn_at` in the picture.
    counted_at = models.DateTimeField()
    drawn_at = models.DateTimeField(null=True)
    participants = models.PositiveIntegerField(default=0)
    votes = models.PositiveIntegerField(default=0)
    # Of the votes as exported: whoever recounts the export finds the same.
    votes_hash = models.CharField(max_length=64, blank=True)
    picture = models.JSONField(null=True)
    took_ms = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_picture_says_when_it_was_drawn",
                condition=Q(picture=None, drawn_at=None)
                | Q(picture__isnull=False, drawn_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"map of C-{self.consultation_id}"

    @property
    def shown(self) -> dict[str, Any] | None:
        """The picture as anybody may have it; None while too few took part."""
        return self.picture if self.participants >= FEWEST else None


class Margin(models.Model):
    """A known division of the population, for example townships: how many there are of each."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="margins")
    name = models.CharField(max_length=60)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "name"], name="a_margin_is_named_once_in_a_consultation"
            )
        ]

    def __str__(self) -> str:
        return self.name


class MarginPart(models.Model):
    """One part of it: how many live there, how many of the participants said they do."""

    margin = models.ForeignKey(Margin, on_delete=models.CASCADE, related_name="parts")
    name = models.CharField(max_length=60)
    population = models.PositiveIntegerField()
    took_part = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["margin", "name"], name="a_part_is_named_once")
        ]

    def __str__(self) -> str:
        return self.name
