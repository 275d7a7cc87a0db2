"""What a decision asks of whoever writes it. Shape only: rights are asked of the rules."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanwen.core.fields import Words
from sanwen.counsel.consultations.models import Statement
from sanwen.counsel.decisions.drafts import EvidenceDraft, PointDraft, PromiseDraft, Wording
from sanwen.counsel.decisions.models import Adopted, Gate, Group, Source
from sanwen.counsel.meetings.models import MeetingOpinion
from sanwen.places.models import Unit


def _long(label: Any, *, rows: int = 4, **kwargs: Any) -> Words:
    widget = forms.Textarea(attrs={"rows": rows})
    return Words(label=label, max_length=10_000, widget=widget, **kwargs)


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    day = forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=day, **kwargs)


class WordingForm(forms.Form):
    gist = _long(
        _("The decision in one paragraph"),
        rows=3,
        required=False,
        help_text=_("As you would tell it to a neighbour: what happens, where, from when."),
    )
    text = _long(
        _("The decision in full"),
        rows=10,
        required=False,
        help_text=_("Say where it follows what people said, and where it does not."),
    )
    ground = Words(
        label=_("The ground it rests on"),
        max_length=300,
        required=False,
        help_text=_("The law, plan or budget it rests on, with its article."),
    )
    decided_by = Words(label=_("Who decided"), max_length=200, required=False)
    decided_on = _day(_("Decided on"), required=False)
    because = Words(
        label=_("What is other than in the version before, and why"),
        max_length=300,
        required=False,
    )

    def wording(self) -> Wording:
        return Wording(**self.cleaned_data)


class PointForm(forms.Form):
    title = Words(
        label=_("The opinion in plain words"),
        max_length=120,
        help_text=_("So that those who said it recognise it as theirs."),
    )
    statements = forms.TypedMultipleChoiceField(
        label=_("Which opinions this answers"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    opinions = forms.TypedMultipleChoiceField(
        label=_("Which opinions of talk meetings"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    group = forms.ChoiceField(
        label=_("Or a group of the opinion map"),
        choices=[("", _("no group in particular")), *Group.choices],
        required=False,
    )
    adopted = forms.ChoiceField(
        label=_("What becomes of it"), choices=Adopted.choices, widget=forms.RadioSelect
    )
    reason = _long(_("Why"), rows=4)
    instead = _long(
        _("What would have to change, or where else one can turn"),
        rows=3,
        required=False,
        help_text=_("Needed where it is not adopted."),
    )

    def __init__(
        self,
        *args: Any,
        statements: Sequence[Statement],
        opinions: Sequence[MeetingOpinion],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "statements", [(one.pk, f"{one.number}. {one.text}") for one in statements])
        _offer(self, "opinions", [(one.pk, f"{one.ref} {one.gist}") for one in opinions])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and cleaned["adopted"] == Adopted.NOT and not cleaned["instead"]:
            self.add_error("instead", _("Needed where it is not adopted."))
        return cleaned

    def draft(self) -> PointDraft:
        return PointDraft(**{"opinions": [], "statements": [], **self.cleaned_data})


def _offer(form: forms.Form, name: str, choices: list[tuple[int, str]]) -> None:
    """What there is to choose; a question without an answer is not asked."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
    if not choices:
        del form.fields[name]


class PromiseForm(forms.Form):
    words = Words(label=_("What happens next"), max_length=200)
    unit = forms.TypedChoiceField(label=_("Which unit does it"), coerce=int)
    due_on = _day(_("By which day"))
    residents_part = Words(
        label=_("What residents do in it themselves"), max_length=200, required=False
    )

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.pk: unit for unit in units}
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ChoiceField)
        unit.choices = [(pk, one.name) for pk, one in self.units.items()]

    def draft(self) -> PromiseDraft:
        told = self.cleaned_data
        return PromiseDraft(
            told["words"], self.units[told["unit"]], told["due_on"], told["residents_part"]
        )


class EvidenceForm(forms.Form):
    gate = forms.ChoiceField(label=_("At which gate"), choices=Gate.choices)
    kind = forms.ChoiceField(label=_("By what people were asked"), choices=Source.choices)
    words = Words(label=_("What happened there"), max_length=200)
    ref = forms.RegexField(
        r"^[A-Za-z]-\d{1,18}$",
        label=_("Its number here"),
        required=False,
        help_text=_("Such as K-3 or C-12."),
        error_messages={"invalid": _("A letter, a dash and a number, such as K-3.")},
    )
    on = _day(pgettext_lazy("evidence", "On"))

    def draft(self) -> EvidenceDraft:
        return EvidenceDraft(**self.cleaned_data)


class NothingForm(forms.Form):
    """An act that needs no more than somebody who means it."""
