"""The matter: the unit of handling, never the person."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from sanwen.deliver.matters.models.answer import Outcome
from sanwen.deliver.matters.models.levels import Whistle
from sanwen.deliver.matters.models.parts import Assignment
from sanwen.deliver.matters.models.recusal import Recusal
from sanwen.deliver.matters.states import OPEN, State
from sanwen.listen.triage.models import Category
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Area, Unit

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from sanwen.deliver.matters.models.answer import Answer
    from sanwen.deliver.matters.models.disputes import Extension, Objection
    from sanwen.deliver.matters.models.joining import Joining
    from sanwen.deliver.matters.models.levels import Climb
    from sanwen.deliver.matters.models.parts import Clock, Step

# Who sees every matter that their body registered, and who sees what their unit was given.
OVERSEERS = (Role.INTAKE, Role.SUPERVISOR, Role.LEADER)
DOERS = (Role.HANDLER, Role.UNIT_LEAD)


class MatterQuerySet(models.QuerySet["Matter"]):
    def visible_to(self, person: User) -> Self:
        seen: Q = Q(pk__in=[])
        if person.holds(*OVERSEERS):
            seen |= Q(received_by__in=Unit.objects.in_reach_of(person.scopes(*OVERSEERS)))
        if person.holds(*DOERS):
            units = person.reach(*DOERS)
            given = Assignment.objects.filter(matter=OuterRef("pk"), unit__in=units)
            called = Whistle.objects.filter(matter=OuterRef("pk"), called__in=units, ended_at=None)
            seen |= Q(lead_unit__in=units) | Q(Exists(given)) | Q(Exists(called))
        return self.filter(seen).without_recused(person)

    def without_recused(self, person: User) -> Self:
        """Who is recused does not read it either: for them it is not there."""
        return self.exclude(pk__in=Recusal.objects.kept_from(person))

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def late(self, today: date) -> Self:
        return self.open().filter(due_on__lt=today)


class Ending(models.TextChoices):
    VERDICT = "verdict", _("closed by the resident's verdict")
    SILENCE = "silence", _("closed after silence, counted as silence")
    REVIEW = "review", _("closed after a review")


class Matter(models.Model):
    title = models.CharField(max_length=80)
    # Written or confirmed by a clerk for the public eye; empty means not public.
    public_summary = models.CharField(max_length=120, blank=True)
    category = models.ForeignKey(Category, null=True, blank=True, on_delete=models.PROTECT)
    # A person named the subject; until then it is what the machine thinks.
    subject_is_confirmed = models.BooleanField(default=False)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT)
    place = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.REGISTERED)
    # The procedure it began with, and which version of it; a later version leaves it alone.
    procedure = models.CharField(max_length=40, default="service", db_default="service")
    procedure_version = models.CharField(max_length=12, default="1", db_default="1")
    # An emergency of the event, never the tone of the person.
    urgent = models.BooleanField(default=False)
    received_by = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    lead_unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    handler = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    opened_at = models.DateTimeField()
    state_since = models.DateTimeField()
    # The first promise never changes; what counts today may be later, with the resident told why.
    first_due_on = models.DateField()
    due_on = models.DateField()
    due_is_provisional = models.BooleanField(default=False)
    voices_count = models.PositiveIntegerField(default=1)
    returns = models.PositiveSmallIntegerField(default=0)
    extensions = models.PositiveSmallIntegerField(default=0)
    reopenings = models.PositiveSmallIntegerField(default=0)
    # How far it has climbed because it is late or stuck: 0 not at all (see levels.Rung).
    rung = models.PositiveSmallIntegerField(default=0, db_default=0)
    # Nobody owns it: until then the named arbiter has to decide who does.
    owner_by = models.DateField(null=True)
    # The named arbiter who has to decide by then; nobody where no supervisor is known.
    arbiter = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # A designated unit was chosen after a dispute and cannot return the matter again.
    designated = models.BooleanField(default=False)
    joined_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    # Goes up with every act, so that a page can tell that somebody acted meanwhile.
    version = models.PositiveIntegerField(default=1)

    objects = MatterQuerySet.as_manager()

    if TYPE_CHECKING:
        steps: RelatedManager["Step"]
        assignments: RelatedManager["Assignment"]
        clocks: RelatedManager["Clock"]
        answers: RelatedManager["Answer"]
        joinings: RelatedManager["Joining"]
        objections: RelatedManager["Objection"]
        requests_for_time: RelatedManager["Extension"]
        whistles: RelatedManager["Whistle"]
        climbs: RelatedManager["Climb"]
        recusals: RelatedManager["Recusal"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="the_first_promise_is_never_later_than_the_present_one",
                condition=Q(first_due_on__lte=F("due_on")),
            ),
            models.CheckConstraint(
                name="a_joined_matter_says_into_which",
                condition=Q(state=State.JOINED, joined_into__isnull=False)
                | ~Q(state=State.JOINED) & Q(joined_into=None),
            ),
            models.CheckConstraint(
                name="a_closed_matter_says_when_and_how",
                condition=(Q(state=State.CLOSED) & Q(closed_at__isnull=False) & ~Q(ending=""))
                | (~Q(state=State.CLOSED) & Q(closed_at=None, ending="")),
            ),
            models.CheckConstraint(
                name="who_is_assigned_has_a_lead",
                condition=~Q(state__in=["assigned", "in_hand", "waiting"])
                | Q(lead_unit__isnull=False),
            ),
        ]
        # Every list of the desk is read from one of these, one unit at a time (see queues.py).
        indexes = [
            models.Index(
                fields=["received_by", "-opened_at", "-id"], name="matters_newest_of_desk"
            ),
            models.Index(fields=["lead_unit", "-opened_at", "-id"], name="matters_newest_of_unit"),
            models.Index(
                fields=["received_by", "state", "due_on", "id"], name="matters_of_desk_by_due"
            ),
            models.Index(
                fields=["lead_unit", "state", "due_on", "id"], name="matters_of_unit_by_due"
            ),
            models.Index(
                fields=["received_by", "due_on", "id"],
                name="open_matters_of_desk",
                condition=Q(state__in=OPEN),
            ),
            models.Index(
                fields=["lead_unit", "due_on", "id"],
                name="open_matters_of_unit",
                condition=Q(state__in=OPEN),
            ),
            models.Index(
                fields=["handler", "due_on", "id"],
                name="open_matters_of_handler",
                condition=Q(state__in=OPEN),
            ),
            models.Index(
                fields=["received_by", "due_on", "id"],
                name="urgent_matters_of_desk",
                condition=Q(state__in=OPEN, urgent=True),
            ),
            models.Index(
                fields=["lead_unit", "due_on", "id"],
                name="urgent_matters_of_unit",
                condition=Q(state__in=OPEN, urgent=True),
            ),
            models.Index(
                fields=["rung", "due_on"],
                name="matters_that_may_climb",
                condition=Q(state__in=OPEN),
            ),
            models.Index(
                fields=["state", "rung", "state_since"],
                name="open_matters_at_rest",
                condition=Q(state__in=OPEN),
            ),
            models.Index(
                fields=["received_by", "due_on", "id"],
                name="climbed_matters_of_desk",
                condition=Q(state__in=OPEN, rung__gt=0),
            ),
            models.Index(
                fields=["lead_unit", "due_on", "id"],
                name="climbed_matters_of_unit",
                condition=Q(state__in=OPEN, rung__gt=0),
            ),
            models.Index(
                fields=["arbiter", "owner_by"],
                name="matters_nobody_owns",
                condition=Q(owner_by__isnull=False),
            ),
            models.Index(
                fields=["area", "-opened_at"], name="matters_nearby", condition=Q(state__in=OPEN)
            ),
            models.Index(
                fields=["-opened_at"],
                name="matters_of_confirmed_subject",
                condition=Q(subject_is_confirmed=True),
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        return f"M-{self.pk}"

    @property
    def trail_ref(self) -> str:
        return f"matter:{self.ref}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def is_late(self, today: date) -> bool:
        return self.is_open and self.due_on < today
