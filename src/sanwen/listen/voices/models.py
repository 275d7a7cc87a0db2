"""What people said: one message of one person through one channel, kept verbatim for ever."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanwen.integrity.vault.models import Contact
from sanwen.places.models import Area

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Channel(models.TextChoices):
    WEB = "web", _("web page")
    PHONE = "phone", _("telephone")
    VISIT = "visit", _("visit")
    LETTER = "letter", _("letter")
    IMPORT = "import", _("file from another system")
    API = "api", _("another program")


class VoiceQuerySet(models.QuerySet["Voice"]):
    def by_code(self, code_hash: bytes) -> "VoiceQuerySet":
        return self.filter(code_hash=code_hash)


class Voice(models.Model):
    channel = models.CharField(max_length=10, choices=Channel.choices)
    # The person's own words. Nothing replaces them.
    text = models.TextField()
    # The clerk's words beside them, for voices that came by telephone, visit or letter.
    summary = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT)
    contact = models.OneToOneField(Contact, on_delete=models.PROTECT)
    # When it was said (a letter's date, a row's date) and when we wrote it down.
    said_at = models.DateTimeField()
    registered_at = models.DateTimeField()
    registered_by = models.CharField(max_length=80)
    # The first promise as printed on the receipt. It never changes.
    promised_on = models.DateField()
    promise_is_provisional = models.BooleanField(default=False)
    fingerprint = models.BinaryField(max_length=32)
    code_hash = models.BinaryField(max_length=32, null=True, unique=True)
    # What the sender chose so that the same submission, sent twice, is one voice.
    submission_key = models.CharField(max_length=80, null=True, unique=True)
    source = models.CharField(max_length=120, blank=True)
    # The beginning of summary and text, and what was added, as `methods.text.sought` has it,
    # without numbers that tell who somebody is. Words are looked for here, and nothing is shown.
    sought = models.TextField(blank=True, default="")

    objects = VoiceQuerySet.as_manager()

    if TYPE_CHECKING:
        photos: RelatedManager["Photo"]
        additions: RelatedManager["Addition"]

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_voice_has_words", condition=~Q(text="")),
            models.CheckConstraint(
                name="nobody_speaks_after_being_written_down",
                condition=Q(said_at__lte=models.F("registered_at")),
            ),
        ]
        indexes = [models.Index(fields=["fingerprint"], name="voice_same_words")]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        return f"V-{self.pk}"

    @property
    def trail_ref(self) -> str:
        return f"voice:{self.ref}"


class Photo(models.Model):
    """A picture, re-encoded on arrival: no position, no device, no hidden thumbnail."""

    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="photos")
    file = models.FileField(upload_to="photos/%Y/%m/")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"photo {self.pk} of V-{self.voice_id}"


class Addition(models.Model):
    """What the same person added later, by code; the first words stay as they were."""

    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="additions")
    text = models.TextField()
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]

    def __str__(self) -> str:
        return f"addition {self.pk} to V-{self.voice_id}"


class OpenMatter(models.Model):
    """What anyone may see of matters in hand nearby. `deliver` writes it."""

    ref = models.CharField(max_length=20, unique=True)
    area = models.ForeignKey(Area, null=True, on_delete=models.SET_NULL)
    # Written or confirmed by a clerk for the public eye: no names, no numbers.
    summary = models.CharField(max_length=120)
    state = models.CharField(max_length=20)
    voices = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    # The summary as `methods.text.sought` has it, to be compared with what somebody is writing.
    sought = models.CharField(max_length=250, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["area", "-changed_at"], name="open_matters_nearby")]

    def __str__(self) -> str:
        return self.ref
