"""Human input on an interest: what it is in, and how long it lasts."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanwen.integrity.conduct.actions import Interest
from sanwen.integrity.conduct.models import StakeKind
from sanwen.places.models import Area, Unit


class StakeForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is your interest in?"),
        choices=StakeKind.choices,
        initial=StakeKind.WORDS,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Name of the person or organisation"),
        help_text=_("As people would write it. It is kept encrypted."),
        max_length=60,
        required=False,
    )
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    place = forms.ChoiceField(label=_("Village or community"), required=False)
    until = forms.DateField(
        label=_("Until which day, if you know"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
    )

    def __init__(
        self, *args: Any, units: Iterable[Unit], areas: Iterable[Area], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        self.areas = {str(area.pk): area for area in areas}
        for name, rows in (("unit", self.units), ("place", self.areas)):
            choices = [("", _("Choose one")), *((key, row.name) for key, row in rows.items())]
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        needed = cleaned.get("kind", "")
        if needed and not (cleaned.get(needed) or "").strip():
            self.add_error(needed, _("Say what your interest is in."))
        return cleaned

    def interest(self) -> Interest:
        """Only of the kind that was chosen, whatever else was filled in."""
        fields = self.cleaned_data
        match fields["kind"]:
            case StakeKind.UNIT:
                return Interest(unit=self.units[fields["unit"]])
            case StakeKind.PLACE:
                return Interest(area=self.areas[fields["place"]])
        return Interest(words=fields["words"].strip())
