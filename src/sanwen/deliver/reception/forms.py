"""What reception asks. Shape only: whether it may be is asked of the rules."""

import secrets
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sanwen.core.fields import Words
from sanwen.deliver.reception.actions.booking import VisitDraft
from sanwen.deliver.reception.models import Checklist
from sanwen.deliver.reception.models.visits import MOST_PEOPLE
from sanwen.deliver.reception.rules import may_come_together
from sanwen.integrity.vault import shapes
from sanwen.integrity.vault.models import Openness, Way
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.people.models import User

WHEN = "%Y-%m-%dT%H:%M"
MORE = MOST_PEOPLE + 1
PEOPLE = [
    (1, _("I come alone")),
    *[(n, str(n)) for n in range(2, MOST_PEOPLE + 1)],
    (MORE, _("more than five")),
]


def subject_field(language: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("What is it about?"),
        help_text=_("So that we can tell you now what to bring, all of it and once."),
        choices=_lists(language, empty=_("I say it there")),
        required=False,
    )


def _lists(language: str, *, empty: Any) -> list[tuple[Any, Any]]:
    lists = Checklist.objects.current().order_by("pk")
    return [("", empty), *[(one.pk, one.text_in("name", language)) for one in lists]]


class VisitForm(forms.Form):
    """What appointment and counter share: what about, how many, and the key of the form."""

    people = forms.TypedChoiceField(
        label=_("How many of you come?"), choices=PEOPLE, coerce=int, initial=1
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checklist"] = self._subject(language)
        self.initial.setdefault("key", secrets.token_urlsafe(18))
        self.order_fields(["slot", "checklist", "people"])

    def _subject(self, language: str) -> forms.ChoiceField:
        return subject_field(language)

    def clean_people(self) -> int:
        people = int(self.cleaned_data["people"])
        if not (ruling := may_come_together(people)):
            raise ValidationError(str(ruling.reason))
        return people

    def _contact(self) -> ContactDraft:
        return ContactDraft(openness=Openness.ANONYMOUS)

    def draft(self) -> VisitDraft:
        chosen = self.cleaned_data["checklist"]
        return VisitDraft(
            submission_key=self.cleaned_data["key"],
            people=self.cleaned_data["people"],
            checklist=Checklist.objects.get(pk=chosen) if chosen else None,
            contact=self._contact(),
        )


class WalkInForm(VisitForm):
    """The same at the counter, in the words of whoever asks there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = self.fields["people"]
        assert isinstance(people, forms.ChoiceField)
        people.label = _("How many have come")
        people.choices = [(n, str(n)) for n in range(1, MORE)]

    def _subject(self, language: str) -> forms.ChoiceField:
        field = subject_field(language)
        field.label, field.help_text = _("What about"), ""
        field.choices = _lists(language, empty=_("Not said yet"))
        return field


class BookForm(VisitForm):
    slot = forms.ChoiceField(
        label=_("At what time?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose a time."),
            "invalid_choice": _("This time has just been taken. Please choose another one."),
        },
    )
    phone = Words(
        label=_("Telephone"),
        help_text=_("Only so that we can tell you if the appointment has to move."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    email = Words(
        label=_("E-mail"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, times: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        slot = self.fields["slot"]
        assert isinstance(slot, forms.ChoiceField)
        slot.choices = times

    def clean_slot(self) -> time:
        return time.fromisoformat(self.cleaned_data["slot"])

    def clean_phone(self) -> str:
        return self._shaped("phone", shapes.phone_is_right)

    def clean_email(self) -> str:
        return self._shaped("email", shapes.email_is_right)

    def _shaped(self, name: str, rule: Any) -> str:
        text = str(self.cleaned_data[name])
        if text and not (ruling := rule(text)):
            raise ValidationError(ruling.reason)
        return text

    def _contact(self) -> ContactDraft:
        phone, email = self.cleaned_data["phone"], self.cleaned_data["email"]
        way = Way.EMAIL if email else Way.PHONE if phone else Way.CODE_ONLY
        return ContactDraft(phone=phone, email=email, wishes=way)


class HandOverForm(forms.Form):
    to = forms.TypedChoiceField(label=_("To whom"), coerce=int)
    because = Words(
        label=_("Why"),
        help_text=_("About the matter, not about the visitor. The visitor can read it."),
        max_length=200,
        error_messages={"required": _("Write in a few words why.")},
    )

    def __init__(self, *args: Any, colleagues: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {user.pk: user for user in colleagues}
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)
        to.choices = [(user.pk, _labelled(user)) for user in colleagues]

    @property
    def colleague(self) -> User:
        return self.colleagues[self.cleaned_data["to"]]


def _labelled(user: User) -> str:
    units = "、".join(unit.name for unit in user.units())
    return f"{units} · {user.display_name}"


class CallOffForm(forms.Form):
    because = Words(
        label=_("Why the counter cannot receive"),
        help_text=_("The visitor reads this, and can choose another time at once."),
        max_length=200,
        error_messages={"required": _("Write in a few words why.")},
    )


class TellForm(forms.Form):
    """One box for each thing on the list: ticked is what the visitor still lacks."""

    missing = forms.TypedMultipleChoiceField(
        label=_("What is still missing"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, items: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        missing = self.fields["missing"]
        assert isinstance(missing, forms.MultipleChoiceField)
        missing.choices = list(enumerate(items))


class GapForm(forms.Form):
    checklist = forms.TypedChoiceField(label=_("Which list"), coerce=int)
    asked_for = Words(
        label=_("What was asked for that the list does not name"),
        max_length=200,
        error_messages={"required": _("Write what was asked for.")},
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["checklist"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (one.pk, one.text_in("name", language))
            for one in Checklist.objects.current().order_by("pk")
        ]

    @property
    def chosen(self) -> Checklist:
        return Checklist.objects.get(pk=self.cleaned_data["checklist"])
