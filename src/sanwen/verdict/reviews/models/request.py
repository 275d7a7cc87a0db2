"""The request of one person for a review, in their own words."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from sanwen.listen.voices.models import Voice
from sanwen.verdict.reviews.models.review import Review


class How(models.TextChoices):
    PAGE = "page", pgettext_lazy("request", "by code, on the page")
    PERSON = "person", pgettext_lazy("request", "in person, written down and read back")
    PHONE = "phone", pgettext_lazy("request", "by telephone, written down and read back")
    LETTER = "letter", pgettext_lazy("request", "by letter")


class Request(models.Model):
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="requests")
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    how = models.CharField(max_length=6, choices=How.choices)
    asked_at = models.DateTimeField()
    # The last day of this person's own thirty; none where nothing was delivered to them yet.
    until = models.DateField(null=True)
    taken_down_by = models.CharField(max_length=80)
    # Their yes to a public opinion, without their name; theirs to take back.
    public_agreed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "voice"],
                condition=Q(withdrawn_at=None),
                name="a_person_asks_for_a_review_once",
            )
        ]

    def __str__(self) -> str:
        return f"V-{self.voice_id} in F-{self.review_id}"

    def is_in_time(self, on: date) -> bool:
        return self.until is None or on <= self.until
