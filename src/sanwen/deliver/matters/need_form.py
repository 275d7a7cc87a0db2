"""What kind of need a matter is, as the desk confirms it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanwen.deliver.matters.forms import ActForm
from sanwen.deliver.matters.models import Horizon, NeedKind, Reach


def one_of(label: Any, choices: Iterable[Any]) -> Any:
    return forms.ChoiceField(
        label=label,
        choices=[*choices, ("", _("not said"))],
        required=False,
        widget=forms.RadioSelect,
    )


class NeedForm(ActForm):
    kinds = forms.MultipleChoiceField(
        label=_("Which kinds of need"),
        choices=NeedKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reach = one_of(_("Whose need"), Reach.choices)
    is_basic = one_of(
        _("What kind of thing"),
        [("yes", _("one cannot live without it")), ("no", _("good to have"))],
    )
    horizon = one_of(_("For when"), Horizon.choices)
    urgent = forms.BooleanField(
        label=_(
            "Put it first: somebody could be hurt, many are cut off, or a day is about to pass"
        ),
        required=False,
    )
    why = forms.CharField(
        label=_("Why it is put first, or no longer"),
        max_length=200,
        required=False,
        help_text=_("Only needed when you change it. About the event, not about the person."),
    )
