"""Matters and what is done about them: the unit of handling, never the person."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanwen.deliver.matters.states import OPEN, State
from sanwen.listen.triage.models import Category
from sanwen.listen.voices.models import Voice
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Area, Unit

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

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
            seen |= Q(lead_unit__in=units) | Q(Exists(given))
        return self.filter(seen)

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def late(self, today: date) -> Self:
        return self.open().filter(due_on__lt=today)


class Outcome(models.TextChoices):
    DONE = "done", pgettext_lazy("outcome", "done")
    PLANNED = "planned", _("will be done, with a date")
    EXPLAINED = "explained", _("explained: understandable, but there is no basis for it yet")
    REFUSED = "refused", _("not supported, with the law")


class Ending(models.TextChoices):
    VERDICT = "verdict", _("closed by the resident's verdict")
    SILENCE = "silence", _("closed after silence, counted as silence")


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


class Part(models.TextChoices):
    LEAD = "lead", _("lead")
    ASSIST = "assist", _("assist")


class Assignment(models.Model):
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=6, choices=Part.choices)
    task = models.CharField(max_length=200, blank=True)
    # Why a matter outside the unit's duty list was sent to it all the same.
    beyond_list_because = models.CharField(max_length=200, blank=True)
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=80)
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(part="lead", ended_at=None),
                name="a_matter_has_one_lead_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["matter", "unit"],
                condition=Q(ended_at=None),
                name="a_unit_has_one_part_in_a_matter",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "matter"], name="assignments_of_unit"),
            models.Index(
                fields=["unit", "matter"],
                name="units_assisting_now",
                condition=Q(part="assist", ended_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"M-{self.matter_id}: {self.unit_id} {self.part}"


class Clock(models.Model):
    """One period running on a matter, by a rule of the table; its first date is kept."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="clocks")
    assignment = models.ForeignKey(
        Assignment, null=True, on_delete=models.PROTECT, related_name="clocks"
    )
    rule = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    first_due_on = models.DateField()
    due_on = models.DateField()
    provisional = models.BooleanField(default=False)
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_on", "rule"], name="running_clocks", condition=Q(stopped_at=None)
            ),
            models.Index(
                fields=["rule"],
                name="provisional_clocks",
                condition=Q(stopped_at=None, provisional=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} on M-{self.matter_id}: {self.due_on}"


class Step(models.Model):
    """What happened to a matter, in words for the resident's timeline. Written once."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    verb = models.CharField(max_length=20)
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    actor = models.CharField(max_length=80)
    # The reason or the news, fit for the resident. Empty where the verb says it all.
    words = models.TextField(blank=True)
    due_on = models.DateField(null=True)
    # Concerns one voice only (its own delivery, its own addition); null is for all.
    voice = models.ForeignKey(
        Voice, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    inside = models.BooleanField(default=False)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"M-{self.matter_id} {self.verb}"


class Objection(models.Model):
    """A unit says "not ours", with reasons; the sender decides, the second time an arbiter."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="objections")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    raised_at = models.DateTimeField()
    raised_by = models.CharField(max_length=80)
    arbiter = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decide_by = models.DateField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)
    agreed = models.BooleanField(null=True)
    decision = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(decided_at=None),
                name="one_objection_is_decided_at_a_time",
            ),
            models.CheckConstraint(
                name="a_decision_has_its_time_its_maker_and_its_words",
                condition=Q(decided_at=None, agreed=None, decided_by="")
                | (Q(decided_at__isnull=False, agreed__isnull=False) & ~Q(decided_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"M-{self.matter_id}: not ours"


class Extension(models.Model):
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="requests_for_time")
    days = models.PositiveSmallIntegerField()
    reason = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    old_due_on = models.DateField()
    new_due_on = models.DateField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)
    approved = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_extension_is_thirty_days_at_most",
                condition=Q(days__gte=1, days__lte=30),
            ),
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(decided_at=None),
                name="one_extension_is_asked_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"M-{self.matter_id} +{self.days}"


class Route(models.TextChoices):
    """Where a matter belongs by law when not here (Regulations on Petitions, Art. 31)."""

    COURT = "court", _("court, reconsideration, procuratorate or police procedure")
    ARBITRATION = "arbitration", _("labour or other arbitration")
    RECONSIDERATION = "reconsideration", _("administrative reconsideration or ruling")
    PARTY = "party", _("procedure of the organisation one belongs to")
    ENFORCEMENT = "enforcement", _("a request that a body enforce the law or protect")
    DISCLOSURE = "disclosure", _("open government information")
    SUPERVISION = "supervision", _("discipline inspection and supervision")


