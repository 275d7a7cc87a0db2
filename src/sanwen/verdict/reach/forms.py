"""What the desk fills in for a reach check. Shape only: whether it may be is asked of the rules."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from sanwen.core.fields import Words
from sanwen.deliver.intake.imports.reading import Unreadable
from sanwen.places.models import Unit
from sanwen.verdict.reach.drafts import CheckDraft
from sanwen.verdict.surveys import roll
from sanwen.verdict.surveys.roll import Roll
from sanwen.verdict.surveys.states import Kind

LARGEST_FILE = 20 * 1024 * 1024


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget)


class CheckForm(forms.Form):
    benefit = Words(label=_("What was meant for people"), max_length=80)
    ground = Words(
        label=_("By which paper"),
        help_text=_("The policy document with its number."),
        max_length=200,
    )
    rule = Words(
        label=_("How much each is entitled to"),
        help_text=_("In words: “three months' rent of the stall”."),
        max_length=200,
    )
    period = Words(label=_("For which time"), max_length=80)
    through = Words(
        label=_("Through whom it passes"),
        help_text=_("A market company, a village, an employer; or “nobody, paid directly”."),
        max_length=160,
    )
    recipients = Words(
        label=_("Who is meant"),
        help_text=_("For example: the stall holders of the three markets of the county."),
        max_length=160,
    )
    who_pays = Words(label=_("Who pays for this check"), max_length=120)
    kind = forms.TypedChoiceField(
        label=_("Who is asked"),
        choices=[
            (Kind.SAMPLE, _("some, drawn by lot")),
            (Kind.CENSUS, _("everybody on the list")),
        ],
        coerce=Kind,
        widget=forms.RadioSelect,
        initial=Kind.SAMPLE,
    )
    opens_on = _day(_("First day of asking"))
    closes_on = _day(_("Last day of asking"))

    def __init__(
        self, *args: Any, units: Sequence[Unit], payers: Sequence[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.pk: unit for unit in units}
        self.payers = {unit.pk: unit for unit in payers}
        self.fields["unit"] = forms.TypedChoiceField(
            label=_("The unit that asks people"),
            choices=[(u.pk, u.name) for u in units],
            coerce=int,
        )
        self.fields["payer"] = forms.TypedChoiceField(
            label=_("Who pays it out"),
            help_text=_("Not the unit that asks, and none above it that pays."),
            choices=[(u.pk, u.name) for u in payers],
            coerce=int,
        )
        self.order_fields(["unit", "benefit", "ground", "rule", "period", "payer"])

    def draft(self) -> CheckDraft:
        given = dict(self.cleaned_data)
        unit, payer = self.units[given.pop("unit")], self.payers[given.pop("payer")]
        return CheckDraft(unit=unit, payer=payer, **given)


class ListForm(forms.Form):
    file = forms.FileField(
        label=_("The list (CSV or XLSX)"),
        help_text=_(
            "Columns: 编号 (a number without meaning), 层 (the way it passes), 应得金额 (how much "
            "was meant for the person, in yuan), 电话 or 地址."
        ),
    )

    def clean_file(self) -> Roll:
        """With what is wrong line by line; with anything wrong nothing is taken."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise ValidationError(_("Twenty megabytes at most."))
        try:
            found = roll.read(file.read(), with_size=True)
        except Unreadable as problem:
            raise ValidationError(str(problem)) from None
        return found
