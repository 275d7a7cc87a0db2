"""What a clerk fills in at the telephone or after a knock: one of a list, never words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sanwen.verdict.surveys.models import PartOfDay
from sanwen.verdict.surveys.states import INTERVIEWED, NOTED, Disposition, Mode


class NoteForm(forms.Form):
    """No words about anybody: what came of it is one of a list."""

    mode = forms.ChoiceField(
        label=_("How it was tried"), choices=[(mode, mode.label) for mode in INTERVIEWED]
    )
    part = forms.ChoiceField(label=_("When today"), choices=PartOfDay.choices)
    disposition = forms.ChoiceField(
        label=_("What came of trying"), widget=forms.RadioSelect,
        choices=[(each, Disposition(each).label) for each in NOTED],
    )  # fmt: skip
    call_again_on = forms.DateField(
        label=_("Call again on"),
        help_text=_("If the person named a day."),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
        required=False,
    )


class ModeForm(forms.Form):
    mode = forms.ChoiceField(
        label=_("How it was tried"), choices=[(mode, Mode(mode).label) for mode in INTERVIEWED]
    )
