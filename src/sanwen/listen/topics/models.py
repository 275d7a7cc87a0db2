"""What many speak of at one place: grouped anew every night, the same topic from day to day."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from sanwen.listen.triage.models import Category
from sanwen.listen.voices.models import Voice
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Area, Unit

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

# Below so many people a count tells who: it stays with the unit that handles the matters.
FEWEST = 5
# Who sees the topics of everything that was registered in their reach.
WATCHERS = (Role.INTAKE, Role.SUPERVISOR, Role.LEADER, Role.AUDITOR)
# Who can be inside the unit that handles the matters.
INSIDERS = (Role.UNIT_LEAD, Role.INTAKE)


class TopicQuerySet(models.QuerySet["Topic"]):
    def visible_to(self, person: User) -> Self:
        """Those of many people to whoever has a part in them, small ones to the handling unit."""
        watched = _units(
            Part.REGISTERED, unit__in=Unit.objects.in_reach_of(person.scopes(*WATCHERS))
        )
        led = _units(Part.HANDLES, unit__in=person.reach(Role.UNIT_LEAD))
        broad = Q(Exists(watched)) | Q(Exists(led))
        return self.seen_by(person).filter(broad & Q(people__gte=FEWEST) | Q(inside=True))

    def seen_by(self, person: User) -> Self:
        """`inside` tells whether the person stands in the unit that handles all of its matters."""
        own = [unit.pk for unit in person.units(*INSIDERS)]
        mine = _units(Part.HANDLES, unit__in=own)
        others = _units(Part.HANDLES).exclude(unit__in=own)
        return self.annotate(inside=Q(Exists(mine)) & ~Q(Exists(others)))

    def current(self) -> Self:
        return self.filter(retired_at=None)

    def rising(self) -> Self:
        return self.filter(is_rising=True)

    def broadest_first(self) -> Self:
        return self.order_by("-score", "pk")


class Topic(models.Model):
    """People and place, never who: its counts are of different people, its area is the finest."""

    # Out of people's own words, with what tells of a person masked.
    name = models.CharField(max_length=80)
    words = ArrayField(models.CharField(max_length=60), default=list)
    # The smallest area that holds most of it, and the subject most of it is about.
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(Category, null=True, on_delete=models.SET_NULL, related_name="+")
    first_said_at = models.DateTimeField()
    last_said_at = models.DateTimeField()
    people = models.PositiveIntegerField()
    voices = models.PositiveIntegerField()
    score = models.FloatField()
    # Messages a week, the oldest first; the last week ends with the day of `counted_at`.
    weekly = ArrayField(models.PositiveIntegerField(), default=list)
    # The last weeks as a multiple of what is normal; no `growth_high` is no upper end.
    growth = models.FloatField(null=True)
    growth_low = models.FloatField(null=True)
    growth_high = models.FloatField(null=True)
    expected = models.FloatField(default=0)
    seen = models.PositiveIntegerField(default=0)
    is_rising = models.BooleanField(default=False)
    # Earlier years were there to say what the season brings.
    knows_season = models.BooleanField(default=False)
    # The night that found it first, and the last one that found it.
    since = models.DateTimeField()
    counted_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    became = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    split_from = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="parts"
    )

    objects: ClassVar[TopicQuerySet] = TopicQuerySet.as_manager()  # type: ignore[assignment]

    if TYPE_CHECKING:
        areas: RelatedManager["TopicArea"]
        units: RelatedManager["TopicUnit"]
        members: RelatedManager["TopicVoice"]
        merged: RelatedManager["Topic"]
        parts: RelatedManager["Topic"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="what_became_another_topic_is_no_longer_current",
                condition=Q(became=None) | Q(retired_at__isnull=False),
            ),
            models.CheckConstraint(
                name="growth_has_its_lower_end",
                condition=Q(growth=None, growth_low=None, is_rising=False)
                | Q(growth__isnull=False, growth_low__isnull=False),
            ),
            models.CheckConstraint(
                name="a_topic_ends_after_it_begins",
                condition=Q(last_said_at__gte=models.F("first_said_at")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-score", "id"], condition=Q(retired_at=None), name="topics_broadest_first"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        return f"T-{self.pk}"

    @property
    def trail_ref(self) -> str:
        return f"topic:{self.ref}"

    @property
    def is_current(self) -> bool:
        return self.retired_at is None


class TopicVoice(models.Model):
    """A voice is in one topic at most. A retired topic keeps those that no other one claimed."""

    voice = models.OneToOneField(Voice, primary_key=True, on_delete=models.PROTECT)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="members")

    def __str__(self) -> str:
        return f"V-{self.voice_id} in T-{self.topic_id}"


class TopicArea(models.Model):
    """How many different people spoke of it from one area; no finer place is kept."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveIntegerField()
    voices = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "area"], name="an_area_is_counted_once_in_a_topic"
            )
        ]

    def __str__(self) -> str:
        return f"T-{self.topic_id} in {self.area_id}: {self.people}"


class Part(models.TextChoices):
    REGISTERED = "registered"
    HANDLES = "handles"


class TopicUnit(models.Model):
    """Which units registered its voices and which handle them: who may see the topic."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=Part.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "part", "unit"], name="a_unit_has_each_part_in_a_topic_once"
            )
        ]
        indexes = [models.Index(fields=["unit", "part", "topic"], name="topics_of_unit")]

    def __str__(self) -> str:
        return f"T-{self.topic_id}: {self.unit_id} {self.part}"


class TopicNight(models.Model):
    """One run of the grouping: over which time, over how much, and what came of it."""

    at = models.DateTimeField()
    since = models.DateTimeField()
    source = models.CharField(max_length=80)
    voices = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    topics = models.PositiveIntegerField()
    fresh = models.PositiveIntegerField()
    retired = models.PositiveIntegerField()
    took_ms = models.PositiveIntegerField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}: {self.topics}"


def _units(part: Part, **more: object) -> "models.QuerySet[TopicUnit]":
    return TopicUnit.objects.filter(topic=OuterRef("pk"), part=part, **more)
