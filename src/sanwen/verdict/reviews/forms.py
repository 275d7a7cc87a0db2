"""What a review asks of whoever acts. Shape only: whether they may is asked of the rules."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanwen.core.fields import Words
from sanwen.deliver.matters.models import Outcome
from sanwen.places.models import Unit
from sanwen.verdict.reviews.drafts import Finding, Minutes, Plan
from sanwen.verdict.reviews.models import How, Result

WHEN = "%Y-%m-%dT%H:%M"
LONG = 5000
# What a body can say of a matter; the other outcomes belong to their own procedures.
OUTCOMES = (Outcome.DONE, Outcome.PLANNED, Outcome.EXPLAINED, Outcome.REFUSED)


def long(label: Any, *, help_text: Any = "", rows: int = 4, required: bool = True) -> Words:
    return Words(
        label=label,
        help_text=help_text,
        max_length=LONG,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def day(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **kwargs)


class AskForm(forms.Form):
    """The resident's own words; nothing else is needed."""

    words = long(
        _("What do you not agree with, and why?"),
        help_text=_(
            "In your own words. What was left out, what is not true, what has not happened."
        ),
        rows=6,
    )


class TakeDownForm(forms.Form):
    voice = forms.TypedChoiceField(label=_("Who asks"), coerce=int)
    how = forms.ChoiceField(
        label=_("How"),
        choices=[choice for choice in How.choices if choice[0] != How.PAGE],
        widget=forms.RadioSelect,
    )
    asked_on = day(
        _("Asked on"), help_text=_("The day they came or rang, or the day on the postmark.")
    )
    words = long(_("What they say, word for word"), rows=6)
    read_back = forms.BooleanField(label=_("Read back to them (a letter: copied as it is)"))

    def __init__(self, *args: Any, voices: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["voice"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = voices

    def asked_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["asked_on"], time(12)))


class TakeUpForm(forms.Form):
    because = Words(
        label=_("Why it is looked at although it came late"),
        help_text=_("The resident reads it."),
        max_length=300,
    )


class OpinionForm(forms.Form):
    """Only the fields that the chosen result needs."""

    outcome = forms.ChoiceField(
        label=_("What applies now"),
        choices=[(one.value, one.label) for one in OUTCOMES],
        widget=forms.RadioSelect,
    )
    lead = forms.TypedChoiceField(label=_("Who does it anew"), coerce=int)
    facts = long(_("Facts found"), help_text=_("What was looked at, what was seen, by whom."))
    reasons = long(_("Reasons"), help_text=_("Why the answer stands, or does not."))
    basis = long(_("Legal basis"), rows=2)
    remedy = long(_("What the resident can do now"), rows=4)

    def __init__(self, *args: Any, result: str, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.result, self.units = result, {unit.pk: unit for unit in units}
        if result != Result.CHANGED:
            del self.fields["outcome"]
        if result != Result.REDO:
            del self.fields["lead"]
            return
        lead = self.fields["lead"]
        assert isinstance(lead, forms.ChoiceField)
        lead.choices = [(unit.pk, unit.name) for unit in units]

    def finding(self, items: list[tuple[str, str, str]]) -> Finding:
        told = self.cleaned_data
        return Finding(
            result=self.result,
            facts=told["facts"],
            reasons=told["reasons"],
            basis=told["basis"],
            remedy=told["remedy"],
            items=items,
            outcome=told.get("outcome", ""),
            lead=self.units.get(told.get("lead", 0)),
        )


class ItemForm(forms.Form):
    asked = Words(label=_("Asked"), max_length=LONG, required=False)
    reply = long(_("What applies now"), rows=2, required=False)
    ground = long(_("On which ground"), rows=2, required=False)

    def clean(self) -> dict[str, Any]:
        """A row with a reply is whole or nothing; one without is left out."""
        told = super().clean() or self.cleaned_data
        if told.get("reply"):
            for name in ("asked", "ground"):
                if not told.get(name):
                    self.add_error(name, _("This is missing."))
        return told


Items = forms.formset_factory(ItemForm, extra=2, max_num=20, absolute_max=40)


def items_of(rows: Any) -> list[tuple[str, str, str]]:
    told = [form.cleaned_data for form in rows if form.cleaned_data.get("reply")]
    return [(row["asked"], row["reply"], row["ground"]) for row in told]


class ReadForm(forms.Form):
    agreed = forms.ChoiceField(
        label=_("What do you say?"),
        choices=[("yes", _("It goes out")), ("no", _("Back to the writer, with words"))],
        widget=forms.RadioSelect,
    )
    words = long(_("Words to the writer"), rows=3, required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("agreed") == "no" and not told.get("words"):
            self.add_error("words", _("Say what is missing."))
        return told


class HearingForm(forms.Form):
    about = long(_("What is heard"), rows=3)
    begins_at = forms.DateTimeField(
        label=_("Begins"),
        input_formats=[WHEN],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=WHEN),
    )
    until_day = day(_("Last day"))
    place = Words(label=_("Place"), max_length=120)
    chair = Words(label=_("Chair"), help_text=_("By calling or office."), max_length=120)
    members = Words(
        label=_("Members"),
        help_text=_("Lawyers, delegates, specialists, neighbours; by calling."),
        max_length=300,
        required=False,
    )

    def plan(self) -> Plan:
        return Plan(**self.cleaned_data)


class MinutesForm(forms.Form):
    took_part = Words(
        label=_("Who took part"), help_text=_("Pseudonyms and callings; no names."), max_length=300
    )
    minutes = long(pgettext_lazy("hearing", "Minutes"), rows=8)
    until_day = day(_("Last day that it took"))

    def told(self) -> Minutes:
        return Minutes(**self.cleaned_data)


class CallOffForm(forms.Form):
    because = Words(label=_("Why it is called off"), max_length=300)


class ServedForm(forms.Form):
    voice = forms.TypedChoiceField(label=_("Who signed for it"), coerce=int)

    def __init__(self, *args: Any, voices: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["voice"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = voices


class PublishForm(forms.Form):
    words = long(
        _("What everybody may read"),
        help_text=_("Without names, addresses and numbers. Marks that stand for them are fine."),
        rows=8,
    )


class BodyForm(forms.Form):
    unit = forms.TypedChoiceField(label=_("Unit that answers"), coerce=int)
    body = forms.TypedChoiceField(
        label=_("Reviewed by"), coerce=int, required=False, empty_value=None
    )
    outside = Words(
        label=_("or by a body outside"),
        help_text=_("Name, address and telephone, as the resident reads it."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.pk: unit for unit in units}
        named = [(unit.pk, unit.name) for unit in units]
        for name, choices in (("unit", named), ("body", [("", _("the unit above")), *named])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("body") and told.get("outside"):
            self.add_error("outside", _("One of the two, please."))
        return told
