"""What residents fill in: an opinion, an address. Shape only."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sanwen.core.fields import Words
from sanwen.counsel.consultations.models.statement import LONGEST
from sanwen.integrity.vault import shapes
from sanwen.listen.voices.masking import for_everybody
from sanwen.methods.personal import Masked


class SayForm(forms.Form):
    text = Words(
        label=_("What do you think?"),
        help_text=_("One thought, so that others can agree or disagree with it."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST}),
    )

    def clean_text(self) -> str:
        text = " ".join(self.cleaned_data["text"].split())
        if len(for_everybody(text).text) > LONGEST:
            raise ValidationError(_("Use at most %(most)d characters."), params={"most": LONGEST})
        return text

    @property
    def masked(self) -> Masked:
        return for_everybody(self.cleaned_data["text"])


class AddressForm(forms.Form):
    email = Words(
        label=_("E-mail"),
        max_length=254,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        address = self.cleaned_data["email"]
        if not (ruling := shapes.email_is_right(address)):
            raise ValidationError(str(ruling.reason))
        return str(address)


class FollowForm(AddressForm):
    """The same address for another purpose: it goes into the vault."""
