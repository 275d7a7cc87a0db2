"""What the administrator fills in: a counter with its hours, a list, a roster file."""

import re
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sanwen.deliver.reception.actions.counters import CounterDraft, HoursRow
from sanwen.deliver.reception.actions.lists import ListDraft
from sanwen.deliver.reception.models import Counter
from sanwen.places.models import Unit

_LINE = re.compile(
    r"([1-7])(?:\s*-\s*([1-7]))?\s+(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})"
    r"(?:\s+(\d{1,3}))?(?:\s+(\d{1,2}))?"
)


class CounterForm(forms.Form):
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    name = forms.CharField(label=_("Name of the counter"), max_length=60)
    name_en = forms.CharField(label=_("Name in English"), max_length=60, required=False)
    room = forms.CharField(label=_("Room"), max_length=60, required=False)
    letter = forms.RegexField(
        label=_("Letter before the number"), regex=r"^[A-Z]$", max_length=1, initial="A"
    )
    days_ahead = forms.IntegerField(
        label=_("Days that can be booked ahead"), min_value=1, max_value=90, initial=14
    )
    hours = forms.CharField(
        label=_("Hours"),
        help_text=_(
            "One stretch a line: weekdays 1 to 7, from-to, minutes a visit, visits at a time. "
            "“1-5 08:30-11:30 30 2” is Monday to Friday."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    is_active = forms.BooleanField(label=_("Receives visitors"), required=False, initial=True)

    def __init__(
        self, *args: Any, units: Any, counter: Counter | None = None, **kwargs: Any
    ) -> None:
        if counter is not None:
            kwargs["initial"] = _shown(counter)
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)
        unit.queryset = units
        if counter is not None:
            unit.disabled = True

    def clean_hours(self) -> list[HoursRow]:
        rows: dict[tuple[int, time], HoursRow] = {}
        for number, line in enumerate(self.cleaned_data["hours"].splitlines(), start=1):
            for row in _rows(line, number):
                rows[row.weekday, row.opens] = row
        return list(rows.values())

    def draft(self) -> CounterDraft:
        names = ("name", "letter", "name_en", "room", "days_ahead", "is_active")
        return CounterDraft(**{name: self.cleaned_data[name] for name in names})


def _rows(line: str, number: int) -> list[HoursRow]:
    if not line.strip():
        return []
    plain = line.strip().replace("：", ":").replace("－", "-")
    found = _LINE.fullmatch(plain)
    wrong = ValidationError(_("Line %(line)d cannot be read."), params={"line": number})
    if found is None:
        raise wrong
    first, last, opens, closes, minutes, capacity = found.groups()
    try:
        begins, ends = time.fromisoformat(opens.zfill(5)), time.fromisoformat(closes.zfill(5))
    except ValueError:
        raise wrong from None
    length, most = int(minutes or 30), int(capacity or 1)
    if begins >= ends or not 5 <= length <= 240 or not 1 <= most <= 50:
        raise wrong
    days = range(int(first) - 1, int(last or first))
    return [HoursRow(day, begins, ends, length, most) for day in days]


def _shown(counter: Counter) -> dict[str, Any]:
    names = ("name", "name_en", "room", "letter", "days_ahead", "is_active")
    lines = [
        f"{row.weekday + 1} {row.opens:%H:%M}-{row.closes:%H:%M} {row.minutes} {row.capacity}"
        for row in counter.hours.all()
    ]
    shown = {name: getattr(counter, name) for name in names}
    return shown | {"unit": counter.unit_id, "hours": "\n".join(lines)}


class ListForm(forms.Form):
    name = forms.CharField(label=_("Subject of the list"), max_length=80)
    items = forms.CharField(
        label=_("What to bring, one a line"), widget=forms.Textarea(attrs={"rows": 6})
    )
    where = forms.CharField(label=_("Where"), max_length=200)
    by_when = forms.CharField(label=_("Time limit"), max_length=200)
    takes = forms.CharField(label=_("How long it takes"), max_length=200)
    name_en = forms.CharField(label=_("Subject in English"), max_length=80, required=False)
    items_en = forms.CharField(
        label=_("What to bring, in English, in the same order"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )
    where_en = forms.CharField(label=_("Where, in English"), max_length=200, required=False)
    by_when_en = forms.CharField(label=_("Time limit, in English"), max_length=200, required=False)
    takes_en = forms.CharField(label=_("How long, in English"), max_length=200, required=False)

    def clean_items(self) -> list[str]:
        return _items(self.cleaned_data["items"])

    def clean_items_en(self) -> list[str]:
        items = _items(self.cleaned_data["items_en"])
        chinese = self.cleaned_data.get("items", [])
        if items and len(items) != len(chinese):
            raise ValidationError(_("Both languages need the same number of lines."))
        return items

    def draft(self) -> ListDraft:
        fields = dict(self.cleaned_data)
        return ListDraft(**fields | {"items_en": tuple(fields["items_en"])})


def _items(text: str) -> list[str]:
    items = [line.strip() for line in text.splitlines() if line.strip()]
    if any(len(item) > 200 for item in items):
        raise ValidationError(_("A line has at most 200 characters."))
    return items


class RosterForm(forms.Form):
    file = forms.FileField(label=_("The roster as CSV"))
