"""Between the levels: a unit calls another to the spot, and what is late or stuck climbs."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanwen.deliver.matters.models.parts import Clock
from sanwen.people.models import User
from sanwen.places.models import Unit


class Response(models.TextChoices):
    COMING = "coming", _("is coming, with a date")
    DOING = "doing", _("does its part, with a date")
    NOT_OURS = "not_ours", _("is not responsible, with the reason")


class Help(models.TextChoices):
    """What the caller says of the response. Of the response, never of a person."""

    HELPED = "helped", pgettext_lazy("whistle", "it helped")
    PARTLY = "partly", pgettext_lazy("whistle", "in part")
    NOT = "not", pgettext_lazy("whistle", "it did not help")


class Whistle(models.Model):
    """吹哨: a unit that has a part in the matter calls another, which has to respond in time."""

    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, related_name="whistles")
    caller = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    called = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    needs = models.TextField()
    called_at = models.DateTimeField()
    called_by = models.CharField(max_length=80)
    respond_by = models.DateField()
    # The moment after which it is late: the end of that day, or an hour of it where it is urgent.
    respond_at = models.DateTimeField()
    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="+", db_index=False)
    # The arbiter decided that the unit is responsible; it cannot say the contrary again.
    bound = models.BooleanField(default=False)
    # How far the missing response has climbed (see Rung).
    rung = models.PositiveSmallIntegerField(default=0)
    response = models.CharField(max_length=10, choices=Response.choices, blank=True)
    words = models.TextField(blank=True)
    comes_on = models.DateField(null=True, blank=True)
    responded_at = models.DateTimeField(null=True)
    responded_by = models.CharField(max_length=80, blank=True)
    # "Not responsible" is decided by a named arbiter, with a date.
    arbiter = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decide_by = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)
    binds = models.BooleanField(null=True)
    decision = models.TextField(blank=True)
    help = models.CharField(max_length=10, choices=Help.choices, blank=True)
    help_words = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "called"],
                condition=Q(ended_at=None),
                name="a_unit_is_called_once_at_a_time",
            ),
            models.CheckConstraint(
                name="nobody_whistles_for_themselves", condition=~Q(caller=models.F("called"))
            ),
            models.CheckConstraint(
                name="a_response_has_its_time_its_maker_and_its_words",
                condition=Q(responded_at=None, responded_by="", response="")
                | (Q(responded_at__isnull=False) & ~Q(responded_by="") & ~Q(response="")),
            ),
            models.CheckConstraint(
                name="a_dispute_about_a_call_is_decided_by_somebody",
                condition=Q(decided_at=None, binds=None, decided_by="")
                | (Q(decided_at__isnull=False, binds__isnull=False) & ~Q(decided_by="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["called", "respond_by"],
                name="whistles_to_answer",
                condition=Q(responded_at=None),
            ),
            models.Index(
                fields=["called", "matter"], name="units_called_now", condition=Q(ended_at=None)
            ),
            models.Index(
                fields=["rung", "respond_at"],
                name="whistles_that_may_climb",
                condition=Q(responded_at=None, ended_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"M-{self.matter_id}: {self.caller_id} calls {self.called_id}"


class Rung(models.IntegerChoices):
    """How far a late or stuck matter has climbed. Of the matter; it stands on nobody's record."""

    NONE = 0, pgettext_lazy("climb", "not at all")
    HEAD = 1, pgettext_lazy("climb", "the head of the lead unit")
    ABOVE = 2, pgettext_lazy("climb", "the level above")
    SUPERVISION = 3, pgettext_lazy("climb", "supervision")


class ClimbGround(models.TextChoices):
    LATE = "late", pgettext_lazy("climb", "its date has passed")
    STUCK = "stuck", pgettext_lazy("climb", "nothing has moved")
    UNOWNED = "unowned", pgettext_lazy("climb", "nobody is responsible yet")
    CALLED = "called", pgettext_lazy("climb", "a call for help has no response")


class Climb(models.Model):
    """One step up of a matter, by itself, with the unit that has to look at it now."""

    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, related_name="climbs")
    rung = models.PositiveSmallIntegerField(choices=Rung.choices)
    ground = models.CharField(max_length=8, choices=ClimbGround.choices)
    to = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["to", "-at"], name="climbs_to_unit")]

    def __str__(self) -> str:
        return f"M-{self.matter_id} to {self.rung}"
