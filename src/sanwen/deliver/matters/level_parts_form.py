"""What further levels owe to a matter, chosen at assignment: who explains, who follows it up."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanwen.deliver.matters.models import Task
from sanwen.places.models import Unit


class LevelPartsForm(forms.Form):
    explains = forms.ChoiceField(label=_("Who explains it on the spot"), required=False)
    follows = forms.ChoiceField(
        label=_("Who follows it up"),
        required=False,
        help_text=_("The resident reads who does what. The lead unit settles it."),
    )

    def offer_levels(self, choices: Iterable[Any]) -> None:
        wanted = [("", _("Nobody else")), *choices]
        for name in ("explains", "follows"):
            self.fields[name].choices = wanted  # type: ignore[attr-defined]

    def level_parts(self, units: dict[str, Unit]) -> list[tuple[Unit, str]]:
        asked = (("explains", Task.EXPLAIN), ("follows", Task.FOLLOW_UP))
        chosen = ((self.cleaned_data.get(name), owes) for name, owes in asked)
        return [(units[key], str(owes)) for key, owes in chosen if key]
