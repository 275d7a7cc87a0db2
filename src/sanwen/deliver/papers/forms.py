"""The form of a kind of paper: its fields with what the matter knows already. Shape only."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanwen.deliver.papers.kinds import Field, Kind
from sanwen.integrity.vault.models import Reason

LINE, TEXT, NAME = 300, 8000, 100


class PaperForm(forms.Form):
    """A draft may have gaps; what must be filled in is asked again when it is issued."""

    use_required_attribute = False

    def __init__(
        self, *args: Any, kind: Kind, voices: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if len(voices) > 1:
            self.fields["voice"] = forms.ChoiceField(label=_("Whom it goes to"), choices=voices)
        for name, one in kind.fields.items():
            if one.shape != "person":
                self.fields[name] = _asked(one)
        self.names = [name for name in kind.fields if name in self.fields]

    def full_clean(self) -> None:
        wanted = {name: field.required for name, field in self.fields.items()}
        for field in self.fields.values():
            field.required = False
        super().full_clean()
        for name, field in self.fields.items():
            field.required = wanted[name]

    @property
    def filled(self) -> dict[str, str]:
        """As papers keep it: texts, days as 2026-03-10."""
        found = {name: self.cleaned_data.get(name) for name in self.names}
        return {name: str(value) for name, value in found.items() if value not in (None, "")}


def _asked(one: Field) -> forms.Field:
    language = get_language() or ""
    said: dict[str, Any] = {
        "label": one.label_in(language),
        "help_text": one.hint_in(language),
        "required": one.required,
    }
    match one.shape:
        case "text":
            return forms.CharField(max_length=TEXT, widget=_box(), **said)
        case "day":
            picker = forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")
            return forms.DateField(widget=picker, **said)
        case "number":
            return forms.IntegerField(min_value=1, max_value=9999, **said)
        case "choice":
            choices = [("", _("Choose")), *((each, each) for each in one.options)]
            return forms.ChoiceField(choices=choices, **said)
    return forms.CharField(max_length=LINE, **said)


def _box() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 4, "lang": "zh-Hans"})


class NameForm(forms.Form):
    """For the copy that is handed over: why the contact is looked at, or names given by hand."""

    use_required_attribute = False

    def __init__(self, *args: Any, kind: Kind, from_vault: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if from_vault:
            self.fields["reason"] = forms.ChoiceField(
                label=_("Why you need the name and address"),
                choices=Reason.choices,
                initial=Reason.DELIVER_PAPER,
            )
        for name in kind.persons if not from_vault else ():
            label = kind.fields[name].label_in(get_language() or "")
            self.fields[name] = forms.CharField(label=label, max_length=NAME, required=False)

    @property
    def reason(self) -> Reason | None:
        return Reason(self.cleaned_data["reason"]) if "reason" in self.cleaned_data else None

    @property
    def names(self) -> dict[str, str]:
        return {name: text for name, text in self.cleaned_data.items() if name != "reason"}
