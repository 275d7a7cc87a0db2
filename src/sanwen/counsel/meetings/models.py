"""Talk meetings: who may come is drawn by lot in public, what is said is followed to an answer."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from sanwen.counsel.consultations.models import Consultation
from sanwen.counsel.meetings.states import Seat, State
from sanwen.integrity.vault.models import Contact
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

INSIDE = (Role.INTAKE, Role.UNIT_LEAD, Role.SUPERVISOR, Role.LEADER, Role.AUDITOR)
# The guide of Zhejiang (2025) on the public's part in looking at budgets.
SMALLEST, LARGEST = 30, 100
LEAST_BY_LOT, MOST_BY_LOT = 75, 85


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def public(self) -> Self:
        """What everybody sees: from the announcement on."""
        return self.exclude(announced_at=None)

    def visible_to(self, person: User) -> Self:
        return self.filter(~Q(announced_at=None) | Q(unit__in=person.reach(*INSIDE)))

    def newest_first(self) -> Self:
        return self.order_by("-pk")


class Meeting(models.Model):
    """One evening on one question: how many come, how many by lot, and out of which list."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    consultation = models.ForeignKey(
        Consultation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    question = models.CharField(max_length=120)
    background = models.TextField(blank=True)
    place = models.CharField(max_length=160)
    begins_at = models.DateTimeField()
    size = models.PositiveSmallIntegerField()
    by_lot = models.PositiveSmallIntegerField()
    # Why it has another size or another share by lot than the guide says.
    departs_because = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARED)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    # Where the list comes from, and its fingerprint: SHA-256 of its canonical lines.
    list_source = models.CharField(max_length=200, blank=True)
    list_hash = models.CharField(max_length=64, blank=True)
    # Named before anybody can know it: "3月1日双色球开奖号码".
    seed_source = models.CharField(max_length=200, blank=True)
    seed_on = models.DateField(null=True)
    announced_at = models.DateTimeField(null=True)
    announced_by = models.CharField(max_length=80, blank=True)
    seed = models.CharField(max_length=200, blank=True)
    drawn_at = models.DateTimeField(null=True)
    drawn_by = models.CharField(max_length=80, blank=True)
    # By when those who are invited are asked to reply.
    reply_by = models.DateField(null=True)
    came_by_lot = models.PositiveSmallIntegerField(null=True)
    came_as_guests = models.PositiveSmallIntegerField(null=True)
    cancelled_because = models.CharField(max_length=300, blank=True)

    objects: ClassVar[MeetingQuerySet] = MeetingQuerySet.as_manager()  # type: ignore[assignment]

    if TYPE_CHECKING:
        guests: RelatedManager["Guest"]
        candidates: RelatedManager["Candidate"]
        opinions: RelatedManager["MeetingOpinion"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_talk_keeps_to_the_guide_or_says_why_not",
                condition=Q(size__range=(SMALLEST, LARGEST))
                & Q(by_lot__gte=F("size") * LEAST_BY_LOT / 100.0)
                & Q(by_lot__lte=F("size") * MOST_BY_LOT / 100.0)
                | ~Q(departs_because=""),
            ),
            models.CheckConstraint(
                name="nobody_more_is_drawn_than_come", condition=Q(by_lot__range=(1, F("size")))
            ),
            models.CheckConstraint(
                name="an_announcement_names_list_and_seed",
                condition=Q(announced_at=None, announced_by="")
                | Q(announced_at__isnull=False, seed_on__isnull=False)
                & ~Q(announced_by="")
                & ~Q(list_hash="")
                & ~Q(seed_source=""),
            ),
            models.CheckConstraint(
                name="a_draw_comes_after_its_announcement",
                condition=Q(drawn_at=None, drawn_by="", seed="")
                # Compared with nothing a check says neither yes nor no, which would let it through.
                | Q(announced_at__isnull=False, drawn_at__isnull=False)
                & Q(drawn_at__gt=F("announced_at"))
                & ~Q(drawn_by="")
                & ~Q(seed=""),
            ),
            models.CheckConstraint(
                name="a_talk_is_announced_before_it_is_drawn_and_held",
                condition=Q(state=State.PREPARED, announced_at=None)
                | Q(state=State.ANNOUNCED, announced_at__isnull=False, drawn_at=None)
                | Q(state=State.CANCELLED)
                | Q(
                    state__in=[State.DRAWN, State.INVITED, State.HELD, State.ANSWERED],
                    drawn_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="a_cancelled_talk_says_why",
                condition=Q(state=State.CANCELLED) & ~Q(cancelled_because="")
                | ~Q(state=State.CANCELLED) & Q(cancelled_because=""),
            ),
        ]
        indexes = [models.Index(fields=["unit", "-id"], name="talks_of_unit")]

    def __str__(self) -> str:
        return self.question

    @property
    def ref(self) -> str:
        return f"K-{self.pk}"

    @property
    def trail_ref(self) -> str:
        return f"talk:{self.ref}"


