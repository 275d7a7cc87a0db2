"""The shape of what people write about rates: reasons, grounds, draws, findings, profiles."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sanwen.deliver.procedures import known
from sanwen.places.models import Unit
from sanwen.verdict.scorecards.models import Finding, Ground
from sanwen.verdict.scorecards.profiles import FEWEST_AT_LEAST, WEIGHED
from sanwen.verdict.scorecards.rules import FIELD_LONGEST, LONGEST, MOST_DRAWN

if TYPE_CHECKING:
    _UnitField = forms.ModelChoiceField[Unit]
else:
    _UnitField = forms.ModelChoiceField


def _words(label: Any, *, most: int = LONGEST, rows: int = 3, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def judged_codes() -> list[tuple[str, str]]:
    return [
        (code, known.versions(code)[-1].name_in(get_language() or "")) for code in known.codes()
    ]


class UnitField(_UnitField):
    """Units by their names in the reader's language."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            Unit.objects.none(), label=label, empty_label=pgettext_lazy("unit", "Choose one")
        )

    def label_from_instance(self, obj: Unit) -> str:
        return obj.name_in(get_language() or "")


class CorrectionForm(forms.Form):
    reason = _words(_("Why does it differ?"))


class MetricForm(forms.Form):
    name = forms.CharField(label=_("Name of the figure"), max_length=60)


class ProposeForm(forms.Form):
    matter = forms.RegexField(
        r"^\s*[Mm]-?(\d{1,12})\s*$", label=_("Number of the matter, such as M-12")
    )
    ground = forms.ChoiceField(label=_("Ground"), choices=Ground.choices)
    reason = _words(
        _("Reason, as the resident will read it"),
        hint=_("Name the law or who is responsible. The resident may object."),
    )

    def clean_matter(self) -> int:
        return int("".join(sign for sign in self.cleaned_data["matter"] if sign.isdecimal()))


class RefusalForm(forms.Form):
    refusal = _words(_("Why not?"))


class DecisionForm(forms.Form):
    uphold = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("no", _("back in the rate")), ("yes", _("stays out of the rate"))],
        coerce=lambda said: said == "yes",
    )
    decision = _words(_("Reason, as the resident will read it"))


class ObjectionForm(forms.Form):
    words = _words(_("Why should it count?"))


class AnnounceForm(forms.Form):
    since = forms.DateField(label=_("Closed from"), widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(
        label=_("up to, not with"), widget=forms.DateInput(attrs={"type": "date"})
    )
    of = UnitField(_("Desk that registered them"))
    size = forms.IntegerField(label=_("How many to draw"), min_value=1, max_value=MOST_DRAWN)
    seed_source = forms.CharField(
        label=_("Where the seed comes from"),
        max_length=300,
        help_text=_("Something nobody can know today, such as the lottery figures of a named day."),
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of"].queryset = units  # type: ignore[attr-defined]


class SeedForm(forms.Form):
    seed = forms.CharField(label=_("The seed"), max_length=200)


class GiveForm(forms.Form):
    unit = UnitField(_("Third unit"))

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class FindForm(forms.Form):
    # Nothing is chosen beforehand: what nobody looked at must not be found solved.
    finding = forms.ChoiceField(
        label=_("What did you find?"), choices=Finding.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("What you saw of the thing, not of people"),
        max_length=FIELD_LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ProfileForm(forms.Form):
    version = forms.CharField(label=_("Name of this version"), max_length=20)
    starts_on = forms.DateField(
        label=_("Counts from"), widget=forms.DateInput(attrs={"type": "date"})
    )
    procedures = forms.MultipleChoiceField(
        label=_("Matters of these procedures are judged"),
        choices=judged_codes,
        widget=forms.CheckboxSelectMultiple,
    )
    fewest = forms.IntegerField(
        label=_("Units are set beside the whole from so many judged matters on"),
        min_value=FEWEST_AT_LEAST,
        initial=FEWEST_AT_LEAST,
    )
    weights = forms.RegexField(
        r"^\s*(\d{1,3})\s*[/:]\s*(\d{1,3})\s*[/:]\s*(\d{1,3})\s*$",
        label=_("Weights of contacted / solved / satisfied, if one sum must be shown"),
        required=False,
        help_text=_("Empty: no sum. Where there is one it stands beside its parts."),
    )
    reason = _words(_("Why is it counted in this way?"))

    def clean_weights(self) -> dict[str, int]:
        text = self.cleaned_data["weights"].replace(":", "/")
        if not text.strip():
            return {}
        return dict(zip(WEIGHED, (int(part) for part in text.split("/")), strict=True))
