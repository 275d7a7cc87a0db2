"""Human input on a demand: who asks for what by which law; what was decided and why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sanwen.core.fields import Words
from sanwen.integrity.conduct.demands.actions import Demand
from sanwen.integrity.conduct.demands.models import Ruled, Wanted


class DemandForm(forms.Form):
    body = Words(label=_("Which body asks"), max_length=120)
    wanted = forms.ChoiceField(
        label=_("What it asks for"), choices=Wanted.choices, widget=forms.RadioSelect
    )
    basis = Words(label=_("By which law and article"), max_length=200)
    paper = Words(label=_("Number of its paper"), max_length=80)
    people = forms.IntegerField(
        label=_("How many people it is about"), min_value=1, max_value=1_000_000, initial=1
    )
    received_on = forms.DateField(
        label=_("Received on"),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
    )

    def demand(self) -> Demand:
        given = self.cleaned_data
        return Demand(
            body=given["body"],
            wanted=Wanted(given["wanted"]),
            basis=given["basis"],
            paper=given["paper"],
            received_on=given["received_on"],
            people=given["people"],
        )


class DecideForm(forms.Form):
    ruled = forms.ChoiceField(
        label=_("What was decided"), choices=Ruled.choices, widget=forms.RadioSelect
    )
    words = Words(
        label=_("What was given, or why it was not"),
        help_text=_("No names: the log is read by auditors."),
        max_length=300,
    )
