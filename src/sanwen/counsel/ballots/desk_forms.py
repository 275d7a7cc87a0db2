"""What the desk fills in. Shape only: whether it may be is asked of the rules."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from sanwen.core.fields import Words
from sanwen.counsel.ballots.drafts import BallotDraft, OptionDraft
from sanwen.counsel.ballots.models import Ballot, Identity, Kind, Method, Option, Shape
from sanwen.counsel.consultations.models import Consultation
from sanwen.places.models import Unit

LARGEST_FILE = 20 * 1024 * 1024
MOST_YUAN = 10**12


def _long(label: Any, *, rows: int = 4, **options: Any) -> Words:
    return Words(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


def _day(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=required, help_text=help_text)


class BallotForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is voted on"), choices=Kind.choices)
    title = Words(label=_("Title"), max_length=120)
    consultation_id = forms.TypedChoiceField(
        label=_("To which question it belongs"), required=False, coerce=int, empty_value=None
    )
    summary = _long(_("In a few sentences"), max_length=300, rows=3)
    background = _long(_("Background in plain words"), rows=6, required=False)
    who_decides = Words(label=_("Who decides in the end"), max_length=200)
    shape = forms.ChoiceField(label=_("How one votes"), choices=Shape.choices)
    most = forms.IntegerField(
        label=_("How many one may tick or rank"), min_value=1, max_value=50, initial=3
    )
    budget = forms.IntegerField(
        label=_("How much money there is, in yuan"),
        help_text=_("Empty where only the order matters."),
        min_value=1,
        max_value=MOST_YUAN,
        required=False,
    )
    method = forms.ChoiceField(
        label=_("How the money is given out"),
        help_text=_("Published with the list; it cannot be changed after that."),
        choices=Method.choices,
    )
    identity = forms.ChoiceField(label=_("One person, one ballot"), choices=Identity.choices)
    collects_until = _day(_("Last day for proposals"), help_text=_("Empty if the list is ready."))
    opens_on = _day(_("First day of voting"))
    closes_on = _day(_("Last day of voting"))

    def __init__(
        self,
        *args: Any,
        units: Sequence[Unit],
        asked: Sequence[Consultation] = (),
        one: Ballot | None = None,
        **kwargs: Any,
    ) -> None:
        if one is not None:
            kwargs["initial"] = _initial(one)
        super().__init__(*args, **kwargs)
        field = self.fields["consultation_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("to none")), *((c.pk, f"{c.ref} {c.question}") for c in asked)]
        self.units = {unit.pk: unit for unit in units}
        if one is None:
            self.fields["unit"] = forms.TypedChoiceField(
                label=_("Who holds it"), choices=[(u.pk, u.name) for u in units], coerce=int
            )
            self.order_fields(["unit"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        has_money = cleaned.get("kind") != Kind.PRIORITY
        if has_money and not cleaned.get("budget") and "budget" not in self.errors:
            self.add_error("budget", _("Say how much money there is."))
        first, last = cleaned.get("opens_on"), cleaned.get("closes_on")
        if bool(first) != bool(last):
            self.add_error("closes_on", _("Voting has a first and a last day."))
        elif first and last and last < first:
            self.add_error("closes_on", _("It ends on its first day, or later."))
        return cleaned

    def draft(self) -> BallotDraft:
        given = {name: self.cleaned_data[name] for name in BallotDraft.__slots__}
        given["budget"] = 0 if given["kind"] == Kind.PRIORITY else given["budget"]
        return BallotDraft(**given)


def _initial(one: Ballot) -> dict[str, Any]:
    known = {name: getattr(one, name) for name in BallotDraft.__slots__}
    return known | {"budget": one.budget or None}


class OptionForm(forms.Form):
    title = Words(label=_("Name of the proposal"), max_length=120)
    description = _long(_("What is to be done, for whom"), rows=3, required=False)
    cost = forms.IntegerField(
        label=_("Cost in yuan"), min_value=0, max_value=MOST_YUAN, required=False
    )
    place = Words(label=_("Where"), max_length=120, required=False)
    proposer = Words(
        label=_("Who proposed it"),
        help_text=_("A village, a group or “residents”: not the name of a person."),
        max_length=80,
        required=False,
    )
    origin = forms.RegexField(
        label=_("Out of which message"),
        help_text=_("For example: V-12"),
        regex=r"^V-\d{1,12}$",
        required=False,
    )

    def draft(self) -> OptionDraft:
        given = dict(self.cleaned_data)
        return OptionDraft(**given | {"cost": given["cost"] or 0})


class WithdrawForm(forms.Form):
    because = _long(_("Why it is withdrawn"), help_text=_("All will read it."), rows=2)


class CodesForm(forms.Form):
    many = forms.IntegerField(label=_("How many codes"), min_value=1, initial=100)


class DeputiesForm(forms.Form):
    on = _day(_("When the deputies voted"), required=True)
    where = Words(label=_("Where their result is published"), max_length=300)
    chosen = forms.TypedMultipleChoiceField(
        label=_("Which projects they chose"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, options: Sequence[Option], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["chosen"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(o.number, f"{o.name} {o.title}") for o in options]


class FileForm(forms.Form):
    title = Words(label=_("Title"), max_length=120)
    source = Words(
        label=_("Where it is from"),
        help_text=_("All will read it: who held it, when, under which licence."),
        max_length=200,
    )
    file = forms.FileField(label=_("The .pb file"))

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.pk: unit for unit in units}
        self.fields["unit"] = forms.TypedChoiceField(
            label=_("Who publishes it"), choices=[(u.pk, u.name) for u in units], coerce=int
        )
        self.order_fields(["unit"])

    def clean_file(self) -> str:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise ValidationError(_("Twenty megabytes at most."))
        try:
            return bytes(file.read()).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ValidationError(_("This is not UTF-8 text. Save it as UTF-8.")) from None
