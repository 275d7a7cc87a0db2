"""A letter on paper before it is registered: its pages, what was read of them, what is right."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, person: User) -> Self:
        return self.filter(received_by__in=Unit.objects.in_reach_of(person.scopes(Role.INTAKE)))

    def open(self) -> Self:
        return self.filter(voice_ref="")


class Letter(models.Model):
    """Kept only until its words are registered; then the voice has words and pictures."""

    received_by = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    added_by = models.CharField(max_length=80)
    added_at = models.DateTimeField()
    # What a clerk read and corrected. Until then nothing of it is trusted.
    confirmed_text = models.TextField(blank=True)
    confirmed_by = models.CharField(max_length=80, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    # The voice that it became: V-12.
    voice_ref = models.CharField(max_length=20, blank=True)

    objects = LetterQuerySet.as_manager()

    if TYPE_CHECKING:
        pages: RelatedManager["Reading"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="who_confirmed_a_letter_and_when_go_together",
                condition=Q(confirmed_by="", confirmed_at=None)
                | (~Q(confirmed_by="") & Q(confirmed_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"

    @property
    def trail_ref(self) -> str:
        return f"letter:{self.pk}"


class Reading(models.Model):
    """One page: its picture, and what the machine read of it, line by line."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()
    picture = models.FileField(upload_to="letters/%Y/%m/")
    # Read when this is set; a page that could not be read says why.
    read_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=20, blank=True)
    # By how many degrees the page had to be turned, counter-clockwise.
    turned = models.PositiveSmallIntegerField(default=0)
    # [{"text", "sure": 0..1, "box": [x, y, width, height]}], top to bottom.
    lines = models.JSONField(default=list)

    class Meta:
        ordering = ["letter_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "number"], name="a_page_has_one_number")
        ]

    def __str__(self) -> str:
        return f"page {self.number} of letter {self.letter_id}"

    @property
    def text(self) -> str:
        return "\n".join(str(line["text"]) for line in self.lines)

    @property
    def doubtful(self) -> list[str]:
        """The lines that the machine itself is unsure of."""
        return [str(line["text"]) for line in self.lines if line["sure"] < SURE]


# Below this the engine's own certainty of a line is worth a second look.
SURE = 0.9
