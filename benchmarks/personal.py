"""How much personal data is found, how much else is masked with it, and how fast.

python -m benchmarks.personal
"""

import json
import os
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from python_calamine import CalamineWorkbook
from rich.console import Console
from rich.table import Table

from benchmarks.personal_texts import PLAIN, Truth, made
from benchmarks.report import machine
from sanwen.methods.personal import Kind, find

DATA = Path(os.environ.get("SANWEN_DATA", Path(__file__).parents[2] / "shared/data")) / "messages"
LABELS = Path(__file__).parent / "labels" / "personal.json"
FILES = ("labelled_495_raw", "unlabelled_2801_raw", "hot_4326", "replied_2816")
TARGETS = {Kind.NAME: 0.93, Kind.HOUSE: 0.95}
Case = tuple[str, Truth]


def messages() -> dict[str, str]:
    """Title and words by file and number, as the labels name them."""
    found = {}
    for name in FILES:
        rows = CalamineWorkbook.from_path(DATA / f"{name}.xlsx").get_sheet_by_index(0).to_python()
        for row in rows[1:]:
            if row[0] != "":
                found[f"{name}:{int(float(str(row[0])))}"] = f"{row[2]}\n{row[4]}".strip()
    return found


def real(known: dict[str, str], part: str) -> list[Case]:
    """Only the characters that were read count."""
    labelled = json.loads(LABELS.read_text(encoding="utf-8"))[part]
    return [
        (known[one["id"]][: one["upto"]], [(a, b, Kind(kind)) for a, b, kind in one["spans"]])
        for one in labelled
    ]


def judged(cases: Iterable[Case]) -> tuple[Counter[Kind], Counter[Kind], Counter[Kind]]:
    """Found, missed, masked for nothing; a span counts as found when most of it is masked."""
    hit: Counter[Kind] = Counter()
    missed: Counter[Kind] = Counter()
    wrong: Counter[Kind] = Counter()
    for text, truth in cases:
        marks = find(text)
        for start, end, kind in truth:
            covered = sum(max(0, min(end, m.end) - max(start, m.start)) for m in marks)
            (hit if 2 * covered > end - start else missed)[kind] += 1
        for mark in marks:
            if not any(mark.start < end and start < mark.end for start, end, _ in truth):
                wrong[mark.kind] += 1
    return hit, missed, wrong


def table(title: str, cases: list[Case]) -> Table:
    hit, missed, wrong = judged(cases)
    shown = Table(
        "kind", "there", "recall", "target", "precision", title=title, title_justify="left"
    )
    for kind in Kind:
        there = hit[kind] + missed[kind]
        if there or wrong[kind]:
            recall = f"{hit[kind] / there:.3f}" if there else "-"
            precision = f"{hit[kind] / (hit[kind] + wrong[kind]):.3f}"
            shown.add_row(kind, str(there), recall, f"≥ {TARGETS.get(kind, 0.99)}", precision)
    total = hit.total() / max(1, hit.total() + wrong.total())
    shown.add_row("all", str(hit.total() + missed.total()), "", "", f"{total:.3f} (≥ 0.95)")
    return shown


def speed(texts: list[str], *, names: bool) -> str:
    find(texts[0])
    begun = time.process_time()
    for text in texts:
        find(text, names=names)
    return f"{len(texts) / (time.process_time() - begun):,.0f} messages/s of processor time"


def main() -> None:
    console = Console()
    console.print(machine())
    console.print(table("invented messages, 6,000 from templates", made(6000, seed=7)))
    hard = sum(len(find(text)) for text in PLAIN)
    console.print(f"invented messages with nothing personal: {hard} marks in {len(PLAIN)}")
    if not DATA.exists():
        return
    known = messages()
    for part in ("read_while_building", "read_afterwards"):
        console.print(table(f"real messages, {part.replace('_', ' ')}", real(known, part)))
    texts = list(known.values())
    console.print(
        f"{len(texts):,} real messages, {sum(map(len, texts)) / len(texts):.0f} signs each"
    )
    console.print(f"without names: {speed(texts, names=False)} (≥ 10,000)")
    console.print(f"with names: {speed(texts, names=True)} (≥ 200)")


if __name__ == "__main__":
    main()
