"""The shape of an upload: the file and its desk, then which column is what."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sanwen.deliver.intake.imports.fields import LABELS
from sanwen.deliver.intake.imports.tables import LARGEST
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, XLSX, XLS or ODS, up to 200 MB. One row is one message."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xls,.xlsm,.ods"}),
        error_messages={"required": _("Choose a file first.")},
    )
    received_by = forms.ModelChoiceField(
        label=_("Registers for"), queryset=Unit.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["received_by"]
        assert isinstance(field, forms.ModelChoiceField)
        mine = [unit.pk for unit in by.units(Role.INTAKE)]
        field.queryset = Unit.objects.filter(pk__in=mine)
        field.initial = mine[0] if mine else None
        if len(mine) == 1:
            field.widget = forms.HiddenInput()

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(
                _("The file has %(size)d MB; up to 200 MB can be taken in. Split it, please."),
                params={"size": file.size // 1024**2},
            )
        return file


class ColumnsForm(forms.Form):
    """One choice for each column of the file; a column without a choice is not taken in."""

    def __init__(self, *args: Any, headings: Sequence[str], sheets: Sequence[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.names = [f"column_{number}" for number in range(len(headings))]
        for name, heading in zip(self.names, headings, strict=True):
            self.fields[name] = forms.ChoiceField(
                label=heading,
                choices=[("", _("not taken in")), *LABELS.items()],
                required=False,
            )
        self.fields["sheet"] = forms.TypedChoiceField(
            label=_("Sheet"),
            choices=list(enumerate(sheets)) or [(0, "")],
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.Select() if len(sheets) > 1 else forms.HiddenInput(),
        )

    def clean(self) -> dict[str, Any]:
        chosen = Counter(field for field in self._chosen() if field)
        for field, count in chosen.items():
            if count > 1:
                raise ValidationError(
                    _("Two columns are chosen as “%(field)s”. Keep one of them."),
                    params={"field": LABELS[field]},
                )
        if "text" not in chosen:
            raise ValidationError(_("Say which column holds the message."))
        return self.cleaned_data

    def _chosen(self) -> list[str]:
        return [self.cleaned_data.get(name, "") for name in self.names]

    def sheet(self) -> int:
        return self.cleaned_data["sheet"] or 0

    def mapping(self) -> dict[str, int]:
        return {field: number for number, field in enumerate(self._chosen()) if field}
