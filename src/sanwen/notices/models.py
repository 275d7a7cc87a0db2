"""Messages out: written with what they tell, sent afterwards, tried again when they fail."""

from datetime import UTC, datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanwen.integrity.vault.models import Contact
from sanwen.people.models import User

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Topic(models.TextChoices):
    """What the reader is told; never what their matter is about."""

    NEWS = "news", _("There is news of your matter.")
    QUESTION = "question", _("The unit asks you something.")
    ANSWER = "answer", _("Your matter has an answer.")
    INVITATION = "invitation", _("You can say now whether it is solved.")
    GIVEN = "given", _("A matter was assigned to your unit.")
    DECIDE = "decide", _("A return waits for your decision.")
    READ = "read", _("An answer waits for a second reader.")
    CAME_BACK = "came_back", _("A matter was reopened.")
    LATE = "late", _("A matter is past its date.")
    LATE_WEEK = "late_week", _("Matters of your area are past their date.")
    CALLED = "called", _("Your unit is called to help with a matter.")
    CALL = "call", _("There is news of a call for help.")
    CLIMBED = "climbed", _("Matters climbed to you because they are late or stand still.")
    ADDED = "added", _("The resident added something.")
    TIME = "time", _("A request for more time waits for you.")
    VISIT = "visit", _("There is news of your visit.")
    HAND_OVER = "hand_over", _("A visitor is handed over to you, if you accept.")
    HELP = "help", _("A colleague at a counter asks for a second person.")
    MEDIATION = "mediation", _("There is news of a mediation.")
    REVIEW = "review", _("A review waits for you.")
    INSPECTION = "inspection", _("There is news of an inspection.")
    ASKED = "asked", _("A question is asked of everybody.")
    DECIDED = "decided", _("What was asked is decided.")
    TALK = "talk", _("There is news of a talk meeting.")
    LATE_TALK = "late_talk", _("An opinion of a talk meeting is past the day of its answer.")
    LATE_PROMISE = "late_promise", _("The day of what was promised with a decision has passed.")
    ACCEPT = "accept", _("You can say now whether what was promised is done.")
    NOT_SO = (
        "not_so",
        _("Residents do not find that it is done as promised; they wait for a reply."),
    )
    LATE_REPLY = "late_reply", _("A reply that residents wait for is past its day.")
    LATE_PROJECT = "late_project", _("The day of a promised project has passed.")


class Channel(models.TextChoices):
    IN_SITE = "in_site", _("on this site")
    EMAIL = "email", pgettext_lazy("channel", "e-mail")


class SendState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    GIVEN_UP = "given_up", _("given up")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, person: User) -> Self:
        return self.filter(staff=person, channel=Channel.IN_SITE)

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def newest(self) -> Self:
        return self.order_by("-made_at", "-pk")

    def older_than(self, place: str) -> Self:
        """After the notice that `place` names; anything else means from the top."""
        moment, _dot, number = place.rpartition(".")
        if not (moment.isdecimal() and number.isdecimal()):
            return self
        made_at = _EPOCH + timedelta(microseconds=int(moment[:17]))
        older = Q(made_at__lt=made_at) | Q(made_at=made_at, pk__lt=int(number[:18]))
        return self.filter(older, made_at__lte=made_at)

    def due(self, now: datetime) -> Self:
        return self.filter(state=SendState.WAITING, send_after__lte=now)


class Notice(models.Model):
    # The same news is never told twice to the same reader through the same channel.
    key = models.CharField(max_length=120, unique=True)
    topic = models.CharField(max_length=12, choices=Topic.choices)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    # A resident is reached through the vault, a member of staff by account; never both.
    contact = models.ForeignKey(Contact, null=True, on_delete=models.CASCADE, related_name="+")
    staff = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    # "M-12" for staff, "V-12" for residents: a number says nothing to a stranger.
    subject = models.CharField(max_length=24)
    language = models.CharField(max_length=8, default="zh-hans")
    state = models.CharField(max_length=8, choices=SendState.choices, default=SendState.WAITING)
    made_at = models.DateTimeField()
    send_after = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_notice_has_one_reader",
                condition=Q(contact=None, staff__isnull=False)
                | Q(contact__isnull=False, staff=None),
            ),
            models.CheckConstraint(
                name="a_sent_notice_says_when",
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at=None)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["send_after"], name="notices_waiting", condition=Q(state="waiting")
            ),
            models.Index(fields=["staff", "-made_at", "-id"], name="notices_of_staff"),
            models.Index(
                fields=["staff"],
                name="notices_unread",
                condition=Q(read_at=None, channel="in_site"),
            ),
            models.Index(
                fields=["made_at"], name="notices_given_up", condition=Q(state="given_up")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.subject}"

    @property
    def place(self) -> str:
        """Where it stands in the list, for the address of the next page."""
        return f"{(self.made_at - _EPOCH) // timedelta(microseconds=1)}.{self.pk}"
