"""What the desk asks where units hand on, help, call each other. Shape only; rules judge."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanwen.deliver.matters.forms import ActForm, words
from sanwen.deliver.matters.models import Help, Response, Task
from sanwen.places.models import Unit

SHORT = 300


def reason(label: Any, *, help_text: Any) -> Any:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=SHORT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ToUnitForm(ActForm):
    """An act that names one unit out of those the view found."""

    unit = forms.ChoiceField(label=_("Which unit"))

    def __init__(
        self, *args: Any, units: Iterable[Unit], groups: Iterable[Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        self.fields["unit"].choices = [("", _("Choose a unit")), *groups]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Unit:
        return self.units[self.cleaned_data["unit"]]


class HandForm(ToUnitForm):
    because = reason(
        _("Why it goes there"),
        help_text=_("The resident reads this. The date you promised together stays."),
    )
    beyond_list_because = forms.CharField(
        label=_("Why this unit, although its duty list says otherwise"),
        max_length=200,
        required=False,
        help_text=_("Only for a town; a village never leads beyond its list."),
    )


class BringInForm(ToUnitForm):
    owes = forms.ChoiceField(
        label=_("What it should do"), choices=Task.choices, widget=forms.RadioSelect
    )
    because = reason(_("What you need from it, and why"), help_text=_("The resident reads this."))


class ContributeForm(ActForm):
    words = words(
        _("What the lead unit needs from you"),
        help_text=_("For the units at work on it. The resident reads only that you gave it."),
        rows=6,
    )


class DisputeForm(ActForm):
    reason = words(
        _("Why it is not yours, and whose it is"),
        help_text=_("Name the rule or the duty list. The resident reads this too."),
    )


class WhistleForm(ToUnitForm):
    needs = words(
        _("What you need from it"),
        help_text=_("What has to be done on the spot, where and by when. The resident reads this."),
    )


class RespondForm(ActForm):
    response = forms.ChoiceField(
        label=_("What your unit does"), choices=Response.choices, widget=forms.RadioSelect
    )
    comes_on = forms.DateField(
        label=_("On which day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}),
        help_text=_("The day your unit comes, or by which it has done its part."),
    )
    words = words(
        _("What the caller should know; or why it is not yours, and whose it is"),
        help_text=_("The resident reads this."),
        rows=3,
        required=False,
    )


class DecideCallForm(ActForm):
    binds = forms.ChoiceField(
        label=_("Is the called unit responsible?"),
        choices=[
            ("yes", _("Yes: it is called anew and has to come")),
            ("no", _("No: the call is over")),
        ],
        widget=forms.RadioSelect,
    )
    words = words(_("Why"), help_text=_("The units and the resident read this."), rows=3)


class HelpedForm(ActForm):
    help = forms.ChoiceField(
        label=_("Did the response help?"), choices=Help.choices, widget=forms.RadioSelect
    )
    words = words(
        _("What helped, or what is missing"),
        help_text=_("About the response, not about a person."),
        rows=3,
        required=False,
    )
