"""The shape of what an administrator fills in about accounts."""

from allauth.account.forms import ChangePasswordForm
from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from sanwen.people.models import USERNAME, User
from sanwen.people.roles import Role
from sanwen.places.models import Unit


class OwnPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """allauth's form, with what a password needs said in one line."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _(
            "At least 10 characters. Not a common word, not only digits, not like your name."
        )


class AccountForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60)
    username = forms.CharField(
        label=_("User name"),
        max_length=40,
        help_text=_("Small letters, digits, dot and hyphen, as in li.wei. It is never changed."),
        validators=[
            RegexValidator(
                USERNAME, _("Begin with a letter; then small letters, digits, dot or hyphen.")
            )
        ],
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username=username).exists():
            raise forms.ValidationError(_("There is an account of this name already."))
        return username


class RoleForm(forms.Form):
    role = forms.TypedChoiceField(label=_("Role"), choices=Role, coerce=Role)
    unit = forms.ModelChoiceField(
        label=_("In the unit, and all below it"), queryset=Unit.objects.none()
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["unit"].queryset = Unit.objects.active()  # type: ignore[attr-defined]


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Name or user name"), required=False, max_length=60)
