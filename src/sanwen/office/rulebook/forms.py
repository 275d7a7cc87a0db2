"""A version of a procedure as a form: periods, outcomes and moves, without code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanwen.deliver.matters.clock_rules import ClockRule
from sanwen.deliver.matters.house import CHOOSABLE
from sanwen.deliver.matters.models import Outcome
from sanwen.deliver.matters.periods import rule_of
from sanwen.deliver.matters.states import MOVES, Move, State
from sanwen.deliver.procedures import known
from sanwen.deliver.procedures.declared import Declared, Length, Timed
from sanwen.deliver.procedures.shape import LONGEST
from sanwen.office.rulebook.checking import faults

UNITS = [
    ("workday", _("working days")),
    ("day", _("days")),
    ("month", _("months")),
    ("hour", _("hours")),
]
CODE = re.compile(r"[a-z][a-z_]{1,15}")
DATE = forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")


@dataclass(frozen=True, slots=True)
class ClockRow:
    """The four boxes of one clock, with what the reader needs to know of it."""

    name: str
    article: str
    is_law: bool
    is_promise: bool
    boxes: list[BoundField]


class VersionForm(forms.Form):
    begins_on = forms.DateField(label=_("It counts for matters registered from"), widget=DATE)
    outcomes = forms.MultipleChoiceField(
        label=_("What may come of it"), widget=forms.CheckboxSelectMultiple
    )
    because = forms.CharField(
        label=_("Why this version"),
        max_length=1000,
        help_text=_("Everybody who reads the procedure reads this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, base: Declared, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.base = base
        self.fields["begins_on"].initial = max(today, base.begins_on)
        outcomes = self.fields["outcomes"]
        outcomes.choices = Outcome.choices  # type: ignore[attr-defined]
        outcomes.initial = base.outcomes
        for number, timed in enumerate(base.clocks):
            self._add_clock(number, rule_of(timed.rule, base))
        for state, moves in MOVES.items():
            self._add_moves(state, [move for move in moves if move in CHOOSABLE])

    def _add_clock(self, number: int, rule: ClockRule) -> None:
        more = rule.extension
        self.fields |= {
            f"clock_{number}_length": _whole(_("how long"), rule.rule.length),
            f"clock_{number}_unit": _unit(_("counted in"), rule.rule.unit),
            f"clock_{number}_more": _whole(
                _("longer by at most"), more.length if more else None, required=False
            ),
            f"clock_{number}_more_unit": _unit(_("counted in"), more.unit if more else "day"),
        }

    def _add_moves(self, state: State, moves: list[Move]) -> None:
        if moves:
            self.fields[f"moves_{state}"] = forms.MultipleChoiceField(
                label=state.label,
                choices=[(str(move), move.label) for move in moves],
                initial=[move for move in moves if self.base.allows(state, move)],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def clocks(self) -> Iterator[ClockRow]:
        for number, timed in enumerate(self.base.clocks):
            rule = rule_of(timed.rule, self.base)
            parts = ("length", "unit", "more", "more_unit")
            yield ClockRow(
                name=rule.name_in(get_language() or ""),
                article=rule.article,
                is_law=not rule.preset,
                is_promise=number == 0,
                boxes=[self[f"clock_{number}_{part}"] for part in parts],
            )

    def moves(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name.startswith("moves_")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            for fault in faults(self.draft()):
                self.add_error(None, fault)
        return cleaned

    def draft(self) -> Declared:
        """What the form says. Every length is written out, so that no later table changes it."""
        cleaned = self.cleaned_data
        moves = {
            name.removeprefix("moves_"): frozenset(values)
            for name, values in cleaned.items()
            if name.startswith("moves_") and values
        }
        return replace(
            self.base,
            begins_on=cleaned["begins_on"],
            outcomes=tuple(cleaned["outcomes"]),
            clocks=tuple(self._timed(n, timed) for n, timed in enumerate(self.base.clocks)),
            moves=MappingProxyType(moves),
        )

    def _timed(self, number: int, timed: Timed) -> Timed:
        length, unit, more, more_unit = (
            self.cleaned_data[f"clock_{number}_{part}"]
            for part in ("length", "unit", "more", "more_unit")
        )
        return replace(timed, own=Length(length, unit, more, more_unit if more else None))


class CopyForm(VersionForm):
    """A procedure of the place's own, beginning as a copy of one there is."""

    code = forms.CharField(
        label=_("Short name for addresses"),
        max_length=16,
        help_text=_("Small letters, such as heating; it never changes."),
    )
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=40)
    name_en = forms.CharField(label=_("Name in English"), max_length=60)
    article = forms.CharField(label=_("Ground in law"), max_length=200)
    sentence_zh = forms.CharField(label=_("One sentence for residents, in Chinese"), max_length=200)
    sentence_en = forms.CharField(label=_("One sentence for residents, in English"), max_length=300)

    WORDS = ("code", "name_zh", "name_en", "article", "sentence_zh", "sentence_en")

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).strip()
        if not CODE.fullmatch(code):
            raise forms.ValidationError(_("Two to sixteen small letters, perhaps with _ between."))
        if code == "upload" or code in known.codes():
            raise forms.ValidationError(_("There is a procedure of this name already."))
        return code

    def words(self) -> list[BoundField]:
        return [self[name] for name in self.WORDS]

    def draft(self) -> Declared:
        words = {name: self.cleaned_data[name] for name in self.WORDS}
        return replace(super().draft(), **words)


class UploadForm(forms.Form):
    file = forms.FileField(label=_("A file"), required=False)
    text = forms.CharField(
        label=_("Or its text"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false", "class": "mono"}),
    )
    because = forms.CharField(
        label=_("Why this version"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


def _whole(label: Any, initial: int | None, *, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        initial=initial,
        required=required,
        min_value=1,
        max_value=LONGEST,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )


def _unit(label: Any, initial: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=UNITS, initial=initial)
