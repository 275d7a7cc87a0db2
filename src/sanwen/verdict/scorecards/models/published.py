"""What was published stays: the profile, the figures of a period, and a difference found later."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Profile(models.Model):
    """How rates are counted from a day on. A new one begins later; none is ever changed."""

    version = models.CharField(max_length=20, unique=True)
    starts_on = models.DateField(unique=True)
    definition = models.JSONField()
    reason = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["starts_on"]

    def __str__(self) -> str:
        return self.version


class Length(models.TextChoices):
    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    YEAR = "year", _("year")


class PublishedCard(models.Model):
    """The figures of one closed period: of the whole (unit empty), or of one unit."""

    length = models.CharField(max_length=7, choices=Length.choices)
    since = models.DateField()
    until = models.DateField()
    unit = models.ForeignKey("places.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    profile = models.CharField(max_length=20)
    figures = models.JSONField()
    # How the unit stood beside the whole (methods.rates.Tier); empty for the whole itself, and for
    # a unit of which nobody judged anything.
    tier = models.JSONField(null=True)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["-since", "unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["length", "since", "unit"],
                nulls_distinct=False,
                name="a_period_is_published_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.length} {self.since} {self.unit_id or ''}"


class Correction(models.Model):
    """What the same period counts now, why, and since when; the published figure stays beside."""

    card = models.ForeignKey(PublishedCard, on_delete=models.PROTECT, related_name="corrections")
    figures = models.JSONField()
    reason = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return f"correction of {self.card_id}"
