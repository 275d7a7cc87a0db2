"""Somebody comes in person: with an appointment or without, under a number, never a name."""

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from sanwen.deliver.matters.models import Recusal
from sanwen.deliver.reception.models.counters import Counter
from sanwen.deliver.reception.states import State
from sanwen.integrity.vault.models import Contact
from sanwen.listen.voices.models import Voice
from sanwen.people.models import User
from sanwen.people.roles import Role

# Regulations on Petitions, Art. 20: who comes in person about a shared matter, five at most.
MOST_PEOPLE = 5


class Way(models.TextChoices):
    APPOINTMENT = "appointment", _("by appointment")
    WALK_IN = "walk_in", _("without appointment")


class VisitQuerySet(models.QuerySet["Visit"]):
    def visible_to(self, person: User) -> Self:
        """Whoever works at the counter or heads its unit; and who was asked to take it over."""
        here = Q(counter__unit__in=person.reach(Role.INTAKE, Role.UNIT_LEAD))
        asked = HandOver.objects.filter(visit=OuterRef("pk"), to_staff=person, answered_at=None)
        seen = self.filter(here | Q(responsible=person) | Q(Exists(asked)))
        return seen.exclude(voice__joining__matter__in=Recusal.objects.kept_from(person))

    def by_code(self, code_hash: bytes) -> Self:
        return self.filter(code_hash=code_hash)

    def taking_a_place(self) -> Self:
        """Those whose appointment still fills its slot."""
        return self.exclude(begins=None).exclude(state__in=[State.CANCELLED, State.CALLED_OFF])

    def at(self, counter: Counter) -> Self:
        return self.filter(counter=counter)


class Visit(models.Model):
    """One coming of one person or up to five together; nothing is said of who they are."""

    counter = models.ForeignKey(Counter, models.PROTECT, related_name="visits")
    on = models.DateField()
    number = models.PositiveIntegerField()
    way = models.CharField(max_length=12, choices=Way)
    begins = models.TimeField(null=True)
    people = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=State)
    checklist = models.ForeignKey(
        "reception.Checklist", models.PROTECT, null=True, related_name="+"
    )
    # Only to tell of a moved appointment; erased soon after the day.
    contact = models.OneToOneField(Contact, models.PROTECT, null=True)
    code_hash = models.BinaryField(max_length=32, unique=True)
    submission_key = models.CharField(max_length=80, unique=True)
    made_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # 首问负责: who received first stays, and answers until somebody has accepted the hand-over.
    received_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    responsible = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    voice = models.OneToOneField(Voice, models.PROTECT, null=True, related_name="visit")
    # Why the counter called the appointment off, in words for the visitor.
    called_off_because = models.CharField(max_length=200, blank=True)
    has_spoken = models.BooleanField(default=False)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ("on", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["counter", "on", "number"], name="a_number_is_given_once_a_day"
            ),
            models.CheckConstraint(
                name="one_to_five_come_together", condition=Q(people__range=(1, MOST_PEOPLE))
            ),
            models.CheckConstraint(
                name="an_appointment_has_its_time",
                condition=Q(way=Way.APPOINTMENT, begins__isnull=False)
                | Q(way=Way.WALK_IN, begins=None),
            ),
            models.CheckConstraint(
                name="a_talk_has_somebody_who_received",
                condition=~Q(state__in=[State.IN_TALK, State.DONE])
                | Q(received_by__isnull=False, responsible__isnull=False, begun_at__isnull=False),
            ),
            models.CheckConstraint(
                name="what_was_called_off_says_why",
                condition=~Q(state=State.CALLED_OFF) | ~Q(called_off_because=""),
            ),
        ]
        indexes = [
            models.Index(fields=["counter", "on", "state"], name="visits_of_a_day"),
            models.Index(
                fields=["responsible", "-on"],
                name="visits_answered_for",
                condition=Q(responsible__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        return f"R-{self.pk}"

    @property
    def trail_ref(self) -> str:
        return f"visit:{self.ref}"

    @property
    def actor_ref(self) -> str:
        """The visitor as the trail names them: by the visit, which is all we know."""
        return f"visitor:{self.ref}"

    @property
    def called(self) -> str:
        """What is shown on the board and called out."""
        return f"{self.counter.letter}{self.number:02d}"


class HandOver(models.Model):
    """One member of staff asks another to go on with a visit; nothing passes before a yes."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="hand_overs")
    from_staff = models.ForeignKey(User, models.PROTECT, related_name="+")
    to_staff = models.ForeignKey(User, models.PROTECT, related_name="+")
    because = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)

    class Meta:
        ordering = ("asked_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(answered_at=None),
                name="a_visit_is_offered_to_one_at_a_time",
            ),
            models.CheckConstraint(
                name="a_hand_over_is_answered_with_yes_or_no",
                condition=Q(answered_at=None, accepted=None)
                | Q(answered_at__isnull=False, accepted__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_hands_over_to_themselves",
                condition=~Q(from_staff=F("to_staff")),
            ),
        ]

    def __str__(self) -> str:
        return f"R-{self.visit_id}: {self.from_staff_id} to {self.to_staff_id}"