class Redirection(models.Model):
    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="redirection")
    route = models.CharField(max_length=16, choices=Route.choices)
    where = models.TextField()
    by_when = models.TextField()
    bring = models.TextField()
    ground = models.TextField()
    shown_at = models.DateTimeField()
    shown_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"M-{self.matter_id}: {self.route}"


class AnswerState(models.TextChoices):
    READING = "reading", _("waiting for the second reader")
    SENT_BACK = "sent_back", _("sent back by the second reader")
    SENT = "sent", _("sent")


class GroundKind(models.TextChoices):
    LAW = "law", _("law or regulation")
    POLICY = "policy", _("policy document")
    FACT = "fact", _("facts found")


class Answer(models.Model):
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="answers")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    # Both empty where the answer was taken over: how it was meant is not for us to say.
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    ground_kind = models.CharField(max_length=6, choices=GroundKind.choices, blank=True)
    ground = models.TextField()
    # What will happen next and when; a planned outcome must have its date.
    next_step = models.TextField(blank=True)
    next_on = models.DateField(null=True, blank=True)
    remedy = models.TextField()
    written_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    # The file from which an answer given elsewhere, before our time, was taken over.
    taken_over_from = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=AnswerState.choices)
    reader = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reader_words = models.TextField(blank=True)
    read_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    if TYPE_CHECKING:
        items: RelatedManager["AnswerItem"]

    class Meta:
        ordering = ["written_at", "id"]
        indexes = [
            models.Index(fields=["sent_at"], name="answers_sent", condition=Q(state="sent")),
            models.Index(fields=["unit", "sent_at"], name="answers_of_unit"),
            models.Index(fields=["unit"], name="answers_to_read", condition=Q(state="reading")),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_sent_answer_says_when",
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at=None)),
            ),
            models.CheckConstraint(
                name="an_answer_has_a_writer_or_was_taken_over",
                condition=(Q(written_by__isnull=False, taken_over_from="") & ~Q(outcome=""))
                | (Q(written_by=None, outcome="", state="sent") & ~Q(taken_over_from="")),
            ),
            models.CheckConstraint(
                name="a_refusal_is_sent_only_after_a_second_reader",
                condition=~Q(state="sent", outcome="refused") | Q(reader__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_is_their_own_second_reader",
                condition=Q(reader=None) | ~Q(reader=F("written_by")),
            ),
            models.CheckConstraint(
                name="a_plan_has_its_date",
                condition=~Q(outcome="planned") | Q(next_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk} to M-{self.matter_id}"


class AnswerItem(models.Model):
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="items")
    asked = models.TextField()
    reply = models.TextField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.asked[:20]


class Way(models.TextChoices):
    PAGE = "page", _("page opened with the code")
    MESSAGE = "message", _("message delivered")
    PAPER = "paper", _("paper signed for")


class Delivery(models.Model):
    """Proof that an answer reached the person of one voice; the remedy periods start here."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="deliveries")
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="deliveries")
    way = models.CharField(max_length=8, choices=Way.choices)
    at = models.DateTimeField()
    review_until = models.DateField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "voice"], name="an_answer_reaches_a_voice_once"
            )
        ]

    def __str__(self) -> str:
        return f"answer {self.answer_id} to V-{self.voice_id}"


class NeedKind(models.TextChoices):
    """急难愁盼: what kind of need it is."""

    URGENT = "urgent", _("cannot wait")
    HARD = "hard", _("cannot be done alone")
    WORRY = "worry", _("weighs on people every day")
    HOPE = "hope", _("wished for")


class Reach(models.TextChoices):
    COMMON = "common", _("shared by many")
    INDIVIDUAL = "individual", _("of one person or household")


class Horizon(models.TextChoices):
    NOW = "now", _("to be settled now")
    LONG = "long", _("a matter of plans and rules")


class Need(models.Model):
    """What kind of need a matter is, as a clerk confirmed it: of the matter, never of a person."""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="need")
    kinds = ArrayField(models.CharField(max_length=6, choices=NeedKind.choices), default=list)
    reach = models.CharField(max_length=10, choices=Reach.choices, blank=True)
    is_basic = models.BooleanField(null=True)
    horizon = models.CharField(max_length=4, choices=Horizon.choices, blank=True)
    confirmed_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_need_is_of_the_four_kinds",
                condition=Q(kinds__contained_by=NeedKind.values),
            )
        ]

    def __str__(self) -> str:
        return f"M-{self.matter_id}: {' '.join(self.kinds)}"


class Presence(models.Model):
    """Who has this matter open right now, so that two people do not work against each other."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "user"], name="a_person_looks_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at M-{self.matter_id}"
