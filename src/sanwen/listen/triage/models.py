"""What a matter can be about, and what the machine thinks it is about."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

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


class Suggestion(models.Model):
    """What the rules thought of one voice, with their reasons; a person decides."""

    voice = models.OneToOneField(Voice, on_delete=models.PROTECT)
    category = models.ForeignKey(Category, null=True, on_delete=models.SET_NULL)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.SET_NULL)
    urgent = models.BooleanField(default=False)
    because = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_suggested_category_has_its_reasons",
                condition=models.Q(category=None) | ~models.Q(because=[]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.voice_id}: {self.category_id}"
