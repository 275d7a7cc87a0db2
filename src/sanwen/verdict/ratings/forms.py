"""The shape of a verdict: two taps are enough."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanwen.verdict.ratings.models import Satisfaction, Solved, Verdict
from sanwen.verdict.ratings.rules import LONGEST

MOUTHS = {
    "5": "M11 22q9 13 18 0z",
    "4": "M12 24q8 7 16 0",
    "3": "M13 26q7 2 14 0",
    "2": "M13 28q7 -5 14 0",
    "1": "M12 30q8 -10 16 0",
}


class Cards(forms.RadioSelect):
    template_name = "components/radio_cards.html"


class Faces(forms.RadioSelect):
    """Five faces, each with its words; the mouth alone tells them apart."""

    template_name = "ratings/faces.html"

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["mouth"] = MOUTHS.get(str(value), "")
        return option


class VerdictForm(forms.Form):
    solved = forms.ChoiceField(
        label=_("Is it solved?"),
        choices=Solved.choices,
        widget=Cards(attrs={"class": "three"}),
        error_messages={"required": _("Please choose whether it is solved.")},
    )
    reopen_wanted = forms.BooleanField(
        label=_("If it is only partly solved: please go on with it."), required=False
    )

    satisfaction = forms.TypedChoiceField(
        label=_("How satisfied are you?"),
        choices=Satisfaction.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=Faces(attrs={"class": "faces"}),
    )
    contacted = forms.TypedChoiceField(
        label=_("Did the unit get in touch with you?"),
        choices=[
            ("yes", pgettext_lazy("contacted", "Yes")),
            ("no", pgettext_lazy("contacted", "No")),
        ],
        coerce=lambda said: said == "yes",
        empty_value=None,
        required=False,
        widget=Cards(attrs={"class": "three"}),
    )
    words = forms.CharField(
        label=_("What would you like to say about it?"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("Use at most 2,000 characters.")},
    )

    def __init__(self, *args: Any, given: Verdict | None = None, **kwargs: Any) -> None:
        """`given`: what the person said a moment ago and may still change."""
        if given:
            names = ("solved", "satisfaction", "words")
            kwargs["initial"] = {name: getattr(given, name) for name in names}
            kwargs["initial"]["contacted"] = {True: "yes", False: "no", None: ""}[given.contacted]
        super().__init__(*args, **kwargs)
