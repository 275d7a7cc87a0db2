"""What a mediation asks of whoever writes it down. Shape only: rights are asked of the rules."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sanwen.core.fields import Words
from sanwen.deliver.matters.models import Route
from sanwen.deliver.mediation.drafts import Meeting, Terms
from sanwen.deliver.mediation.models import How
from sanwen.integrity.vault import rules as vault
from sanwen.integrity.vault.models import Way
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.people.models import User

WHEN = "%Y-%m-%dT%H:%M"


def _long(label: Any, *, help_text: Any = "", rows: int = 4) -> Words:
    widget = forms.Textarea(attrs={"rows": rows})
    return Words(label=label, help_text=help_text, max_length=10_000, widget=widget)


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **kwargs)


def people(label: Any, *, required: bool = True) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=int, required=required, empty_value=None)


class PeopleForm(forms.Form):
    """A form in which somebody is chosen from the list of those who may mediate."""

    chooses = "wants"

    def __init__(self, *args: Any, mediators: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {user.pk: user for user in mediators}
        field = self.fields[self.chooses]
        assert isinstance(field, forms.ChoiceField)
        empty = [] if field.required else [("", _("nobody yet"))]
        field.choices = [*empty, *[(user.pk, _labelled(user)) for user in mediators]]

    @property
    def chosen(self) -> User | None:
        return self.people.get(self.cleaned_data[self.chooses] or 0)


def _labelled(user: User) -> str:
    return f"{'、'.join(unit.name for unit in user.units())} · {user.display_name}"


class OpenForm(forms.Form):
    about = _long(_("What the sides disagree about"), rows=3)
    unit = forms.TypedChoiceField(label=_("Which unit keeps the file"), coerce=int)

    def __init__(self, *args: Any, units: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ChoiceField)
        unit.choices = units


class PartyForm(forms.Form):
    stands_for = Words(
        label=_("Which side"),
        help_text=_("What it stands for, such as “the upper floor”. No name here."),
        max_length=60,
    )
    name = Words(label=_("Name"), max_length=100, required=False)
    phone = Words(label=_("Telephone"), max_length=60, required=False)
    email = Words(label=_("E-mail"), max_length=254, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not (ruling := vault.may_keep(self.contact)):
            raise ValidationError(str(ruling.reason))
        return cleaned

    @property
    def contact(self) -> ContactDraft:
        given = {name: self.cleaned_data[name] for name in ("name", "phone", "email")}
        way = Way.EMAIL if given["email"] else Way.PHONE if given["phone"] else Way.CODE_ONLY
        return ContactDraft(wishes=way, **given)


class ConsentForm(PeopleForm):
    how = forms.ChoiceField(label=_("How they said yes"), choices=How.choices)
    wants = people(_("Whom they would like as mediator"), required=False)


class NameForm(PeopleForm):
    wants = people(_("Whom they would like as mediator"))


class BeginForm(PeopleForm):
    wants = people(_("The mediator that all sides have named"))


class AsideForm(forms.Form):
    asked_by = Words(
        label=_("Who asked"), help_text=_("A side, or the mediator. No name."), max_length=60
    )
    because = Words(
        label=_("Why"), help_text=_("Nobody judges whether it is reason enough."), max_length=200
    )


class SessionForm(forms.Form):
    held_at = forms.DateTimeField(
        label=_("When"),
        input_formats=[WHEN],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=WHEN),
    )
    place = Words(label=_("Place"), max_length=120)
    is_open = forms.BooleanField(
        label=_("Open to others, because all sides wish it"), required=False
    )
    took_part = Words(
        label=_("Who took part"),
        help_text=_("Sides and callings; no names."),
        max_length=300,
    )
    minutes = _long(
        _("Minutes"), help_text=_("Read by those who keep this file, and by nobody else.")
    )

    def meeting(self) -> Meeting:
        return Meeting(**self.cleaned_data)


class SignForm(forms.Form):
    facts = _long(_("What happened, and what the sides disagreed about"))
    terms = _long(_("What they have agreed, and who owes what"))
    performance = _long(_("How, where and by when it is done"), rows=3)
    is_oral = forms.BooleanField(label=_("Agreed by word; the mediator noted it"), required=False)
    signed_on = _day(_("Signed by all on"))
    effective_on = _day(_("Takes effect on"))
    follow_up_on = _day(_("When the mediator asks whether it is kept"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and cleaned["effective_on"] < cleaned["signed_on"]:
            self.add_error("effective_on", _("It takes effect when it is signed, or later."))
        return cleaned

    def agreed(self) -> Terms:
        return Terms(**self.cleaned_data)


class FailForm(forms.Form):
    because = Words(label=_("How it ended"), max_length=300)
    routes = forms.MultipleChoiceField(
        label=_("The other ways that the sides were told of"),
        choices=Route.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Name the other ways that the sides have (Art. 26).")},
    )


class ProlongForm(forms.Form):
    until = _day(_("Until which day"))
    because = Words(label=_("How all sides agreed to go on"), max_length=200)


class ConfirmForm(forms.Form):
    asked_on = _day(_("Both asked the court on"))
    confirmed_on = _day(_("Confirmed by the court on"), required=False)


class FollowUpForm(forms.Form):
    result = _long(
        _("What was found"), help_text=_("What is kept, what is not, what was done about it.")
    )
