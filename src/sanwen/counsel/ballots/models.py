"""A ballot, what can be chosen, who has voted, and the slips, which nothing ties to a voter."""

import uuid
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from sanwen.counsel.ballots.states import State
from sanwen.counsel.consultations.models import Consultation
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

# Who prepares, reads or checks a ballot of their reach before it is public.
INSIDE = (Role.INTAKE, Role.UNIT_LEAD, Role.SUPERVISOR, Role.LEADER, Role.AUDITOR)


class Kind(models.TextChoices):
    PRIORITY = "priority", pgettext_lazy("kind of ballot", "what matters most, in order")
    BUDGET = "budget", pgettext_lazy("kind of ballot", "how to spend a sum of money")
    # 民生实事: the vote itself is the deputies'; here it is collected, published and heard.
    LIVELIHOOD = "livelihood", pgettext_lazy("kind of ballot", "projects for people's livelihood")


class Shape(models.TextChoices):
    APPROVAL = "approval", pgettext_lazy("shape of ballot", "tick what you want")
    SCORE = "score", pgettext_lazy("shape of ballot", "give points from 0 to 5")
    RANKED = "ranked", pgettext_lazy("shape of ballot", "put in order, the most wanted first")


class Method(models.TextChoices):
    """How money is given out. Published before anybody votes."""

    SHARES_ADD1 = "equal-shares/add1", pgettext_lazy("method", "equal shares, until it is used")
    SHARES_GREEDY = "equal-shares/greedy", pgettext_lazy("method", "equal shares, then most votes")
    SHARES = "equal-shares/none", pgettext_lazy("method", "equal shares only")
    GREEDY = "greedy/none", pgettext_lazy("method", "most votes first")


class Identity(models.TextChoices):
    COOKIE = "cookie", pgettext_lazy("one person one ballot", "one browser, one ballot")
    CODE = "code", pgettext_lazy("one person one ballot", "a code that the body hands out")


class BallotQuerySet(models.QuerySet["Ballot"]):
    def public(self) -> Self:
        """What everybody sees: what was published, and what was withdrawn after that."""
        return self.exclude(published_at=None)

    def visible_to(self, person: User) -> Self:
        return self.filter(~Q(published_at=None) | Q(unit__in=person.reach(*INSIDE)))

    def inside_for(self, person: User) -> Self:
        return self.filter(unit__in=person.reach(*INSIDE))

    def newest_first(self) -> Self:
        return self.order_by("-pk")


class Ballot(models.Model):
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    consultation = models.ForeignKey(
        Consultation, null=True, on_delete=models.PROTECT, related_name="ballots"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=300)
    background = models.TextField(blank=True)
    who_decides = models.CharField(max_length=200)
    shape = models.CharField(max_length=8, choices=Shape.choices, default=Shape.APPROVAL)
    # How many may be ticked or ranked.
    most = models.PositiveSmallIntegerField(default=3)
    # Whole yuan; none where only the order matters.
    budget = models.PositiveBigIntegerField(default=0)
    method = models.CharField(max_length=20, choices=Method.choices, default=Method.SHARES_ADD1)
    identity = models.CharField(max_length=8, choices=Identity.choices, default=Identity.COOKIE)
    collects_until = models.DateField(null=True)
    opens_on = models.DateField(null=True)
    closes_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    # What came as a file from elsewhere; nobody votes in it here.
    source = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=80, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)
    # 民生实事: what the deputies decided outside, and where it is published.
    deputies_on = models.DateField(null=True)
    deputies_where = models.CharField(max_length=300, blank=True)

    objects: ClassVar[BallotQuerySet] = BallotQuerySet.as_manager()  # type: ignore[assignment]

    if TYPE_CHECKING:
        options: RelatedManager["Option"]
        voters: RelatedManager["Voter"]
        slips: RelatedManager["Slip"]
        tally: "Tally"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_published_ballot_says_when_and_by_whom",
                condition=Q(published_at=None, published_by="")
                | (Q(published_at__isnull=False) & ~Q(published_by="")),
            ),
            models.CheckConstraint(
                name="a_ballot_is_withdrawn_with_its_reason",
                condition=(~Q(state=State.WITHDRAWN) & Q(withdrawn_at=None, withdrawn_because=""))
                | (Q(state=State.WITHDRAWN, withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
            ),
            models.CheckConstraint(
                name="a_ballot_closes_after_it_opens",
                condition=Q(closes_on=None) | Q(closes_on__gte=F("opens_on")),
            ),
            models.CheckConstraint(
                name="a_ballot_of_money_has_money",
                condition=Q(kind=Kind.PRIORITY, budget=0)
                | (~Q(kind=Kind.PRIORITY) & Q(budget__gt=0)),
            ),
            models.CheckConstraint(
                name="what_the_deputies_decided_has_its_day_and_place",
                condition=Q(deputies_on=None, deputies_where="")
                | (Q(deputies_on__isnull=False, kind=Kind.LIVELIHOOD) & ~Q(deputies_where="")),
            ),
        ]
        indexes = [models.Index(fields=["unit", "-id"], name="ballots_of_unit")]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> str:
        return f"B-{self.pk}"

    @property
    def trail_ref(self) -> str:
        return f"ballot:{self.ref}"


class Option(models.Model):
    """What can be chosen. Its number is its name in the published list."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="options")
    number = models.PositiveSmallIntegerField()
    # As the published file calls it: in text order, too, the first number comes first.
    name = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    cost = models.PositiveBigIntegerField(default=0)
    proposer = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=120, blank=True)
    # Out of which voice it came: "V-12".
    origin = models.CharField(max_length=24, blank=True)
    deputies_chose = models.BooleanField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "number"], name="an_option_has_its_number"),
            models.UniqueConstraint(fields=["ballot", "name"], name="an_option_has_its_name"),
        ]

    def __str__(self) -> str:
        return f"B-{self.ballot_id} {self.name}"


class Voter(models.Model):
    """A code, as a keyed hash, and whether it was used. No time, and no way to a slip."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="voters")
    code_hash = models.BinaryField(max_length=32)
    has_voted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "code_hash"], name="a_code_is_one_voter_of_a_ballot"
            )
        ]

    def __str__(self) -> str:
        return f"a voter of B-{self.ballot_id}"


class Slip(models.Model):
    """One ballot as it was cast: no voter, no time, no order; its number is random."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="slips")
    # "2,7" or "2:5,7:1": numbers of options, with points where there are any.
    marks = models.TextField(blank=True)
    # SHA-256 of "B-12:CODE" as hexadecimal; published with the slip. Empty: came as a file.
    receipt = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "receipt"],
                condition=~Q(receipt=""),
                name="a_receipt_is_of_one_slip",
            )
        ]
        indexes = [models.Index(fields=["ballot", "id"], name="slips_in_no_order")]

    def __str__(self) -> str:
        return f"a slip of B-{self.ballot_id}"


class Tally(models.Model):
    """The published result, and the fingerprint of the list from which anyone can recount it."""

    ballot = models.OneToOneField(Ballot, on_delete=models.CASCADE, primary_key=True)
    slips = models.PositiveIntegerField()
    # Codes handed out; 0 where a browser was enough.
    handed_out = models.PositiveIntegerField(default=0)
    result = models.JSONField()
    # SHA-256 of the published .pb; empty where there are too few to publish them one by one.
    list_hash = models.CharField(max_length=64, blank=True)
    counted_at = models.DateTimeField()
    counted_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"the result of B-{self.ballot_id}"
