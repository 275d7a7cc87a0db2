"""What the desk and residents fill in. Shape only: whether it may be is asked of the rules."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanwen.core.fields import Words
from sanwen.counsel.meetings.models import Meeting
from sanwen.places.models import Unit
from sanwen.verdict.promises import lines
from sanwen.verdict.promises.drafts import (
    FindingDraft,
    HandsDraft,
    MeasureDraft,
    ProjectDraft,
    RoundDraft,
    SayingDraft,
    StepDraft,
)
from sanwen.verdict.promises.models import How, Stage
from sanwen.verdict.ratings.forms import Cards, Faces
from sanwen.verdict.ratings.models import Satisfaction, Solved

ALL_READ_IT = _("All will read it.")
NO_NAMES = _("All will read it. No names and nothing of single people.")


def _long(label: Any, *, rows: int = 3, **options: Any) -> Words:
    return Words(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


def _day(label: Any, *, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, help_text=help_text)


class ProjectForm(forms.Form):
    words = Words(label=_("What is promised"), max_length=200)
    ground = Words(
        label=_("Where it was promised in public"),
        help_text=_("The list, the session, the page."),
        max_length=200,
    )
    for_whom = Words(label=_("Whom it is for"), max_length=200, required=False)
    told_on = _day(_("The day it was promised"))
    due_on = _day(
        _("The day by which it is promised"),
        help_text=_("This day stays for ever. If it is moved later, both are shown."),
    )
    milestones = _long(
        _("Steps"),
        help_text=_("One a line, with its day: “tender decided 2026-03-31”."),
        required=False,
        max_length=20_000,
    )
    batches = _long(
        _("Villages or streets in turn"),
        help_text=_("One a line, with its day: “Shiqiao 2026-06-30”."),
        required=False,
        max_length=20_000,
    )
    indicators = _long(
        _("What is measured"),
        help_text=_("One a line: what, in which measure, how much: “pipes laid, km, 12.5”."),
        required=False,
        max_length=20_000,
    )

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.pk: unit for unit in units}
        self.fields["unit"] = forms.TypedChoiceField(
            label=_("Who promised it"), choices=[(u.pk, u.name) for u in units], coerce=int
        )
        self.order_fields(["unit"])

    def clean_milestones(self) -> list[StepDraft]:
        return lines.steps(self.cleaned_data["milestones"], longest=160)

    def clean_batches(self) -> list[StepDraft]:
        found = lines.steps(self.cleaned_data["batches"], longest=80)
        if len({one.words for one in found}) < len(found):
            raise forms.ValidationError(_("A place stands there twice."))
        return found

    def clean_indicators(self) -> list[MeasureDraft]:
        return lines.measures(self.cleaned_data["indicators"])

    def draft(self) -> ProjectDraft:
        given = dict(self.cleaned_data)
        return ProjectDraft(unit=self.units[given.pop("unit")], **given)


class SayingForm(forms.Form):
    words = _long(_("What is to be told"), help_text=NO_NAMES, max_length=500)
    on = _day(_("Of which day"))

    def draft(self) -> SayingDraft:
        return SayingDraft(**self.cleaned_data)


class CannotForm(SayingForm):
    instead = _long(_("What is done instead, or where people can turn now"), max_length=500)
    field_order = ("words", "instead", "on")


class DayForm(forms.Form):
    to = _day(_("The new day"))
    because = _long(_("Why it is moved"), help_text=ALL_READ_IT, max_length=300)


class AskForm(forms.Form):
    how = forms.ChoiceField(label=_("How residents are asked"), widget=forms.RadioSelect)
    who = Words(
        label=_("Whom it was for"),
        help_text=_("For example: the 120 households of Shiqiao village."),
        max_length=160,
    )
    asked = forms.IntegerField(
        label=_("How many people that is"),
        help_text=_("So many codes can be handed out. By mail it is counted."),
        min_value=1,
        required=False,
    )
    closes_on = _day(_("Last day to answer"))

    def __init__(self, *args: Any, by_mail: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [How.CODES, How.FOLLOWERS] if by_mail else [How.CODES]
        field = self.fields["how"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(way.value, way.label) for way in ways]
        field.initial = How.CODES

    def draft(self) -> RoundDraft:
        given = dict(self.cleaned_data)
        return RoundDraft(**given | {"asked": given["asked"] or 0})


class CodesForm(forms.Form):
    many = forms.IntegerField(label=_("How many codes"), min_value=1)


class HandsForm(forms.Form):
    yes = forms.IntegerField(label=_("Hands for “done”"), min_value=0)
    partly = forms.IntegerField(label=_("Hands for “partly”"), min_value=0)
    no = forms.IntegerField(label=_("Hands for “not done”"), min_value=0)
    counted_by = Words(
        label=_("Who counted"),
        help_text=_("In which capacity, without names: “two members of the oversight committee”."),
        max_length=120,
    )

    def __init__(self, *args: Any, meetings: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meetings = {one.pk: one for one in meetings}
        self.fields["meeting"] = forms.TypedChoiceField(
            label=_("At which talk meeting"),
            choices=[(one.pk, f"{one.ref} {one.question}") for one in meetings],
            coerce=int,
        )
        self.order_fields(["meeting"])

    def draft(self) -> HandsDraft:
        given = dict(self.cleaned_data)
        return HandsDraft(meeting=self.meetings[given.pop("meeting")], **given)


class ReplyForm(forms.Form):
    words = _long(
        _("What will be done about what residents find, and by when"),
        help_text=NO_NAMES,
        rows=5,
        max_length=1000,
    )


class OnForm(forms.Form):
    on = _day(_("On which day"))


class StageForm(OnForm):
    stage = forms.TypedChoiceField(
        label=_("How far it is"), choices=Stage.choices, coerce=Stage, widget=forms.RadioSelect
    )
    field_order = ("stage", "on")


class MeasureForm(OnForm):
    reached = forms.DecimalField(
        label=_("Reached by that day"), min_value=0, max_digits=14, decimal_places=2
    )
    field_order = ("reached", "on")


class CodeForm(forms.Form):
    code = forms.CharField(max_length=60)


class FindingForm(forms.Form):
    """Two taps are enough."""

    solved = forms.ChoiceField(
        label=_("Is it done as promised?"),
        choices=[
            (Solved.YES, _("yes, done")),
            (Solved.PARTLY, _("partly")),
            (Solved.NO, _("no, not done")),
        ],
        widget=Cards(attrs={"class": "three"}),
        error_messages={"required": _("Please choose one of the three.")},
    )
    satisfaction = forms.TypedChoiceField(
        label=_("How satisfied are you with it?"),
        choices=Satisfaction.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=Faces(attrs={"class": "faces"}),
    )
    words = _long(
        _("What would you like to say about it?"),
        help_text=_("Without names, please. The unit reads it together with all others."),
        required=False,
        max_length=500,
    )

    def draft(self) -> FindingDraft:
        return FindingDraft(**self.cleaned_data)
