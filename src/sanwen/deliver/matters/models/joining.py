"""Which voices a matter is made of, and which matters may be one."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from sanwen.deliver.matters.models.matter import Matter
from sanwen.listen.voices.models import Voice
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Area, Unit


class Joining(models.Model):
    """Ties a voice to its one matter; remembers the matter first opened for it, to undo it."""

    voice = models.OneToOneField(Voice, on_delete=models.PROTECT, related_name="joining")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="joinings")
    home = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()
    joined_by = models.CharField(max_length=80)
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"V-{self.voice_id} in M-{self.matter_id}"


class Wording(models.Model):
    """The words by which an open matter is found again as the same; gone when it is not open."""

    matter = models.OneToOneField(Matter, primary_key=True, on_delete=models.CASCADE)
    received_by = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # Title twice, place and first words, as `methods.text.sought` has them.
    sought = models.TextField()

    def __str__(self) -> str:
        return f"words of M-{self.matter_id}"


class GroupState(models.TextChoices):
    OPEN = "open", pgettext_lazy("group", "proposed")
    JOINED = "joined", pgettext_lazy("group", "joined")
    DISMISSED = "dismissed", pgettext_lazy("group", "not the same")


class GroupQuerySet(models.QuerySet["Group"]):
    def visible_to(self, person: User) -> Self:
        """Groups of matters that the person's own desk registered and may join."""
        return self.filter(received_by__in=person.reach(Role.INTAKE))

    def undecided(self) -> Self:
        return self.filter(state=GroupState.OPEN)


class Group(models.Model):
    """Matters that a night's comparison holds for the same; a person joins or dismisses them."""

    received_by = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    matters: "models.ManyToManyField[Matter, models.Model]" = models.ManyToManyField(
        Matter, related_name="+"
    )
    # Where all of them are; none where the places differ or are not known.
    area = models.ForeignKey(Area, null=True, on_delete=models.SET_NULL, related_name="+")
    percent = models.PositiveSmallIntegerField()
    shared = ArrayField(models.CharField(max_length=200))
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=GroupState.choices, default=GroupState.OPEN)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_decided_group_says_when_and_by_whom",
                condition=Q(state="open", decided_at=None, decided_by="")
                | (~Q(state="open") & Q(decided_at__isnull=False) & ~Q(decided_by="")),
            )
        ]
        indexes = [
            models.Index(
                fields=["received_by", "-id"],
                name="groups_to_decide",
                condition=Q(state="open"),
            )
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        return f"G-{self.pk}"

    @property
    def trail_ref(self) -> str:
        return f"group:{self.ref}"
