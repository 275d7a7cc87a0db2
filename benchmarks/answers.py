"""What the checks of an answer mark on real answers, and how often they are right; prints tables.

Run it alone: `python -m benchmarks.answers`. The answers are read from `SANWEN_DATA` or from
../shared/data; the repository keeps only numbers and judgements (labels/answers.json).
"""

import json
import os
import re
import time
from collections import Counter
from pathlib import Path

from python_calamine import CalamineWorkbook
from rich.table import Table

from benchmarks.report import machine, show
from benchmarks.urgency import share
from sanwen.methods.answers import CODES, Draft, checks
from sanwen.methods.asks import asks

DATA = Path(os.environ.get("SANWEN_DATA", Path(__file__).parents[2] / "shared/data")) / "messages"
LABELS = Path(__file__).parent / "labels" / "answers.json"
# How many earlier answers one is compared with, as at the desk.
EARLIER = 300


def answers() -> list[tuple[int, str, str]]:
    rows = CalamineWorkbook.from_path(DATA / "replied_2816.xlsx").get_sheet_by_index(0).to_python()
    return [
        (int(float(str(row[0]))), f"{row[2]}\n{squeezed(row[4])}", squeezed(row[5]))
        for row in rows[1:]
    ]


def squeezed(words: object) -> str:
    return re.sub(r"\s+", "", str(words))


def main() -> None:
    known = answers()
    found: dict[int, set[str]] = {}
    begun = time.perf_counter()
    for place, (number, asked, reply) in enumerate(known):
        others = [other[2] for other in known[max(0, place - EARLIER) : place]]
        findings = checks(asks(asked), Draft([reply]), others=others)
        found[number] = {finding.code for finding in findings}
    took = time.perf_counter() - begun
    counted = Counter(code for codes in found.values() for code in codes)
    labels = json.loads(LABELS.read_text(encoding="utf-8"))["findings"]
    table = Table(
        *("check", "marks", "share", "judged right (95 %)"),
        title=f"Checks on {len(known)} real answers",
        caption=machine(),
    )
    right = made = 0
    for code in CODES:
        judged = labels.get(code, {"right": [], "wrong": []})
        good = sum(code in found[one] for one in judged["right"])
        bad = sum(code in found[one] for one in judged["wrong"])
        right, made = right + good, made + good + bad
        fraction = f"{counted[code] / len(known):.1%}"
        table.add_row(code, str(counted[code]), fraction, share(good, good + bad) if good else "")
    table.add_row("all judged", "", "", share(right, made))
    show(table)
    under = sum(len(reply) < 60 for _, _, reply in known)
    copies = len(known) - len({reply for _, _, reply in known})
    print(f"Known of them: {under / len(known):.1%} under 60 characters, {copies} copies.")  # noqa: T201
    print(f"{took / len(known) * 1000:.1f} ms an answer, compared with {EARLIER} others.")  # noqa: T201


if __name__ == "__main__":
    main()
