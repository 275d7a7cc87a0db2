"""A declared procedure as the TOML text that declares it, always in the same order."""

import json
from collections.abc import Iterable, Mapping

from sanwen.deliver.procedures.declared import Declared, Timed


def written(one: Declared) -> str:
    """Read again it is the same procedure."""
    lines = [
        *(f"{key} = {_word(value)}" for key, value in _words(one)),
        f"begins_on = {one.begins_on.isoformat()}",
        f"outcomes = {_list(one.outcomes)}",
    ]
    if one.elsewhere:
        lines.append(f"elsewhere = {_list(one.elsewhere)}")
    if one.kept_in:
        lines.append(f"kept_in = {_word(one.kept_in)}")
    for timed in one.clocks:
        lines += ["", *_clock(timed)]
    lines += _table("moves", {state: sorted(moves) for state, moves in one.moves.items()})
    lines += _table("papers", one.papers)
    lines += _table("flow", {state: sorted(targets) for state, targets in one.flow.items()})
    for state, (en, zh) in one.states.items():
        lines += ["", f"[states.{state}]", f"en = {_word(en)}", f"zh = {_word(zh)}"]
    return "\n".join(lines) + "\n"


def _words(one: Declared) -> Iterable[tuple[str, str]]:
    return (
        ("code", one.code),
        ("version", one.version),
        ("name", one.name_en),
        ("name_zh", one.name_zh),
        ("article", one.article),
        ("sentence", one.sentence_en),
        ("sentence_zh", one.sentence_zh),
        ("because", one.because_en),
        ("because_zh", one.because_zh),
    )


def _clock(timed: Timed) -> list[str]:
    lines = [
        "[[clock]]",
        f"rule = {_word(timed.rule)}",
        f"begins = {_list(timed.begins)}",
        f"ends = {_list(timed.ends)}",
    ]
    if timed.own:
        lines += [f"length = {timed.own.length}", f"unit = {_word(timed.own.unit)}"]
        if timed.own.extend_max and timed.own.extend_unit:
            lines.append(f"extend_max = {timed.own.extend_max}")
            lines.append(f"extend_unit = {_word(timed.own.extend_unit)}")
    return lines


def _table(name: str, rows: Mapping[str, Iterable[str]]) -> list[str]:
    if not rows:
        return []
    return ["", f"[{name}]", *(f"{key} = {_list(values)}" for key, values in rows.items())]


def _list(values: Iterable[str]) -> str:
    return "[" + ", ".join(_word(value) for value in values) + "]"


def _word(value: str) -> str:
    """A TOML basic string is written as JSON writes one, but for the character DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
