"""What visitors say of a counter, and what staff say of an event there."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanwen.core.fields import Words
from sanwen.deliver.reception.actions.safety import EventDraft
from sanwen.deliver.reception.actions.speaking import Said
from sanwen.deliver.reception.models.safety import Need, What

WHEN = "%Y-%m-%dT%H:%M"
HARD = [("yes", _("Yes")), ("no", _("No")), ("", _("I do not say"))]


class FeedbackForm(forms.Form):
    door = forms.ChoiceField(
        label=_("Was it hard to get in: to find the place, a time, somebody to talk to?"),
        choices=HARD, widget=forms.RadioSelect, required=False,
    )  # fmt: skip
    face = forms.ChoiceField(
        label=_("Were you received with a cold face?"),
        choices=HARD, widget=forms.RadioSelect, required=False,
    )  # fmt: skip
    talk = forms.ChoiceField(
        label=_("Did somebody speak to you badly?"),
        choices=HARD, widget=forms.RadioSelect, required=False,
    )  # fmt: skip
    deed = forms.ChoiceField(
        label=_("Was it made hard to get the thing done: sent around, papers asked for again?"),
        choices=HARD, widget=forms.RadioSelect, required=False,
    )  # fmt: skip
    not_on_the_list = Words(
        label=_("Was something asked for that was not on the list you were given? What?"),
        max_length=200,
        required=False,
    )
    words = Words(
        label=_("Anything else"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def said(self) -> Said:
        four = {
            name: {"yes": True, "no": False}.get(self.cleaned_data[name])
            for name in ("door", "face", "talk", "deed")
        }
        words = self.cleaned_data["words"]
        return Said(
            words=words, not_on_the_list=self.cleaned_data.get("not_on_the_list", ""), **four
        )


class EventForm(forms.Form):
    what = forms.ChoiceField(label=_("What it was"), choices=What.choices, widget=forms.RadioSelect)
    happened_at = forms.DateTimeField(
        label=_("When"),
        input_formats=[WHEN],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=WHEN),
    )
    words = Words(
        label=_("In a few words"),
        help_text=_(
            "What was done or said. No name, no number, nothing by which a visitor is known."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write in a few words what happened.")},
    )
    need = forms.ChoiceField(
        label=_("What is needed now"), choices=Need.choices, initial=Need.NOTHING
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.initial.setdefault("happened_at", timezone.localtime(now))

    def clean_happened_at(self) -> datetime:
        happened_at: datetime = self.cleaned_data["happened_at"]
        if (happened_at - self.now).total_seconds() > 60:
            raise ValidationError(_("This lies in the future."))
        return min(happened_at, self.now)

    def draft(self) -> EventDraft:
        cleaned = self.cleaned_data
        return EventDraft(
            what=What(cleaned["what"]),
            happened_at=cleaned["happened_at"],
            words=cleaned["words"],
            need=Need(cleaned["need"]),
        )
