"""What is needed to take in a consultation from elsewhere."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanwen.places.models import Unit

LARGEST = 30_000_000


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class TakeInForm(forms.Form):
    unit = forms.ChoiceField(label=_("Which unit takes it in?"))
    question = forms.CharField(label=_("The question, as it was put there"), max_length=120)
    source = forms.CharField(
        label=_("Where are the votes from?"),
        help_text=_("For everybody to read: which site, who ran it, from when to when."),
        max_length=200,
    )
    sent = forms.FileField(
        label=_("The files"),
        help_text=_("comments.csv and votes.csv (or participants-votes.csv), or a zip of them."),
        widget=SeveralFiles,
    )
    is_read = forms.BooleanField(
        label=_("I have read the opinions: show them at once. Else the desk reads them first."),
        required=False,
    )

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or ""
        self.units = {str(unit.pk): unit for unit in units}
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, unit.name_in(language)) for key, unit in self.units.items()]

    def clean_sent(self) -> dict[str, bytes]:
        """Every file by its name."""
        given = self.files.getlist("sent")
        if sum(one.size or 0 for one in given) > LARGEST:
            raise forms.ValidationError(_("These files are too large for a page."))
        return {str(one.name): one.read() for one in given}
