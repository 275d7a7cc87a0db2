"""The subjects of a file of messages, on one's own machine: by the shipped rules, or learned."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from sanwen.cli.refusal import Refused
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.intake.imports.mapping import Columns, look, plain
from sanwen.deliver.intake.imports.reading import Unreadable
from sanwen.deliver.intake.imports.tables import open_table
from sanwen.listen.triage.shipped import lexicon, rows
from sanwen.listen.triage.thinking import RULES_THRESHOLD
from sanwen.methods.levels import Levels
from sanwen.methods.text import first_words
from sanwen.methods.training import TooFew, learn
from sanwen.methods.triage import Decision, Model, Ranked, decisions
from sanwen.methods.urgency import urgency

LABELS = (
    *("一级标签", "一级分类", "分类", "类别", "诉求类别", "标签", "事项类别"),
    *("category", "label", "class", "type", "topic"),
)
# So many different entries in a column without a heading, and it holds no labels.
MOST_LABELS = 300
# Asked at once: what was learned reads many messages faster than one by one.
BATCH = 500


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    text: str
    label: str = ""


def run(*, file: Path, learn: Path | None, sheet: str, as_json: bool) -> int:
    model = _learned(learn, sheet) if learn else None
    messages = _read(file, sheet)
    table = Table("line", "message", "subject", "p", "or", "urgent")
    for start in range(0, len(messages), BATCH):
        batch = messages[start : start + BATCH]
        texts = [row.text for row in batch]
        found = model.decide(texts) if model else by_rules(texts)
        for row, decision in zip(batch, found, strict=True):
            if as_json:
                sys.stdout.write(json.dumps(_as_json(row, decision), ensure_ascii=False) + "\n")
            else:
                table.add_row(*_cells(row, decision))
    if not as_json:
        Console().print(table)
    return 0


def by_rules(texts: Sequence[str]) -> list[Decision]:
    """What the words of the shipped categories say; names are the Chinese ones of the tree."""
    known, tree = lexicon(), rows()
    heard = [known.hear(text) for text in texts]
    codes = [row.code for row in tree]
    levels = Levels.of(codes, {row.code: row.parent for row in tree})
    p = known.probabilities(heard, range(len(tree)))
    found = decisions(p, levels, [RULES_THRESHOLD] * len(levels))
    place = {code: number for number, code in enumerate(codes)}
    reasons = [
        known.because(place[one.ranked[0].name], words) if words.counts else ()
        for one, words in zip(found, heard, strict=True)
    ]
    return [_named(one, because) for one, because in zip(found, reasons, strict=True)]


def _named(decision: Decision, because: tuple[str, ...]) -> Decision:
    names = {row.code: row.name for row in rows()}
    levels = tuple(
        replace(
            level,
            ranked=tuple(Ranked(names[one.name], one.p) for one in level.ranked),
            inside=tuple(names[one] for one in level.inside),
        )
        for level in decision.levels
    )
    last = levels[-1]
    return replace(decision, ranked=last.ranked, inside=last.inside, because=because, levels=levels)


def _learned(file: Path, sheet: str) -> Model:
    labelled = [row for row in _read(file, sheet, labelled=True) if row.label]
    try:
        return learn([row.text for row in labelled], [row.label for row in labelled])
    except TooFew as few:
        raise Refused(f"{file}: too little to learn from ({few}).") from None


def _read(file: Path, sheet: str, *, labelled: bool = False) -> list[Row]:
    wanted = int(sheet) - 1 if sheet.isdecimal() else sheet
    try:
        with closing(open_table(file, sheet=wanted)) as lines:
            columns = look(iter(lines)).columns
        label = _label_column(file, wanted, columns) if labelled else None
        with closing(open_table(file, sheet=wanted)) as lines:
            return list(_rows(lines, columns, label))
    except (Unreadable, NotAllowed) as no:
        raise Refused(f"{file}: {no}") from None


def _rows(lines: Any, columns: Columns, label: int | None) -> Iterator[Row]:
    for line in lines:
        title, text = (line.cell(columns.of.get(name)).strip() for name in ("title", "text"))
        if line.number > columns.head_line and (title or text):
            words = f"{title}\n{text}" if title and text else title or text
            yield Row(line.number, words, line.cell(label).strip())


def _label_column(file: Path, sheet: int | str, columns: Columns) -> int:
    """By its heading, else the column beside the text with the fewest different entries."""
    for name in LABELS:
        for column, heading in enumerate(columns.headings):
            if plain(heading) == name:
                return column
    others = [at for at in range(columns.width) if at not in columns.of.values()]
    with closing(open_table(file, sheet=sheet)) as lines:
        kinds: dict[int, set[str]] = {at: set() for at in others}
        for line in lines:
            for at in others:
                kinds[at].add(line.cell(at).strip())
    fit = [at for at in others if 1 < len(kinds[at] - {""}) <= MOST_LABELS]
    if not fit:
        raise Refused(f"{file}: no column with labels was found; call it 分类 or category.")
    return min(fit, key=lambda at: len(kinds[at]))


def _as_json(row: Row, decision: Decision) -> dict[str, Any]:
    now = urgency(row.text)
    return {
        "line": row.line,
        "category": _ranked(decision.ranked),
        "set": list(decision.inside),
        "unsure": decision.unsure,
        "urgent": now.urgent,
        "because": list(decision.because),
        "levels": [
            {"category": _ranked(level.ranked), "set": list(level.inside)}
            for level in decision.levels
        ],
    }


def _ranked(ranked: Sequence[Ranked]) -> list[dict[str, Any]]:
    return [{"name": one.name, "p": round(one.p, 4)} for one in ranked]


def _cells(row: Row, decision: Decision) -> tuple[str, ...]:
    first, *others = decision.ranked
    name = f"? {first.name}" if decision.unsure else first.name
    more = "、".join(one.name for one in others[:2] if one.p >= RULES_THRESHOLD)
    told = "!" if urgency(row.text).urgent else ""
    return str(row.line), first_words(row.text, 30), name, f"{first.p:.2f}", more, told