class Guest(models.Model):
    """Who is asked besides those drawn: in which capacity, how many, and why. No names."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="guests")
    who = models.CharField(max_length=80)
    count = models.PositiveSmallIntegerField()
    because = models.CharField(max_length=200)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="guests_are_some_and_have_a_reason",
                condition=Q(count__gte=1) & ~Q(who="") & ~Q(because=""),
            )
        ]

    def __str__(self) -> str:
        return f"K-{self.meeting_id}: {self.count} {self.who}"


class CandidateQuerySet(models.QuerySet["Candidate"]):
    def in_turn(self) -> Self:
        return self.order_by("turn", "listed_as")


class Candidate(models.Model):
    """One line of the list: a number without meaning. Who stands behind it lies in the vault."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="candidates")
    listed_as = models.CharField(max_length=40)
    # {"村": "石桥村", "性别": "女"}: by what the lot keeps its proportions.
    strata = models.JSONField(default=dict)
    contact = models.OneToOneField(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    seat = models.CharField(max_length=8, choices=Seat.choices, default=Seat.LISTED)
    # 1, 2, 3 …: in which order the lot named them; reserves come after those drawn.
    turn = models.PositiveIntegerField(null=True)
    # Of the code with which one replies; the code itself is kept nowhere.
    code_hash = models.BinaryField(max_length=32, null=True)

    objects: ClassVar[CandidateQuerySet] = CandidateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "listed_as"], name="a_number_stands_once_on_a_list"
            ),
            models.UniqueConstraint(fields=["meeting", "turn"], name="a_turn_is_one_candidates"),
            models.CheckConstraint(
                name="only_whom_the_lot_named_has_a_seat",
                condition=Q(seat=Seat.LISTED) | Q(turn__isnull=False),
            ),
            models.CheckConstraint(
                name="whoever_is_invited_has_a_code",
                condition=Q(seat__in=[Seat.LISTED, Seat.DRAWN, Seat.RESERVE], code_hash=None)
                | Q(seat__in=[Seat.INVITED, Seat.COMES, Seat.DECLINED], code_hash__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["meeting", "seat", "turn"], name="candidates_by_seat")]

    def __str__(self) -> str:
        return f"K-{self.meeting_id} {self.listed_as}"


class SpokenBy(models.TextChoices):
    """Not who, only how they came to be there."""

    LOT = "lot", pgettext_lazy("opinion", "a resident drawn by lot")
    GUEST = "guest", pgettext_lazy("opinion", "a guest")


class OpinionQuerySet(models.QuerySet["MeetingOpinion"]):
    def unanswered(self) -> Self:
        return self.filter(answered_at=None)

    def late(self, today: date) -> Self:
        return self.unanswered().filter(due_on__lt=today)


class MeetingOpinion(models.Model):
    """What somebody said, and the answer to it. Without their consent only the gist is kept."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="opinions")
    number = models.PositiveSmallIntegerField()
    spoken_by = models.CharField(max_length=5, choices=SpokenBy.choices)
    # Written by the clerk, read back to the speaker.
    gist = models.CharField(max_length=300)
    # In the speaker's own words, masked.
    words = models.TextField(blank=True)
    consents = models.BooleanField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)
    written_at = models.DateTimeField()

    objects: ClassVar[OpinionQuerySet] = OpinionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="an_opinion_has_its_own_number"
            ),
            models.CheckConstraint(name="an_opinion_has_its_gist", condition=~Q(gist="")),
            models.CheckConstraint(
                name="words_are_kept_with_consent_only", condition=Q(words="") | Q(consents=True)
            ),
            models.CheckConstraint(
                name="an_answer_says_when_and_by_whom",
                condition=Q(answered_at=None, answer="", answered_by="")
                | Q(answered_at__isnull=False) & ~Q(answer="") & ~Q(answered_by=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(answered_at=None), name="opinions_to_answer"
            )
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        return f"K-{self.meeting_id}/{self.number}"
