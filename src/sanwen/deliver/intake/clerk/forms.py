"""The clerk's form: the person's words first, everything else as far as it is known."""

import secrets
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sanwen.core.fields import Words
from sanwen.deliver.intake.clerk import rules
from sanwen.integrity.vault import rules as vault
from sanwen.integrity.vault import shapes
from sanwen.integrity.vault.models import FIELDS, Openness, Way
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.listen.voices.actions import Draft
from sanwen.listen.voices.fields import ManyFiles, PicturesField
from sanwen.listen.voices.models import Channel
from sanwen.places.models import Area, Unit

LONGEST = 20_000
WHEN = "%Y-%m-%dT%H:%M"
CHANNELS = [
    (channel.value, channel.label) for channel in (Channel.PHONE, Channel.VISIT, Channel.LETTER)
]


class ClerkForm(forms.Form):
    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=CHANNELS,
        initial=Channel.PHONE,
        widget=forms.RadioSelect,
    )
    text = Words(
        label=_("In their own words"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "autofocus": True}),
        error_messages={"required": _("Write down what was said; a few words are enough.")},
    )
    summary = Words(
        label=_("Your summary"),
        help_text=_("Beside the words, never instead of them."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    area = forms.ModelChoiceField(
        label=_("Town or village"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("Not known"),
    )
    place = Words(label=_("Place"), max_length=200, required=False)
    said_at = forms.DateTimeField(
        label=_("When it was said, or the date of the letter"),
        input_formats=[WHEN],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=WHEN),
    )
    openness = forms.ChoiceField(
        label=_("Who may see the name"),
        choices=Openness.choices,
        initial=Openness.CONFIDENTIAL,
    )
    wishes = forms.ChoiceField(
        label=_("How they wish to be reached"), choices=Way.choices, initial=Way.CODE_ONLY
    )
    name = Words(label=_("Name"), max_length=100, required=False)
    phone = Words(
        label=_("Telephone"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    email = Words(label=_("E-mail"), max_length=254, required=False)
    address = Words(label=_("Address"), max_length=400, required=False)
    wechat = Words(label=_("WeChat"), max_length=100, required=False)
    pictures = PicturesField(
        label=_("Pictures, or the letter photographed"),
        required=False,
        widget=ManyFiles(attrs={"accept": "image/*", "multiple": True}),
    )
    read_back = forms.BooleanField(label=_("I read it back, and the person agreed"), required=False)
    desk = forms.ChoiceField(label=_("For which desk"))
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, areas: "QuerySet[Area]", desks: list[Unit], now: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.desks = {str(unit.pk): unit for unit in desks}
        area, desk = self.fields["area"], self.fields["desk"]
        assert isinstance(area, forms.ModelChoiceField)
        assert isinstance(desk, forms.ChoiceField)
        area.queryset = areas
        desk.choices = [(number, unit.name) for number, unit in self.desks.items()]
        if len(desks) == 1:
            desk.widget = forms.HiddenInput()
        self.initial.setdefault("desk", next(iter(self.desks), ""))
        self.initial.setdefault("said_at", now)
        self.initial.setdefault("key", secrets.token_urlsafe(18))

    def clean_phone(self) -> str:
        return self._shaped("phone", shapes.phone_is_right)

    def clean_email(self) -> str:
        return self._shaped("email", shapes.email_is_right)

    def clean_said_at(self) -> datetime:
        said_at: datetime = self.cleaned_data["said_at"]
        if said_at > self.now and (said_at - self.now).total_seconds() > 60:
            raise ValidationError(_("This lies in the future."))
        return min(said_at, self.now)

    def _shaped(self, name: str, rule: Any) -> str:
        text = str(self.cleaned_data[name])
        if text and not (ruling := rule(text)):
            raise ValidationError(ruling.reason)
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        kept = vault.may_keep(self._contact())
        if not kept:
            anonymous = cleaned["openness"] == Openness.ANONYMOUS
            self.add_error("openness" if anonymous else "wishes", str(kept.reason))
        theirs = rules.is_theirs(cleaned["channel"], cleaned["read_back"])
        if not theirs:
            self.add_error("read_back", str(theirs.reason))
        return cleaned

    def _contact(self) -> ContactDraft:
        cleaned = self.cleaned_data
        return ContactDraft(
            wishes=Way(cleaned["wishes"]),
            openness=Openness(cleaned["openness"]),
            **{field: cleaned[field] for field in FIELDS},
        )

    @property
    def registering_desk(self) -> Unit:
        return self.desks[self.cleaned_data["desk"]]

    def draft(self) -> Draft:
        cleaned = self.cleaned_data
        return Draft(
            text=cleaned["text"],
            channel=Channel(cleaned["channel"]),
            contact=self._contact(),
            said_at=cleaned["said_at"],
            place=cleaned["place"],
            area_id=cleaned["area"].pk if cleaned["area"] else None,
            summary=cleaned["summary"],
            submission_key=f"clerk:{cleaned['key']}",
            pictures=cleaned["pictures"],
        )


def read_back_words(text: str, place: str) -> str:
    """What the clerk reads aloud before anything is registered."""
    if not text:
        return ""
    if place:
        return _now("You say: “%(text)s” The place is %(place)s. Have I written it down right?") % {
            "text": text,
            "place": place,
        }
    return _now("You say: “%(text)s” Have I written it down right?") % {"text": text}
