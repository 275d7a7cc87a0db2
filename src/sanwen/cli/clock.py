"""When a period ends that begins on a day or at a moment, by the calendar in force."""

import difflib
import os
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import Error as DatabaseFault
from django.utils import timezone, translation
from rich.console import Console
from rich.table import Table

from sanwen.cli import telling
from sanwen.cli.refusal import Refused
from sanwen.deliver.matters.clock_rules import ClockRule, rules
from sanwen.methods.clock import FIRST, LAST, Calendar, Due, OutOfRangeError, due, extend
from sanwen.places.calendar import shipped, working_calendar
from sanwen.places.models import Notice

DATABASE = "the database's"
SHIPPED = "the shipped one"
# A server that does not answer is not waited for: the shipped calendar stands by.
PATIENCE = "3"
_TO_THE_MOMENT = ("hour", "minute", "second")


def run(*, rule: str | None, start: str | None, listed: bool, as_json: bool) -> int:
    if listed:
        return _list(as_json)
    if not (rule and start):
        raise Refused("Use: sanwen clock RULE --from 2026-03-10, or --rules.")
    asked = _rule(rule)
    begins = _start(start, asked)
    calendar, source = _calendar()
    try:
        ends = due(asked.rule, begins, calendar)
        later = extend(ends, asked.extension, calendar) if asked.extension else None
    except OutOfRangeError as problem:
        raise Refused(f"No date can be given: {problem}.") from None
    if as_json:
        telling.machine(_as_json(ends, asked))
        telling.wrong(f"Calendar: {source}.")
    else:
        telling.person("\n".join(_lines(asked, begins, ends, later, source)))
    return 0


def _list(as_json: bool) -> int:
    if as_json:
        telling.machine({"rules": [_row(one) for one in rules().values()]})
        return 0
    table = Table()
    for heading in ("rule", "period", "from", "who", "longer by", "source", "name"):
        table.add_column(heading, overflow="fold")
    for one in rules().values():
        who = "resident" if one.duty == "resident" else "unit"
        article = one.article if not one.preset else f"{one.article} *"
        more = _period(one.extension) if one.extension else ""
        name = one.name_in(translation.get_language() or "")
        table.add_row(one.code, _period(one.rule), one.starts, who, more, article, name)
    Console(width=None if os.isatty(1) else 200).print(table)
    telling.person("* set by the place itself; no law demands it.")
    return 0


def _row(one: ClockRule) -> dict[str, Any]:
    return {
        "rule": one.code,
        "name": one.name_zh,
        "en": one.name_en,
        "length": one.rule.length,
        "unit": one.rule.unit,
        "from": one.starts,
        "duty": one.duty,
        "roll": one.rule.roll,
        "extend": one.extension.length if one.extension else None,
        "extend_unit": one.extension.unit if one.extension else None,
        "pauses": list(one.pauses),
        "preset": one.preset,
        "article": one.article,
    }


def _rule(text: str) -> ClockRule:
    known: Mapping[str, ClockRule] = rules()
    names = {one.name_zh: one for one in known.values()}
    found = known.get(text.strip().lower()) or names.get(text.strip())
    if found is None:
        near = difflib.get_close_matches(text, [*known, *names], n=3)
        meant = f" Did you mean {', '.join(near)}?" if near else ""
        raise Refused(f"There is no rule “{text}”.{meant} sanwen clock --rules names them.")
    return found


def _start(text: str, asked: ClockRule) -> date:
    """A day, or the moment: a plain day begins at midnight, a moment without zone is local."""
    try:
        if len(text.strip()) <= len("2026-03-10"):
            day = date.fromisoformat(text.strip())
            moment = None
        else:
            moment = datetime.fromisoformat(text.strip())
            day = moment.date()
    except ValueError:
        raise Refused(f"“{text}” is no date; write 2026-03-10 or 2026-03-10T09:30.") from None
    if not FIRST < day < LAST:
        raise Refused(f"{day} is outside {FIRST.year}-{LAST.year}.")
    local = _local(moment or datetime.combine(day, time.min))
    return local if asked.rule.unit in _TO_THE_MOMENT else local.date()


def _local(moment: datetime) -> datetime:
    if timezone.is_naive(moment):
        return timezone.make_aware(moment)
    return timezone.localtime(moment)


def _calendar() -> tuple[Calendar, str]:
    """What was imported, if a database is there and has its tables; else what is shipped."""
    os.environ.setdefault("PGCONNECT_TIMEOUT", PATIENCE)
    try:
        if Notice.objects.exists():
            return working_calendar(fresh=True), DATABASE
    except DatabaseFault:
        pass
    return shipped(), SHIPPED


def _as_json(ends: Due, asked: ClockRule) -> dict[str, Any]:
    told: dict[str, Any] = {
        "due": ends.on.isoformat(),
        "provisional": ends.provisional,
        "article": asked.article,
    }
    return told | ({"at": ends.at.isoformat()} if ends.at else {})


def _lines(asked: ClockRule, begins: date, ends: Due, later: Due | None, source: str) -> list[str]:
    name = asked.name_in(translation.get_language() or "")
    lines = [
        f"{name} ({asked.code}): {_period(asked.rule)} from {_told(begins)}",
        f"Due: {_end(ends)}",
    ]
    if later and asked.extension:
        lines.append(f"At most extended by {_period(asked.extension)}: {_end(later)}")
    set_by = "set by the place itself, no law demands it" if asked.preset else asked.article
    return [*lines, f"Source: {set_by}", f"Calendar: {source}."]


def _period(rule: Any) -> str:
    one = {"workday": "working day"}.get(rule.unit, rule.unit)
    words = f"{abs(rule.length)} {one}{'' if abs(rule.length) == 1 else 's'}"
    return f"{words} before" if rule.length < 0 else words


def _end(ends: Due) -> str:
    moment = _told(ends.at or ends.on)
    return f"{moment} (provisional: days off are not announced)" if ends.provisional else moment


def _told(moment: date) -> str:
    if isinstance(moment, datetime):
        return moment.strftime("%Y-%m-%d %H:%M:%S")
    return moment.isoformat()
