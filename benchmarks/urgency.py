"""How well urgency is told from the words, on real messages judged by reading; prints a table.

Run it alone: `python -m benchmarks.urgency`. The messages are read from `SANWEN_DATA` or from
../shared/data; the repository keeps only their numbers and the judgement (labels/urgency.json).
"""

import json
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineWorkbook
from rich.table import Table

from benchmarks.report import machine, show
from sanwen.methods.urgency import THRESHOLD, urgency

DATA = Path(os.environ.get("SANWEN_DATA", Path(__file__).parents[2] / "shared/data")) / "messages"
LABELS = Path(__file__).parent / "labels" / "urgency.json"
FILES = {
    "unlabelled": "unlabelled_2801_raw.xlsx",
    "hot": "hot_4326.xlsx",
    "labelled": "labelled_495_raw.xlsx",
}
# The beginnings of what a plain danger list holds, for the comparison at the foot of the table.
PLAIN = re.compile("火|电|气|水|塌|危险|死|伤|打|紧急|安全隐患|救命|生命")


def wilson(hits: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    if not of:
        return 0.0, 1.0
    share, square = hits / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = z * (share * (1 - share) / of + square / (4 * of * of)) ** 0.5 / (1 + square / of)
    return middle - half, middle + half


def messages() -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for name, file in FILES.items():
        rows = CalamineWorkbook.from_path(DATA / file).get_sheet_by_index(0).to_python()
        for row in rows[1:]:
            number = str(row[0]).removesuffix(".0").strip()
            if number and number not in seen:
                seen.add(number)
                title, words = str(row[2]).strip(), re.sub(r"\s+", "", str(row[4]))
                yield f"{name}:{number}", f"{title}\n{words}"


def share(hits: int, of: int) -> str:
    low, high = wilson(hits, of)
    return f"{hits}/{of} = {hits / of:.3f} ({low:.2f}-{high:.2f})"


def halves(texts: dict[str, str], labels: dict[str, dict[str, list[str]]]) -> Table:
    table = Table(
        *("half", "messages", "urgent", "recall (95 %)", "precision (95 %)", "a plain list"),
        title="Urgency on real messages judged by reading",
        caption=machine(),
    )
    for half in ("tune", "test"):
        urgent, others = labels[half]["urgent"], labels[half]["not"]
        found = sum(urgency(texts[one]).urgent for one in urgent)
        wrong = sum(urgency(texts[one]).urgent for one in others)
        plain = sum(bool(PLAIN.search(texts[one])) for one in urgent + others)
        table.add_row(
            half,
            str(len(urgent) + len(others)),
            str(len(urgent)),
            share(found, len(urgent)),
            share(found, found + wrong),
            f"marks {plain}, precision ≤ {len(urgent) / plain:.2f}",
        )
    return table


def calibration(texts: dict[str, str], labels: dict[str, dict[str, list[str]]]) -> Table:
    table = Table("p said", "messages", "were urgent", title="What p is worth (test half)")
    urgent = set(labels["test"]["urgent"])
    said = {one: urgency(texts[one]).p for one in (*urgent, *labels["test"]["not"])}
    for low, high in ((0, 0.13), (0.13, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 1.01)):
        inside = [one for one, p in said.items() if low <= p < high]
        table.add_row(
            f"{low:.2f} to {min(high, 1):.2f}",
            str(len(inside)),
            share(sum(one in urgent for one in inside), len(inside)) if inside else "",
        )
    return table


def main() -> None:
    texts = dict(messages())
    labels = json.loads(LABELS.read_text(encoding="utf-8"))
    show(halves(texts, labels))
    show(calibration(texts, labels))
    missed = wilson(0, len(labels["outside"]))[1]
    begun = time.perf_counter(), time.process_time()
    marked = sum(urgency(text).urgent for text in texts.values())
    wall, cpu = time.perf_counter() - begun[0], time.process_time() - begun[1]
    length = sum(map(len, texts.values())) / len(texts)
    table = Table("figure", "measured", "target", title=f"Everything, urgent from p = {THRESHOLD}")
    table.add_row("marked urgent", f"{marked} of {len(texts)}")
    table.add_row("urgent ones no word list finds", f"0 of 120: at most {missed:.1%}")
    table.add_row(
        f"messages/s (of {length:.0f} characters)",
        f"{len(texts) / wall:,.0f}; {len(texts) / cpu:,.0f} a second of CPU",
        "> 5,000",
    )
    show(table)


if __name__ == "__main__":
    main()
