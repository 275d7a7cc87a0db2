"""Contacts, each of one voice and no other; who looked at them; messages that need no look."""

from datetime import datetime
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sanwen.core import keys
from sanwen.integrity.vault import shapes

# The encrypted ones. The order is the order in which pages show them.
FIELDS = ("name", "phone", "email", "address", "wechat")
LOOKUP = "lookup"


class Way(models.TextChoices):
    """How the resident wishes to be reached."""

    CODE_ONLY = "code_only", pgettext_lazy("how to be reached", "not at all: I look by code")
    PHONE = "phone", pgettext_lazy("how to be reached", "by telephone")
    SMS = "sms", pgettext_lazy("how to be reached", "by text message")
    EMAIL = "email", pgettext_lazy("how to be reached", "by e-mail")
    WECHAT = "wechat", pgettext_lazy("how to be reached", "by WeChat")
    POST = "post", pgettext_lazy("how to be reached", "by letter")


class Openness(models.TextChoices):
    """Who may know who it was."""

    ANONYMOUS = "anonymous", pgettext_lazy("openness", "anonymous")
    CONFIDENTIAL = "confidential", pgettext_lazy("openness", "confidential")
    OPEN = "open", pgettext_lazy("openness", "open")


class Reason(models.TextChoices):
    """The only reasons for which a contact is shown."""

    ARRANGE_VISIT = "arrange_visit", _("to arrange a visit")
    VERIFY_PLACE = "verify_place", _("to verify the place")
    DELIVER_PAPER = "deliver_paper", _("to deliver a paper")
    MONEY = "money", _("to pay or return money")
    EMERGENCY = "emergency", _("an emergency")
    ASK = "ask", _("to ask the questions of a survey")


# Those that are offered where a matter is worked on: nobody's matter is a reason to survey them.
OF_A_MATTER = [(value, label) for value, label in Reason.choices if value != Reason.ASK]
# Each way needs the field it goes to.
NEEDS = {
    Way.PHONE: "phone",
    Way.SMS: "phone",
    Way.EMAIL: "email",
    Way.WECHAT: "wechat",
    Way.POST: "address",
}
_EMPTY = Q(
    name=None, phone=None, email=None, address=None, wechat=None, phone_hash=None, email_hash=None
)


class ContactQuerySet(models.QuerySet["Contact"]):
    def with_phone(self, text: str) -> Self:
        return self.filter(phone_hash=keys.keyed_hash(LOOKUP, shapes.plain_phone(text)))

    def with_email(self, text: str) -> Self:
        return self.filter(email_hash=keys.keyed_hash(LOOKUP, shapes.plain_email(text)))

    def not_erased(self) -> Self:
        return self.filter(erased_at=None)


class Contact(models.Model):
    """How to reach the person of one voice. There is no table of persons."""

    pseudonym = models.CharField(max_length=4)
    name = models.BinaryField(null=True)
    phone = models.BinaryField(null=True)
    email = models.BinaryField(null=True)
    address = models.BinaryField(null=True)
    wechat = models.BinaryField(null=True)
    phone_hash = models.BinaryField(null=True)
    email_hash = models.BinaryField(null=True)
    wishes = models.TextField(choices=Way, default=Way.CODE_ONLY)
    openness = models.TextField(choices=Openness, default=Openness.CONFIDENTIAL)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    objects: ClassVar[ContactQuerySet] = ContactQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (
            models.Index(
                fields=["phone_hash"], condition=~Q(phone_hash=None), name="contact_by_phone"
            ),
            models.Index(
                fields=["email_hash"], condition=~Q(email_hash=None), name="contact_by_email"
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="contact_anonymous_keeps_nothing",
                condition=~Q(openness=Openness.ANONYMOUS) | _EMPTY,
            ),
            models.CheckConstraint(
                name="contact_erased_keeps_nothing", condition=Q(erased_at=None) | _EMPTY
            ),
            models.CheckConstraint(
                name="contact_way_has_where_it_goes",
                condition=Q(erased_at__isnull=False)
                | Q(wishes=Way.CODE_ONLY)
                | Q(wishes__in=[Way.PHONE, Way.SMS], phone__isnull=False)
                | Q(wishes=Way.EMAIL, email__isnull=False)
                | Q(wishes=Way.WECHAT, wechat__isnull=False)
                | Q(wishes=Way.POST, address__isnull=False),
            ),
            models.CheckConstraint(
                name="contact_hashes_belong_to_fields",
                condition=(Q(phone_hash=None) | Q(phone__isnull=False))
                & (Q(email_hash=None) | Q(email__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return self.shown_as

    @property
    def ref(self) -> str:
        """How the trail names the contact: four characters may come twice, the number does not."""
        return f"contact:{self.pseudonym}-{self.pk}"

    @property
    def shown_as(self) -> str:
        return gettext("Resident %(pseudonym)s") % {"pseudonym": self.pseudonym}

    @property
    def held(self) -> list[str]:
        """Which fields hold something; not what."""
        return [field for field in FIELDS if getattr(self, field) is not None]


class RevealQuerySet(models.QuerySet["Reveal"]):
    def open_at(self, now: datetime) -> Self:
        return self.filter(at__lte=now, expires_at__gt=now)


class Reveal(models.Model):
    """Somebody was shown a contact, for a reason, for a while. The resident sees these."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="reveals")
    actor = models.TextField()
    unit_name = models.TextField()
    reason = models.TextField(choices=Reason)
    fields = ArrayField(models.TextField())
    at = models.DateTimeField()
    expires_at = models.DateTimeField()

    objects: ClassVar[RevealQuerySet] = RevealQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-at", "-id")
        constraints = (
            models.CheckConstraint(
                name="reveal_ends_after_it_begins", condition=Q(expires_at__gt=F("at"))
            ),
            models.CheckConstraint(
                name="reveal_reason_is_on_the_list", condition=Q(reason__in=Reason.values)
            ),
        )

    def __str__(self) -> str:
        return f"{self.actor} {self.reason} {self.at}"


class Direction(models.TextChoices):
    TO_RESIDENT = "to_resident", pgettext_lazy("relay message", "to the resident")
    FROM_RESIDENT = "from_resident", pgettext_lazy("relay message", "from the resident")
    CALLBACK = "callback", pgettext_lazy("relay message", "call-back request")


class RelayMessage(models.Model):
    """Words between a unit and a resident whose number the unit does not know."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="messages")
    direction = models.TextField(choices=Direction)
    text = models.TextField()
    at = models.DateTimeField()
    actor = models.TextField()
    unit_name = models.TextField(blank=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                name="relay_to_the_resident_names_its_unit",
                condition=Q(direction=Direction.FROM_RESIDENT) | ~Q(unit_name=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.direction} {self.at}"
