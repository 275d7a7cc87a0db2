"""What somebody reports under seal: kind, words, and the units that must not learn of it."""

import hashlib
import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanwen.core.fields import Words
from sanwen.integrity.conduct.models import Kind
from sanwen.integrity.conduct.rules import LONGEST
from sanwen.places.models import Unit
from sanwen.web.forms import RadioCards

_TOO_LONG = _("Use at most 5,000 characters.")


def _unit(label: Any, **options: Any) -> "forms.ModelChoiceField[Unit]":
    units = Unit.objects.active().order_by("path")
    return forms.ModelChoiceField(units, label=label, required=False, empty_label="—", **options)


class SealedForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=Kind.choices,
        widget=RadioCards,
        error_messages={"required": _("Please choose what it is about.")},
    )
    text = Words(
        label=_("What happened?"),
        help_text=_("Who, where, when, and how one can check it. You need not say who you are."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Please write what happened; a few words are enough."),
            "max_length": _TOO_LONG,
        },
    )
    unit = _unit(
        _("Which unit is it about?"),
        help_text=_("It and everybody below it are shut out. So is whoever you name in full."),
    )
    second_unit = _unit(_("A second unit"))
    # So that two taps are one report. The words are in it: other words are another report.
    sending = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("sending", secrets.token_urlsafe(24))

    @property
    def units(self) -> list[Unit]:
        chosen = (self.cleaned_data["unit"], self.cleaned_data["second_unit"])
        return [unit for unit in chosen if unit is not None]

    @property
    def submission_key(self) -> str:
        """Chosen by the page, never empty: an empty one would be everybody's."""
        sending = self.cleaned_data["sending"]
        sending = sending if len(sending) >= 20 else secrets.token_urlsafe(24)
        words = hashlib.sha256(self.cleaned_data["text"].encode()).hexdigest()[:16]
        return f"{sending}:{words}"


class MoreForm(forms.Form):
    text = Words(
        label=_("Add something, or answer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Please write something."), "max_length": _TOO_LONG},
    )
