"""What a voter fills in: ticks, points or an order. Shape only."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanwen.counsel.ballots.electing import BEST, Chosen
from sanwen.counsel.ballots.models import Ballot, Option, Shape

MOST_RANKED = 10


class SlipForm(forms.Form):
    """One field an option, or one a rank; `chosen` is what the action takes."""

    def __init__(self, one: Ballot, options: Sequence[Option], data: Any = None) -> None:
        super().__init__(data)
        self._one, self._names = one, [option.name for option in options]
        # Kept for the page, which draws an option with its cost and description.
        self.options = list(options)
        match one.shape:
            case Shape.APPROVAL:
                self.fields["ticked"] = forms.MultipleChoiceField(
                    choices=[(name, name) for name in self._names], required=False
                )
            case Shape.SCORE:
                for name in self._names:
                    self.fields[f"points_{name}"] = forms.TypedChoiceField(
                        choices=[(n, n) for n in range(BEST + 1)],
                        coerce=int, required=False,
                    )  # fmt: skip
            case _:
                for rank in self.ranks:
                    self.fields[f"rank_{rank}"] = forms.ChoiceField(
                        choices=[("", ""), *((name, name) for name in self._names)],
                        required=False,
                    )

    @property
    def ranks(self) -> range:
        return range(1, min(self._one.most, len(self._names), MOST_RANKED) + 1)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        names = [name for name, _points in self._read(cleaned)]
        if not self.errors and not names:
            raise ValidationError(_("Choose at least one."))
        if len(names) != len(set(names)):
            raise ValidationError(_("You named one thing twice. Each has one rank."))
        if self._one.shape == Shape.APPROVAL and len(names) > self._one.most:
            raise ValidationError(
                _("You ticked %(many)d; at most %(most)d count. Take some out."),
                params={"many": len(names), "most": self._one.most},
            )
        return cleaned

    def _read(self, cleaned: dict[str, Any]) -> list[tuple[str, int]]:
        match self._one.shape:
            case Shape.APPROVAL:
                return [(name, 1) for name in cleaned.get("ticked", [])]
            case Shape.SCORE:
                given = ((name, cleaned.get(f"points_{name}") or 0) for name in self._names)
                return [(name, points) for name, points in given if points]
        ranked = (cleaned.get(f"rank_{rank}") for rank in self.ranks)
        return [(name, 1) for name in ranked if name]

    @property
    def chosen(self) -> Chosen:
        return self._read(self.cleaned_data)

    def sent(self) -> list[tuple[str, str]]:
        """Field and value as they came, to be sent once more from the page that asks again."""
        return [
            (name, value)
            for name in self.fields
            for value in (self.data.getlist(name) if hasattr(self.data, "getlist") else [])
            if value
        ]


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
