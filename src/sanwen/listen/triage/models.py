"""What a matter can be about, and what the machine thinks it is about."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanwen.listen.voices.models import Voice
from sanwen.places.models import Unit


class Category(models.Model):
    """A subject in a tree of three levels; its words serve the first routing."""

    code = models.SlugField(max_length=40, unique=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80)
    words = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    urgent_words = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.SET_NULL)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.name


class Target(models.TextChoices):
    CATEGORY = "category", _("subject")
    UNIT = "unit", _("unit")


class ModelVersion(models.Model):
    """What was learned from the desk's corrections on one night, and how right it was then.

    Without a current version the rules alone suggest.
    """

    target = models.CharField(max_length=8, choices=Target.choices)
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    # Corrections it learned from, and the moment of the newest: later ones judge the next version.
    examples = models.PositiveIntegerField()
    classes = models.PositiveIntegerField()
    learned_until = models.DateTimeField()
    # On corrections held out: this version, the one before it, and the rules.
    figures = models.JSONField(default=dict)
    data = models.BinaryField()
    is_current = models.BooleanField(default=False)

    class Meta:
        ordering = ["target", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "number"], name="a_version_has_its_own_number"
            ),
            models.UniqueConstraint(
                fields=["target"],
                condition=models.Q(is_current=True),
                name="one_version_at_a_time_suggests",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.number}"

    @property
    def trail_ref(self) -> str:
        return f"model:{self.target}-{self.number}"


class Suggestion(models.Model):
    """What the machine thought of one voice, with its reasons and its doubt; a person decides."""

    voice = models.OneToOneField(Voice, on_delete=models.PROTECT)
    category = models.ForeignKey(Category, null=True, on_delete=models.SET_NULL)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.SET_NULL)
    urgent = models.BooleanField(default=False)
    because = ArrayField(models.CharField(max_length=40), default=list)
    # The likeliest first, each {"id", "p"}.
    likely = models.JSONField(default=list)
    likely_units = models.JSONField(default=list)
    # The subjects among which the right one is, as often as promised; empty means any of all.
    inside = ArrayField(models.PositiveBigIntegerField(), default=list)
    # Nothing is likely enough to be called a suggestion.
    unsure = models.BooleanField(default=True)
    # Which version learned from corrections had a part in it; empty: the rules alone.
    version = models.ForeignKey(
        ModelVersion, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    urgency_p = models.FloatField(default=0)
    urgency_because = ArrayField(models.CharField(max_length=40), default=list)
    needs = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_suggested_category_has_its_reasons",
                condition=models.Q(category=None) | ~models.Q(because=[]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.voice_id}: {self.category_id}"

    @property
    def is_settled(self) -> bool:
        """Whether the set leaves one subject only, and it is likely enough."""
        return not self.unsure and self.inside == [self.category_id]
