"""One promise: its words, the first day, the day now, and all that the body ever said of it."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.utils.translation import pgettext_lazy

from sanwen.counsel.consultations.models import Consultation
from sanwen.counsel.decisions.models import Version
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit
from sanwen.verdict.promises.halls import served
from sanwen.verdict.promises.states import OPEN, Standing, State

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from sanwen.verdict.promises.models.project import Batch, Indicator, Milestone
    from sanwen.verdict.promises.models.round import Round

INSIDE = (Role.INTAKE, Role.HANDLER, Role.UNIT_LEAD, Role.SUPERVISOR, Role.LEADER, Role.AUDITOR)


class Source(models.TextChoices):
    DECISION = "decision", pgettext_lazy("source of a promise", "a decision")
    PROJECT = "project", pgettext_lazy("source of a promise", "a livelihood project")


class EntryQuerySet(models.QuerySet["Entry"]):
    def public(self) -> Self:
        """All of them: a promise is entered when it has been made in public."""
        return self.all()

    def visible_to(self, person: User) -> Self:
        """For the desk. What everybody reads stands on the open page."""
        paths = served(person, INSIDE)
        known = Q(unit__in=person.reach(*INSIDE))
        if paths:
            known |= Q(unit__in=Unit.objects.in_reach_of(paths))
        return self.filter(known)

    def late(self, today: date) -> Self:
        return self.filter(state__in=OPEN, due_on__lt=today, left_out_on=None)

    def standing(self, which: str, today: date) -> Self:
        match which:
            case Standing.LATE:
                return self.late(today)
            case Standing.OPEN:
                return self.filter(state__in=OPEN).exclude(due_on__lt=today, left_out_on=None)
            case Standing.DONE:
                return self.filter(state=State.SAYS_DONE, not_found_so=False)
            case Standing.NOT_FOUND_SO:
                return self.filter(not_found_so=True)
            case Standing.CANNOT:
                return self.filter(state=State.CANNOT)
        return self

    def late_first(self, today: date) -> Self:
        """Late ones, then those that residents do not find kept, then by their day."""
        place = Case(
            When(state__in=OPEN, due_on__lt=today, left_out_on=None, then=Value(0)),
            When(not_found_so=True, then=Value(1)),
            When(state__in=OPEN, then=Value(2)),
            default=Value(3),
            output_field=IntegerField(),
        )
        return self.annotate(place=place).order_by("place", "due_on", "pk")

    def after(self, place: int, due_on: date, number: int) -> Self:
        """The next page of `late_first`: those behind the last line of the page before."""
        return self.filter(
            Q(place__gt=place)
            | Q(place=place, due_on__gt=due_on)
            | Q(place=place, due_on=due_on, pk__gt=number)
        )


class Entry(models.Model):
    """Whether it is kept is said twice: by the body, here; by residents, in a round."""

    words = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=8, choices=Source.choices)
    # "C-12/3": the number that the promise has in every version of the decision.
    source_ref = models.CharField(max_length=24, blank=True)
    consultation = models.ForeignKey(
        Consultation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Where a project was promised: the list, the session, the page.
    ground = models.CharField(max_length=200, blank=True)
    for_whom = models.CharField(max_length=200, blank=True)
    residents_part = models.CharField(max_length=200, blank=True)
    told_on = models.DateField()
    # Written once; the database refuses to change it.
    first_due_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.NOT_BEGUN)
    # The day on which the body said done, while it says so.
    done_on = models.DateField(null=True)
    # The body says done and the last round found otherwise.
    not_found_so = models.BooleanField(default=False)
    # A later version of the decision no longer carries it on.
    left_out_on = models.DateField(null=True)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=80)

    objects: ClassVar[EntryQuerySet] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    if TYPE_CHECKING:
        changes: RelatedManager["DateChange"]
        sayings: RelatedManager["Saying"]
        milestones: RelatedManager["Milestone"]
        batches: RelatedManager["Batch"]
        indicators: RelatedManager["Indicator"]
        rounds: RelatedManager["Round"]

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(name="an_entry_has_words", condition=~Q(words="")),
            models.UniqueConstraint(
                fields=["source_ref"],
                condition=~Q(source_ref=""),
                name="a_promise_is_entered_once",
            ),
            models.CheckConstraint(
                name="an_entry_says_where_it_was_promised",
                condition=Q(source=Source.DECISION, consultation__isnull=False) & ~Q(source_ref="")
                | Q(source=Source.PROJECT, consultation=None, source_ref="") & ~Q(ground=""),
            ),
            models.CheckConstraint(
                name="what_is_said_to_be_done_has_its_day",
                condition=Q(state=State.SAYS_DONE, done_on__isnull=False)
                | ~Q(state=State.SAYS_DONE) & Q(done_on=None),
            ),
            models.CheckConstraint(
                name="residents_contradict_only_what_the_body_says",
                condition=Q(not_found_so=False) | Q(state=State.SAYS_DONE),
            ),
            models.CheckConstraint(
                # A decision may be published after a day that stands in it.
                name="a_project_is_due_after_it_was_told",
                condition=Q(source=Source.DECISION) | Q(first_due_on__gte=F("told_on")),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "first_due_on"], name="promises_of_unit"),
            models.Index(fields=["due_on", "id"], name="promises_by_day"),
            models.Index(fields=["consultation"], name="promises_of_consultation"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def ref(self) -> str:
        return f"N-{self.pk}"

    @property
    def trail_ref(self) -> str:
        return f"promise:{self.ref}"


class DateChange(models.Model):
    """The day was moved: from, to, why, and when it was told. Never changed, never removed."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="changes")
    from_on = models.DateField()
    to_on = models.DateField()
    because = models.CharField(max_length=300)
    told_at = models.DateTimeField()
    told_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="a_moved_day_says_why", condition=~Q(because="") & ~Q(from_on=F("to_on"))
            )
        ]

    def __str__(self) -> str:
        return f"N-{self.entry_id}: {self.from_on} → {self.to_on}"


class What(models.TextChoices):
    STATE = "state", pgettext_lazy("saying", "how far it is")
    EVIDENCE = "evidence", pgettext_lazy("saying", "evidence")
    WORDED = "worded", pgettext_lazy("saying", "worded anew by an amendment")
    LEFT_OUT = "left_out", pgettext_lazy("saying", "no longer carried on by the decision")


class Saying(models.Model):
    """What the body said, and when. It is added to, never changed."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="sayings")
    what = models.CharField(max_length=8, choices=What.choices)
    state = models.CharField(max_length=10, choices=State.choices, blank=True)
    words = models.CharField(max_length=500)
    # For what cannot be kept: what is done in its place.
    instead = models.CharField(max_length=500, blank=True)
    # Of which day it tells.
    on = models.DateField()
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [
            models.CheckConstraint(name="a_saying_has_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="only_a_saying_of_state_has_one",
                condition=Q(what=What.STATE) & ~Q(state="") | ~Q(what=What.STATE) & Q(state=""),
            ),
            models.CheckConstraint(
                name="what_cannot_be_kept_says_what_is_done_instead",
                condition=~Q(state=State.CANNOT) | ~Q(instead=""),
            ),
        ]

    def __str__(self) -> str:
        return f"N-{self.entry_id}: {self.words}"


class Pulled(models.Model):
    """A published decision whose promises stand in the ledger."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="+")
    pulled_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "pulled"

    def __str__(self) -> str:
        return f"version {self.version_id}"
