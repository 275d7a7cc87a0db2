"""The shape of a letter brought in, and of its words confirmed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sanwen.core.fields import Words
from sanwen.listen.voices.fields import ManyFiles, PicturesField
from sanwen.places.models import Unit

LONGEST = 20_000


class BringForm(forms.Form):
    pictures = PicturesField(
        label=_("Pages of one letter, in order"),
        help_text=_("Photographed or scanned, up to six. They may lie on any side."),
        widget=ManyFiles(attrs={"accept": "image/*", "multiple": True}),
    )
    desk = forms.ChoiceField(label=_("For which desk"))

    def __init__(self, *args: Any, desks: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desks = {str(unit.pk): unit for unit in desks}
        desk = self.fields["desk"]
        assert isinstance(desk, forms.ChoiceField)
        desk.choices = [(number, unit.name) for number, unit in self.desks.items()]
        self.initial.setdefault("desk", next(iter(self.desks), ""))
        if len(desks) == 1:
            desk.widget = forms.HiddenInput()

    def clean_pictures(self) -> Any:
        pictures = self.cleaned_data["pictures"]
        if not pictures:
            raise ValidationError(_("Choose at least one page."))
        return pictures

    @property
    def chosen_desk(self) -> Unit:
        return self.desks[self.cleaned_data["desk"]]


class ConfirmForm(forms.Form):
    text = Words(
        label=_("The words of the letter"),
        help_text=_("Compare them with the picture, line by line, and correct them."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": _("Write down what the letter says.")},
    )
    compared = forms.BooleanField(
        label=_("I compared the words with the picture"),
        error_messages={"required": _("Compare first, then tick: nothing is taken unseen.")},
    )
