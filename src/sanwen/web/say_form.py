"""What a resident may write: one box that must have words, everything else as they like."""

import hashlib
import secrets
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sanwen.core.fields import Words
from sanwen.integrity.vault import rules, shapes
from sanwen.integrity.vault.models import Openness, Way
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.listen.voices.actions import Draft
from sanwen.listen.voices.fields import ManyFiles, PicturesField
from sanwen.listen.voices.models import Channel
from sanwen.places.models import Area
from sanwen.web.forms import RadioCards

LONGEST = 20_000


class SayForm(forms.Form):
    text = Words(
        label=_("What do you need?"),
        help_text=_("Say it in your own words. Where it is and since when helps most."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "big": True, "autofocus": True}),
        error_messages={
            "required": _("Please write what it is about; a few words are enough."),
            "max_length": _(
                "This is %(show_value)d characters long; up to %(limit_value)d fit. "
                "Please send the rest as a second message."
            ),
        },
    )
    place = Words(
        label=_("Place"),
        help_text=_("For example: opposite No. 3 Middle School, by the bus stop."),
        max_length=200,
        required=False,
    )
    area = forms.ModelChoiceField(
        label=_("Town or village"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("I am not sure"),
    )
    pictures = PicturesField(
        label=_("Pictures"),
        help_text=_("We remove the position and the device from every picture."),
        required=False,
        widget=ManyFiles(attrs={"accept": "image/*", "multiple": True}),
    )
    openness = forms.ChoiceField(
        label=_("Who may see your name?"),
        choices=Openness.choices,
        initial=Openness.CONFIDENTIAL,
        widget=RadioCards(
            attrs={"class": "three"},
            hints={
                Openness.ANONYMOUS: _(
                    "Nobody, not even we. We cannot call you; you follow it with your code."
                ),
                Openness.CONFIDENTIAL: _(
                    "Not the unit that does the work. It writes to you through us."
                ),
                Openness.OPEN: _("The unit may see it if it gives a reason. You see who looked."),
            },
        ),
    )
    wishes = forms.ChoiceField(
        label=_("How may we reach you?"),
        choices=[
            choice
            for choice in Way.choices
            if choice[0] in (Way.CODE_ONLY, Way.PHONE, Way.SMS, Way.EMAIL)
        ],
        initial=Way.CODE_ONLY,
        required=False,
        widget=RadioCards(),
    )
    name = Words(label=_("Name"), max_length=100, required=False)
    phone = Words(
        label=_("Telephone"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    email = Words(
        label=_("E-mail"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "email"}),
    )
    # Chosen by the resident: the matter already in hand that this voice shall join.
    join = forms.RegexField(regex=r"^M-\d{1,18}$", required=False, widget=forms.HiddenInput)
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, areas: "QuerySet[Area]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = areas
        if not self.is_bound:
            self.initial["key"] = secrets.token_urlsafe(18)

    def clean_phone(self) -> str:
        return self._shaped("phone", shapes.phone_is_right)

    def clean_email(self) -> str:
        return self._shaped("email", shapes.email_is_right)

    def _shaped(self, name: str, rule: Any) -> str:
        text = str(self.cleaned_data[name])
        if text and not (ruling := rule(text)):
            raise ValidationError(ruling.reason)
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            ruling = rules.may_keep(self._contact())
            if not ruling:
                self.add_error("openness" if self._is_anonymous() else "wishes", str(ruling.reason))
        return cleaned

    def _is_anonymous(self) -> bool:
        return bool(self.cleaned_data.get("openness") == Openness.ANONYMOUS)

    def _contact(self) -> ContactDraft:
        cleaned = self.cleaned_data
        return ContactDraft(
            name=cleaned["name"],
            phone=cleaned["phone"],
            email=cleaned["email"],
            wishes=Way(cleaned["wishes"] or Way.CODE_ONLY),
            openness=Openness(cleaned["openness"]),
        )

    def draft(self, *, now: datetime) -> Draft:
        """The same key with other words is another message, so nothing that was changed is lost."""
        cleaned = self.cleaned_data
        key = cleaned["key"] or secrets.token_urlsafe(18)
        words = hashlib.sha256(cleaned["text"].encode()).hexdigest()
        return Draft(
            text=cleaned["text"],
            channel=Channel.WEB,
            contact=self._contact(),
            said_at=now,
            place=cleaned["place"],
            area_id=cleaned["area"].pk if cleaned["area"] else None,
            submission_key=f"{key}:{words}",
            pictures=cleaned["pictures"],
        )
