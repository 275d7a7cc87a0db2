"""What the desk fills in. Shape only: whether it may be is asked of the rules."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from sanwen.core.fields import Words
from sanwen.counsel.consultations.drafts import (
    ConsultationDraft,
    MarginDraft,
    MaterialDraft,
    PhaseDraft,
)
from sanwen.counsel.consultations.models import Consultation, HoldReason, Identity
from sanwen.counsel.consultations.models.statement import LONGEST
from sanwen.counsel.consultations.phases import Kind
from sanwen.places.models import Unit

LARGEST_FILE = 10 * 1024 * 1024
FILES = frozenset(
    (".pdf", ".docx", ".doc", ".xlsx", ".xls", ".pptx", ".odt", ".ods", ".txt", ".csv")
    + (".png", ".jpg", ".jpeg")
)
ASKED = (Kind.GATHER, Kind.REACT, Kind.DISCUSS)


def _long(label: Any, *, rows: int = 4, **options: Any) -> Words:
    return Words(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


def _day(label: Any, *, required: bool = False) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=required)


class ConsultationForm(forms.Form):
    question = Words(
        label=_("The question"),
        help_text=_("As one would ask a neighbour. No file number, no title."),
        max_length=120,
    )
    summary = _long(
        _("Summary"),
        help_text=_("Read aloud in a minute: what it is about, what can still be changed."),
        max_length=300,
        rows=3,
    )
    background = _long(_("Background in plain words"), rows=8)
    who_decides = Words(label=_("Who decides"), max_length=200)
    decide_by = _day(_("The day of the decision"), required=True)
    is_major = forms.BooleanField(
        label=_("A major decision: at least 30 days"),
        required=False,
    )
    short_because = _long(
        _("If it is shorter: why"), help_text=_("All will read it."), required=False, rows=2
    )
    identity = forms.ChoiceField(
        label=_("One person, one voice"),
        choices=Identity.choices,
        widget=forms.RadioSelect,
        initial=Identity.COOKIE,
    )

    def __init__(
        self, *args: Any, units: Sequence[Unit], one: Consultation | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**self.initial, **(_initial(one) if one else {})}
        self.units = {unit.pk: unit for unit in units}
        if one is None:
            self.fields["unit"] = forms.TypedChoiceField(
                label=_("Which unit asks"), choices=[(u.pk, u.name) for u in units], coerce=int
            )
            self.order_fields(["unit"])
        for kind in ASKED:
            self.fields[f"{kind}_from"] = _day(_("%(phase)s: from") % {"phase": kind.label})
            self.fields[f"{kind}_to"] = _day(_("%(phase)s: to") % {"phase": kind.label})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for kind in ASKED:
            first, last = cleaned.get(f"{kind}_from"), cleaned.get(f"{kind}_to")
            if bool(first) != bool(last):
                self.add_error(f"{kind}_to", _("A phase has a first and a last day."))
            elif first and last and last < first:
                self.add_error(f"{kind}_to", _("It ends on its first day, or later."))
        return cleaned

    def draft(self) -> ConsultationDraft:
        names = ("question", "summary", "background", "who_decides", "decide_by", "is_major")
        given = {name: self.cleaned_data[name] for name in (*names, "short_because")}
        return ConsultationDraft(**given, identity=Identity(self.cleaned_data["identity"]))

    def phases(self) -> list[PhaseDraft]:
        given = self.cleaned_data
        return [
            PhaseDraft(kind, given[f"{kind}_from"], given[f"{kind}_to"])
            for kind in ASKED
            if given[f"{kind}_from"]
        ]


def _initial(one: Consultation) -> dict[str, Any]:
    names = ("question", "summary", "background", "who_decides", "decide_by", "is_major")
    known: dict[str, Any] = {
        name: getattr(one, name) for name in (*names, "short_because", "identity")
    }
    for phase in one.phases.all():
        known |= {f"{phase.kind}_from": phase.opens_on, f"{phase.kind}_to": phase.closes_on}
    return known


class MaterialForm(forms.Form):
    title = Words(label=_("What it is"), max_length=120)
    text = _long(_("Its words"), required=False)
    file = forms.FileField(label=_("Or a file"), required=False)

    def clean_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return None
        if PurePath(file.name or "").suffix.lower() not in FILES:
            raise ValidationError(_("A PDF, an office file, a text or a picture."))
        if (file.size or 0) > LARGEST_FILE:
            raise ValidationError(_("Ten megabytes at most."))
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned["text"] and not cleaned["file"]:
            raise ValidationError(_("Give its words or a file."))
        return cleaned

    def draft(self) -> MaterialDraft:
        given = self.cleaned_data
        return MaterialDraft(given["title"], given["text"], given["file"])


class MarginForm(forms.Form):
    name = Words(
        label=_("A division of the population"),
        help_text=_("For example: town, age. It is asked as a question that can be skipped."),
        max_length=60,
    )
    source = Words(label=_("Where the numbers are from"), max_length=200)
    parts = _long(_("Parts, one a line: name and number"), help_text=_("For example: Liuxi 12000"))

    def clean_parts(self) -> tuple[tuple[str, int], ...]:
        found = dict(
            _part(line) for line in self.cleaned_data["parts"].splitlines() if line.strip()
        )
        if len(found) < 2:
            raise ValidationError(_("A division has two parts at least."))
        return tuple(found.items())

    def draft(self) -> MarginDraft:
        return MarginDraft(**self.cleaned_data)


def _part(line: str) -> tuple[str, int]:
    name, _space, number = line.strip().replace("\t", " ").replace("：", " ").rpartition(" ")
    number = number.replace(",", "").replace("，", "")
    if not name.strip() or not (number.isascii() and number.isdecimal()) or len(number) > 9:
        raise ValidationError(
            _("Not a name and a number: %(line)s"), params={"line": line.strip()[:40]}
        )
    return name.strip()[:60], int(number)


class StatementsForm(forms.Form):
    texts = _long(
        _("Opinions that the body puts, one a line"),
        help_text=_("Each is one thought that one can agree or disagree with. They are marked."),
    )

    def clean_texts(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["texts"].splitlines()]
        texts = [line for line in dict.fromkeys(lines) if line]
        if any(len(text) > LONGEST for text in texts):
            raise ValidationError(_("Use at most %(most)d characters."), params={"most": LONGEST})
        return texts


class HoldForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Which reason"), choices=HoldReason.choices, widget=forms.RadioSelect
    )
    words = Words(
        label=_("In a few words, for the writer"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
    )


class WithdrawForm(forms.Form):
    because = _long(_("Why it is withdrawn"), help_text=_("All will read it."), rows=2)


class AfterForm(forms.Form):
    """What follows the decision; `kind` is what is noted next."""

    on = _day(_("On which day"), required=True)
    words = _long(_("What was done"), help_text=_("All will read it."), max_length=300, rows=3)
    link = forms.URLField(
        label=_("Where people judge, if that is on the web"),
        required=False,
        max_length=200,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
    )

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind == Kind.JUDGED:
            self.fields["on"].label = _("Since which day people judge")
            self.fields["words"].label = _("Where and how people judge the result")
        else:
            self.fields["on"].label = _("On which day the last promise was kept")
            del self.fields["link"]


class PassesForm(forms.Form):
    many = forms.IntegerField(label=_("How many codes"), min_value=1, initial=100)


class AppealForm(forms.Form):
    upheld = forms.TypedChoiceField(
        label=_("What you decide"),
        choices=[("1", _("it is shown")), ("0", _("it stays held back"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    answer = Words(
        label=_("Why, for the writer"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
    )
