"""What an inspection asks of whoever acts. Shape only: rights are asked of the rules."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanwen.core.fields import Words
from sanwen.office.inspection.actions import Findings
from sanwen.office.inspection.models import Adoption, Kind
from sanwen.office.inspection.states import DECISIONS
from sanwen.places.models import Unit


def _long(label: Any, *, help_text: Any = "", rows: int = 4) -> Words:
    widget = forms.Textarea(attrs={"rows": rows})
    return Words(label=label, help_text=help_text, max_length=5000, widget=widget)


class UnitsForm(forms.Form):
    """A form in which a unit is chosen."""

    chooses = "unit"

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.pk: unit for unit in units}
        field = self.fields[self.chooses]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(unit.pk, unit.name) for unit in units]

    @property
    def chosen(self) -> Unit:
        return self.units[self.cleaned_data[self.chooses]]


class InspectForm(UnitsForm):
    unit = forms.TypedChoiceField(label=_("Unit"), coerce=int)
    facts = _long(_("What was looked at and found"))
    conclusion = _long(
        _("Conclusion"), help_text=_("Of how the matter was handled; never of a person."), rows=3
    )
    demands = _long(_("What has to be put right, by when"), rows=3)

    def findings(self) -> Findings:
        told = self.cleaned_data
        return Findings(told["facts"], told["conclusion"], told["demands"])


class ObjectForm(forms.Form):
    reason = _long(_("Why your unit does not agree"), rows=6)


class DecideForm(forms.Form):
    move = forms.ChoiceField(
        label=_("Decision"),
        choices=[(move.value, move.label) for move in DECISIONS],
        widget=forms.RadioSelect,
    )
    words = _long(_("Reasons; if the findings change, how they read now"), rows=6)


class ProposeForm(UnitsForm):
    chooses = "to"

    kind = forms.ChoiceField(
        label=_("Which proposal"), choices=Kind.choices, widget=forms.RadioSelect
    )
    to = forms.TypedChoiceField(label=_("To"), coerce=int)
    words = _long(_("What is proposed"))
    reply_by = forms.DateField(
        label=_("Written reply by"), widget=forms.DateInput(attrs={"type": "date"})
    )


class ReplyForm(forms.Form):
    adoption = forms.ChoiceField(
        label=_("Is it adopted?"), choices=Adoption.choices, widget=forms.RadioSelect
    )
    words = _long(_("What is done, or why not"))
