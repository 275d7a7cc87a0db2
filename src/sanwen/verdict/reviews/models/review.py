"""A review: another body looks again at an answer, once for all who ask."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from sanwen.deliver.matters.models import OVERSEERS, Answer, Matter
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit
from sanwen.verdict.reviews.states import OPEN, State

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from sanwen.verdict.reviews.models.hearing import Hearing
    from sanwen.verdict.reviews.models.opinion import Opinion
    from sanwen.verdict.reviews.models.request import Request

WRITERS = (Role.HANDLER, Role.UNIT_LEAD)
READERS = (Role.UNIT_LEAD, Role.LEADER)


class ReviewBody(models.Model):
    """Who reviews the answers of a unit where that is not simply the unit above it."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    # Name, address and telephone of a body that does not work with us.
    outside = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "review bodies"
        constraints = [
            models.CheckConstraint(
                name="a_review_body_is_one_of_ours_or_is_described",
                condition=Q(body__isnull=False, outside="") | (Q(body=None) & ~Q(outside="")),
            ),
            models.CheckConstraint(
                name="no_unit_reviews_itself", condition=~Q(body=models.F("unit"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.body_id or self.outside}"


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, person: User) -> Self:
        """The body and the overseers of the matter; whoever answered, once it is decided."""
        seen = Q(body__in=person.reach(*WRITERS, *READERS)) | Q(state=State.DECIDED)
        if person.holds(*OVERSEERS):
            seen |= Q(matter__received_by__in=person.reach(*OVERSEERS))
        return self.filter(seen, matter__in=Matter.objects.visible_to(person))

    def open(self) -> Self:
        return self.filter(state__in=OPEN)


class Review(models.Model):
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="reviews")
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="reviews")
    # 复核: against the opinion after the first review.
    earlier = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="later")
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices)
    asked_at = models.DateTimeField()
    # The first date stays; what counts may be later by the days of a hearing.
    first_due_on = models.DateField()
    due_on = models.DateField()
    ended_at = models.DateTimeField(null=True)
    # What everybody may read, with the consent of all who asked, written without persons.
    public_words = models.TextField(blank=True)
    public_at = models.DateTimeField(null=True)
    public_by = models.CharField(max_length=80, blank=True)

    objects = ReviewQuerySet.as_manager()

    if TYPE_CHECKING:
        requests: RelatedManager["Request"]
        opinions: RelatedManager["Opinion"]
        hearings: RelatedManager["Hearing"]

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(state__in=sorted(OPEN)),
                name="one_review_of_a_matter_at_a_time",
            ),
            models.CheckConstraint(
                name="an_open_review_has_not_ended",
                condition=Q(state__in=sorted(OPEN), ended_at=None)
                | (~Q(state__in=sorted(OPEN)) & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="the_date_of_a_review_is_never_earlier_than_first_told",
                condition=Q(due_on__gte=models.F("first_due_on")),
            ),
            models.CheckConstraint(
                name="what_is_made_public_says_when_and_by_whom",
                condition=Q(public_at=None, public_words="", public_by="")
                | (Q(public_at__isnull=False) & ~Q(public_words="") & ~Q(public_by="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["body", "due_on"],
                name="reviews_to_decide",
                condition=Q(state__in=sorted(OPEN)),
            ),
            models.Index(
                fields=["-public_at"], name="public_reviews", condition=Q(public_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        return f"F-{self.pk}"

    @property
    def trail_ref(self) -> str:
        return f"review:{self.ref}"

    @property
    def is_second(self) -> bool:
        return self.earlier_id is not None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def standing(self) -> "models.QuerySet[Request]":
        """The requests that were not taken back."""
        return self.requests.filter(withdrawn_at=None)
