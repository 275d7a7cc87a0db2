"""What a talk meeting asks of those who hold it and of whoever is invited. Shape only."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanwen.core import codes
from sanwen.core.fields import Words
from sanwen.counsel.consultations.models import Consultation
from sanwen.counsel.meetings import listed
from sanwen.counsel.meetings.drafts import Announcement, GuestDraft, MeetingDraft, OpinionDraft
from sanwen.counsel.meetings.models import SpokenBy
from sanwen.places.models import Unit

WHEN = "%Y-%m-%dT%H:%M"


def _long(label: Any, *, rows: int = 4, **kwargs: Any) -> Words:
    widget = forms.Textarea(attrs={"rows": rows})
    return Words(label=label, max_length=10_000, widget=widget, **kwargs)


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    day = forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=day, **kwargs)


def _number(label: Any, *, low: int = 1, high: int = 1000, **kwargs: Any) -> forms.IntegerField:
    short = forms.NumberInput(attrs={"class": "short"})
    return forms.IntegerField(label=label, min_value=low, max_value=high, widget=short, **kwargs)


def _choice(label: Any, **kwargs: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=int, **kwargs)


def _offer(form: forms.Form, name: str, choices: list[tuple[Any, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class MeetingForm(forms.Form):
    unit = _choice(_("Which unit holds it"))
    consultation = _choice(_("To which question it belongs"), required=False, empty_value=None)
    question = Words(label=_("What is talked about"), max_length=120)
    background = _long(_("What one needs to know"), required=False)
    place = Words(label=_("Place"), max_length=160)
    begins_at = forms.DateTimeField(
        label=_("Day and time"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "short"}, format=WHEN),
    )
    size = _number(_("How many come in all"), help_text=_("The guide says 30 to 100."))
    by_lot = _number(_("How many of them by lot"), help_text=_("The guide says 75 to 85 %."))
    departs_because = Words(
        label=_("Why other figures than the guide's"),
        max_length=300,
        required=False,
        help_text=_("Everybody reads it."),
    )

    def __init__(
        self,
        *args: Any,
        units: Sequence[Unit],
        consultations: Sequence[Consultation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.pk: unit for unit in units}
        self.consultations = {each.pk: each for each in consultations}
        _offer(self, "unit", [(pk, unit.name) for pk, unit in self.units.items()])
        asked = [(pk, f"{each.ref} {each.question}") for pk, each in self.consultations.items()]
        _offer(self, "consultation", [("", _("to none")), *asked])

    def draft(self) -> MeetingDraft:
        told = dict(self.cleaned_data)
        unit, asked = self.units[told.pop("unit")], self.consultations.get(told.pop("consultation"))
        return MeetingDraft(unit=unit, consultation=asked, **told)


class GuestForm(forms.Form):
    who = Words(
        label=_("In which capacity"), max_length=80, help_text=_("Such as deputies. No names.")
    )
    count = _number(_("How many"), high=100)
    because = Words(label=_("Why they are asked"), max_length=200)

    def draft(self) -> GuestDraft:
        return GuestDraft(**self.cleaned_data)


class ListForm(forms.Form):
    """The file is read while it is checked: what is wrong with it is told beside it."""

    file = forms.FileField(
        label=_("The list, as a CSV file or workbook"),
        help_text=_(
            "A column 编号 (1, 2, 3 …, nothing that tells who), up to 4 columns by which the lot "
            "keeps its proportions, such as 村 or 年龄段; and, if known, 姓名, 电话, 邮箱, 地址."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xls,.ods"}),
    )
    source = Words(
        label=_("Where the list comes from"),
        max_length=200,
        help_text=_("Everybody reads it: such as all adult residents of the township on 1 March."),
    )

    def clean_file(self) -> list[listed.Line]:
        try:
            return listed.read(self.cleaned_data["file"].read())
        except listed.Unreadable as fault:
            raise ValidationError(str(fault)) from fault


class AnnounceForm(forms.Form):
    seed_source = Words(
        label=_("Which number the lot is drawn with"),
        max_length=200,
        help_text=_("One that nobody can know today: such as a lottery's draw on a named day."),
    )
    seed_on = _day(_("The day on which it will be known"))

    def told(self) -> Announcement:
        return Announcement(**self.cleaned_data)


class DrawForm(forms.Form):
    seed = Words(
        label=_("The number, as it was published"),
        max_length=200,
        help_text=_("Sign by sign: whoever recomputes the lot types the same."),
    )


class InviteForm(forms.Form):
    reply_by = _day(_("By which day they are asked to reply"))


class HoldForm(forms.Form):
    by_lot = _number(_("How many drawn by lot came"), low=0)
    guests = _number(_("How many guests came"), low=0)


class OpinionForm(forms.Form):
    spoken_by = forms.ChoiceField(
        label=_("Who said it"), choices=SpokenBy.choices, widget=forms.RadioSelect
    )
    gist = _long(_("The gist, as you read it back"), rows=2)
    was_read_back = forms.BooleanField(label=_("I read it back, and the speaker agreed"))
    consents = forms.BooleanField(
        label=_("The speaker agrees that their own words are published, without their name"),
        required=False,
    )
    words = _long(
        _("In the speaker's own words"),
        required=False,
        help_text=_("Kept only if they agree. Names and numbers are masked before it is stored."),
    )
    unit = _choice(_("Which unit answers"))
    due_on = _day(_("By which day"))

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.pk: unit for unit in units}
        _offer(self, "unit", [(pk, unit.name) for pk, unit in self.units.items()])
        gist = self.fields["gist"]
        assert isinstance(gist, forms.CharField)
        gist.max_length = 300

    def draft(self) -> OpinionDraft:
        told = dict(self.cleaned_data)
        return OpinionDraft(unit=self.units[told.pop("unit")], **told)


class AnswerForm(forms.Form):
    words = _long(
        _("The answer"),
        rows=6,
        help_text=_("What is done and by when, or why not and who can help. Everybody reads it."),
    )


class CancelForm(forms.Form):
    because = Words(label=_("Why it is cancelled"), max_length=300)


class NothingForm(forms.Form):
    """An act that needs no more than somebody who means it."""


class ReplyForm(forms.Form):
    code = Words(
        label=_("The code of your invitation"),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "code-box", "autocomplete": "off"}),
        help_text=_("It stands in your invitation."),
    )
    comes = forms.ChoiceField(
        label=_("Will you come?"),
        choices=[
            ("yes", pgettext_lazy("reply", "Yes, I come")),
            ("no", pgettext_lazy("reply", "No; ask somebody else")),
        ],
        widget=forms.RadioSelect,
    )

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if not codes.is_valid(code):
            raise ValidationError(_("This is no code of ours. Look whether a sign is missing."))
        return codes.normalise(code)
