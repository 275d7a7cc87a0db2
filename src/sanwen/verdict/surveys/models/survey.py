"""One survey: who asks whom about what, who pays, how it is drawn, and how far it has come."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit
from sanwen.verdict.surveys.states import Kind, State

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from sanwen.verdict.surveys.models.answer import Response
    from sanwen.verdict.surveys.models.case import Interviewer, Listed, Stratum
    from sanwen.verdict.surveys.models.question import Margin, Question
    from sanwen.verdict.surveys.models.result import Result

INSIDE = (Role.INTAKE, Role.UNIT_LEAD, Role.SUPERVISOR, Role.LEADER, Role.AUDITOR)
MOST_REMINDERS = 2


class Moment(models.TextChoices):
    """When it is asked, seen from what is judged."""

    NONE = "none", pgettext_lazy("moment of a survey", "neither before nor after")
    BEFORE = "before", pgettext_lazy("moment of a survey", "before")
    AFTER = "after", pgettext_lazy("moment of a survey", "after")


class SurveyQuerySet(models.QuerySet["Survey"]):
    def public(self) -> Self:
        """What everybody sees: from the announcement on."""
        return self.exclude(announced_at=None)

    def on_their_own(self) -> Self:
        """Not those that belong to another record, as the survey of a reach check does."""
        return self.filter(belongs_to="")

    def inside_for(self, person: User) -> Self:
        return self.filter(unit__in=person.reach(*INSIDE))

    def visible_to(self, person: User) -> Self:
        return self.filter(~Q(announced_at=None) | Q(unit__in=person.reach(*INSIDE)))

    def newest_first(self) -> Self:
        return self.order_by("-pk")


class Survey(models.Model):
    """Its questions, its list and its words stand from the announcement on."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    purpose = models.CharField(max_length=300)
    # What is judged, in words; its reference (C-12, N-7) and its unit where there are some.
    about = models.CharField(max_length=160)
    about_ref = models.CharField(max_length=40, blank=True)
    about_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    # Why a unit asks about its own work, for everybody to read.
    own_because = models.CharField(max_length=200, blank=True)
    # The record that it serves, as H-3; empty where it stands on its own.
    belongs_to = models.CharField(max_length=20, blank=True)
    who_asks = models.CharField(max_length=120)
    who_pays = models.CharField(max_length=120)
    population = models.CharField(max_length=160)
    # How many there are of them where that is known; of a list it is its length.
    population_size = models.PositiveIntegerField(null=True)
    minutes = models.PositiveSmallIntegerField(default=3)
    cannot_say = models.CharField(max_length=400, blank=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    # Answers may be tied to a line of the list; the first page says so before the first question.
    is_confidential = models.BooleanField(default=False)
    # The half width of the interval that is wanted, in percentage points.
    margin = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    before = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="later_waves"
    )
    moment = models.CharField(max_length=6, choices=Moment.choices, default=Moment.NONE)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFTING)
    opens_on = models.DateField(null=True)
    closes_on = models.DateField(null=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    list_source = models.CharField(max_length=200, blank=True)
    list_hash = models.CharField(max_length=64, blank=True)
    # Named before anybody can know it.
    seed_source = models.CharField(max_length=200, blank=True)
    seed_on = models.DateField(null=True)
    announced_at = models.DateTimeField(null=True)
    announced_by = models.CharField(max_length=80, blank=True)
    seed = models.CharField(max_length=200, blank=True)
    drawn_at = models.DateTimeField(null=True)
    drawn_by = models.CharField(max_length=80, blank=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects: ClassVar[SurveyQuerySet] = SurveyQuerySet.as_manager()  # type: ignore[assignment]

    if TYPE_CHECKING:
        strata: RelatedManager[Stratum]
        listed: RelatedManager[Listed]
        interviewers: RelatedManager[Interviewer]
        questions: RelatedManager[Question]
        margins: RelatedManager[Margin]
        responses: RelatedManager[Response]
        results: RelatedManager[Result]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_survey_says_who_asks_whom_about_what_and_who_pays",
                condition=~Q(title="")
                & ~Q(purpose="")
                & ~Q(about="")
                & ~Q(who_asks="")
                & ~Q(who_pays="")
                & ~Q(population=""),
            ),
            models.CheckConstraint(
                name="a_survey_is_announced_with_its_days_and_its_list",
                condition=Q(announced_at=None, announced_by="")
                | Q(announced_at__isnull=False, opens_on__isnull=False, closes_on__isnull=False)
                & ~Q(announced_by="")
                & (Q(kind=Kind.OPEN) | ~Q(list_hash="") & ~Q(list_source="")),
            ),
            models.CheckConstraint(
                name="a_sample_is_announced_with_the_source_of_its_seed",
                condition=~Q(kind=Kind.SAMPLE)
                | Q(announced_at=None)
                | Q(seed_on__isnull=False) & ~Q(seed_source=""),
            ),
            models.CheckConstraint(
                name="a_sample_is_drawn_after_it_was_announced",
                condition=Q(drawn_at=None, drawn_by="", seed="")
                # Compared with nothing, a moment is neither before nor after: it would pass.
                | Q(kind=Kind.SAMPLE, announced_at__isnull=False, drawn_at__gt=F("announced_at"))
                & ~Q(drawn_by="")
                & ~Q(seed=""),
            ),
            models.CheckConstraint(
                name="a_survey_comes_as_far_as_its_state_says",
                condition=Q(state=State.DRAFTING, announced_at=None)
                | Q(state=State.WITHDRAWN)
                | Q(state=State.ANNOUNCED, announced_at__isnull=False, drawn_at=None)
                | Q(state=State.DRAWN, kind=Kind.SAMPLE, drawn_at__isnull=False, opened_at=None)
                | Q(state=State.OPEN, opened_at__isnull=False, closed_at=None)
                | Q(
                    state__in=[State.CLOSED, State.PUBLISHED],
                    opened_at__isnull=False,
                    closed_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="a_sample_is_opened_after_it_was_drawn",
                condition=Q(opened_at=None)
                | ~Q(kind=Kind.SAMPLE) & Q(announced_at__isnull=False)
                | Q(drawn_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_survey_opens_before_it_closes",
                condition=Q(opens_on=None) | Q(closes_on=None) | Q(closes_on__gte=F("opens_on")),
            ),
            models.CheckConstraint(
                name="people_are_reminded_twice_at_most",
                condition=Q(reminders__lte=MOST_REMINDERS),
            ),
            models.CheckConstraint(
                name="a_withdrawn_survey_says_why",
                condition=Q(state=State.WITHDRAWN) & ~Q(withdrawn_because="")
                | ~Q(state=State.WITHDRAWN) & Q(withdrawn_because=""),
            ),
            models.CheckConstraint(
                name="an_open_survey_ties_nothing_to_anybody",
                condition=~Q(kind=Kind.OPEN, is_confidential=True),
            ),
            models.CheckConstraint(
                name="a_wave_does_not_come_before_itself", condition=~Q(before=F("id"))
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-id"], name="surveys_of_unit"),
            models.Index(fields=["about_ref"], condition=~Q(about_ref=""), name="surveys_about"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> str:
        return f"Q-{self.pk}"

    @property
    def trail_ref(self) -> str:
        return f"survey:{self.ref}"
