"""A procedure in words: its clocks, its states and moves, its versions, a replay."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sanwen.core.dates import day_words
from sanwen.deliver.matters.house import CHOOSABLE
from sanwen.deliver.matters.models import Outcome
from sanwen.deliver.matters.periods import rule_of
from sanwen.deliver.matters.states import Move, State
from sanwen.deliver.papers.kinds import kinds
from sanwen.deliver.procedures import known
from sanwen.deliver.procedures.declared import BEGINNING, Declared
from sanwen.methods import clock
from sanwen.office.rulebook.checking import whole_house
from sanwen.office.rulebook.replay import Replay, Shift

# What the table of clocks says where no law demands a period.
OWN = "本地设定"


@dataclass(frozen=True, slots=True)
class ClockLine:
    rule: str
    name: str
    length: str
    longer: str
    begins: str
    ends: str
    article: str
    is_promise: bool
    is_preset: bool
    # Changed here; the table has this instead.
    usual: str
    owed_by: str


@dataclass(frozen=True, slots=True)
class MoveLine:
    name: str
    target: str
    papers: str


@dataclass(frozen=True, slots=True)
class StateLine:
    name: str
    # What the procedure chose, and what no procedure takes away.
    chosen: list[MoveLine]
    always: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    number: str
    begins: str
    because: str
    is_shipped: bool
    counts: bool


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    name: str
    article: str
    sentence: str
    promise: str
    version: str
    is_elsewhere: bool


def row(one: Declared) -> Row:
    language = get_language() or ""
    first = one.promise.rule if one.clocks else next(iter(one.elsewhere), "")
    return Row(
        code=one.code,
        name=one.name_in(language),
        article=one.article,
        sentence=one.sentence_in(language),
        promise=_length(rule_of(first, one).rule) if first else "",
        version=one.version,
        is_elsewhere=bool(one.kept_in),
    )


def clocks(one: Declared) -> list[ClockLine]:
    lines = [
        _clock(one, timed.rule, timed.begins, timed.ends, is_promise=timed == one.promise)
        for timed in one.clocks
    ]
    return [*lines, *(_clock(one, rule, (), ()) for rule in one.elsewhere)]


def _clock(
    one: Declared,
    code: str,
    begins: Iterable[str],
    ends: Iterable[str],
    *,
    is_promise: bool = False,
) -> ClockLine:
    rule, usual = rule_of(code, one), rule_of(code, None)
    own = rule.article == OWN
    return ClockLine(
        rule=code,
        name=rule.name_in(get_language() or ""),
        length=_length(rule.rule),
        longer=_length(rule.extension) if rule.extension else "",
        begins="、".join(_move(move) for move in begins),
        ends="、".join(_move(move) for move in ends),
        article=_("set by the place itself") if own else rule.article,
        is_promise=is_promise,
        is_preset=rule.preset and not own,
        usual=_length(usual.rule) if usual.rule != rule.rule else "",
        owed_by=_("resident") if rule.duty == "resident" else _("unit"),
    )


def _length(rule: clock.Rule) -> str:
    words = {
        "workday": ngettext("%(n)d working day", "%(n)d working days", rule.length),
        "day": ngettext("%(n)d day", "%(n)d days", rule.length),
        "month": ngettext("%(n)d month", "%(n)d months", rule.length),
        "year": ngettext("%(n)d year", "%(n)d years", rule.length),
        "hour": ngettext("%(n)d hour", "%(n)d hours", rule.length),
    }
    return words[rule.unit] % {"n": rule.length}


def _move(code: str) -> str:
    if code == BEGINNING:
        return _("registered")
    return str(Move(code).label)


def states(one: Declared) -> list[StateLine]:
    if one.kept_in:
        return _elsewhere(one)
    found, house = [], whole_house()
    for state in house.states_of(one):
        moves = house.moves_of(one, state)
        chosen = [
            MoveLine(_move(move), str(State(target).label), _papers(one.papers.get(move, ())))
            for move, target in moves.items()
            if move in CHOOSABLE
        ]
        always = "、".join(_move(move) for move in moves if move not in CHOOSABLE)
        found.append(StateLine(str(State(state).label), chosen, always))
    return found


def _elsewhere(one: Declared) -> list[StateLine]:
    language = get_language() or ""
    names = {
        state: en if language.startswith("en") else zh for state, (en, zh) in one.states.items()
    }
    return [
        StateLine(
            name,
            [
                MoveLine(names[target], "", _papers(one.papers.get(target, ())))
                for target in sorted(one.flow.get(state, ()))
            ],
            "",
        )
        for state, name in names.items()
    ]


def _papers(codes: Collection[str]) -> str:
    language = get_language() or ""
    return "、".join(kinds()[code].name_in(language) for code in codes if code in kinds())


def outcomes(one: Declared) -> list[str]:
    return [str(Outcome(code).label) for code in one.outcomes]


def versions(one: Declared, today: date) -> list[VersionLine]:
    language = get_language() or ""
    try:
        counts = known.current(one.code, today).version
    except KeyError:
        counts = ""
    return [
        VersionLine(
            number=each.version,
            begins=day_words(each.begins_on),
            because=each.because_in(language),
            is_shipped=(each.code, each.version) in known.shipped(),
            counts=each.version == counts,
        )
        for each in reversed(known.versions(one.code))
    ]


@dataclass(frozen=True, slots=True)
class ExampleLine:
    number: int
    old: str
    new: str
    turned: str
    may_open: bool


@dataclass(frozen=True, slots=True)
class ShiftLine:
    name: str
    old: str
    new: str
    shift: Shift
    days: str
    examples: list[ExampleLine]


def shifts(
    base: Declared, draft: Declared, found: Replay, openable: Collection[int]
) -> list[ShiftLine]:
    return [
        ShiftLine(
            name=rule_of(shift.rule, draft).name_in(get_language() or ""),
            old=_length(rule_of(shift.rule, base).rule),
            new=_length(rule_of(shift.rule, draft).rule),
            shift=shift,
            days=" · ".join(f"{day:+.0f}" for day in shift.days),
            examples=[
                ExampleLine(
                    each.matter,
                    day_words(each.old),
                    day_words(each.new),
                    _turned(each.turned),
                    each.matter in openable,
                )
                for each in shift.examples
            ],
        )
        for shift in found.shifts
    ]


def _turned(code: str) -> str:
    return {
        "late": _("would have been late"),
        "in_time": _("would have been in time"),
    }.get(code, "")
