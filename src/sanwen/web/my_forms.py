"""What a resident may do with their code: look, add, withdraw, tell of pressure."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sanwen.core import codes
from sanwen.core.fields import Words
from sanwen.listen.voices.fields import ManyFiles, PicturesField


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Twelve characters, as on your receipt."),
        max_length=60,
        widget=forms.TextInput(
            attrs={
                "class": "code-box",
                "placeholder": "XXXX-XXXX-XXXX",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": _("Please enter the code from your receipt.")},
    )

    def clean_code(self) -> str:
        """Only the shape is judged here, by rules that anybody may know."""
        code = codes.normalise(self.cleaned_data["code"])
        strange = sorted({sign for sign in code if sign not in codes.ALPHABET})
        if strange:
            raise ValidationError(
                _("The code never has %(signs)s in it. Please compare it with your receipt."),
                params={"signs": " ".join(strange[:5])},
            )
        if len(code) != codes.LENGTH:
            raise ValidationError(_length(len(code)))
        if not codes.is_valid(code):
            raise ValidationError(
                _("One of the characters is wrong. Please compare it with your receipt.")
            )
        return code


def _length(given: int) -> str:
    missing = codes.LENGTH - given
    if missing > 0:
        return ngettext(
            "%(missing)d character is missing: a code has twelve.",
            "%(missing)d characters are missing: a code has twelve.",
            missing,
        ) % {"missing": missing}
    return ngettext(
        "%(extra)d character too many: a code has twelve.",
        "%(extra)d characters too many: a code has twelve.",
        -missing,
    ) % {"extra": -missing}


class AddForm(forms.Form):
    text = Words(
        label=_("Add something"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    pictures = PicturesField(
        label=_("Pictures"),
        required=False,
        widget=ManyFiles(attrs={"accept": "image/*", "multiple": True}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned["text"] and not cleaned["pictures"]:
            self.add_error("text", _("Write a few words or choose a picture first."))
        return cleaned


class PressForm(forms.Form):
    words = Words(
        label=_("What happened?"),
        help_text=_("Who, when, and what was said. You need not give names."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Please write what happened; a few words are enough.")},
    )
