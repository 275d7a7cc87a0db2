"""Milliseconds to fill in and write one paper, for each kind, in one process.

python -m benchmarks.papers
"""

import os
import time
from statistics import median

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanwen.config.settings")
os.environ.setdefault("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none")  # never asked

import django

django.setup()

from sanwen.deliver.papers import filling, preview  # noqa: E402
from sanwen.deliver.papers.kinds import Kind, kinds  # noqa: E402
from sanwen.deliver.papers.sheet.writing import render  # noqa: E402

ROUNDS, TARGET = 30, 300
WORDS = "群众反映的事项依照规定由承办单位调查核实后书面告知当事人。" * 12


def filled(kind: Kind) -> dict[str, str]:
    short = {"day": "2026-03-10", "number": "7", "text": WORDS}
    return {
        name: (one.options or [short.get(one.shape, "石桥村口的路灯")])[0]
        for name, one in kind.fields.items()
    }


def written(kind: Kind) -> tuple[float, int]:
    """Milliseconds, bytes."""
    begin = time.perf_counter()
    made = render(filling.sheet(kind, filled(kind), number="清交信〔2026〕12号"))
    return 1000 * (time.perf_counter() - begin), len(made)


def main() -> None:
    first, _ = written(kinds()["opinion"])
    print(f"the first paper of a process: {first:.0f} ms (target < {TARGET})")
    print(f"{'paper':24} {'median ms':>10} {'worst ms':>10} {'bytes':>8}")
    for kind in kinds().values():
        times = [written(kind) for _ in range(ROUNDS)]
        spent = [each for each, _ in times]
        print(f"{kind.code:24} {median(spent):10.1f} {max(spent):10.1f} {times[0][1]:8}")
    if preview.program():
        made = render(filling.sheet(kinds()["opinion"], filled(kinds()["opinion"]), number=""))
        begin = time.perf_counter()
        preview.pdf(made)
        print(f"preview through LibreOffice: {time.perf_counter() - begin:.1f} s")


if __name__ == "__main__":
    main()
