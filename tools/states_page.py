"""Draws the states of a matter into docs/parts/matters.md: `python tools/states_page.py`."""

import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/parts/matters.md"
BEGIN, END = "```mermaid\n", "```\n"


def diagram(moves: Mapping[str, Mapping[str, str]]) -> str:
    """Moves between the same two states share a line; a state without moves ends."""
    lines = ["stateDiagram-v2", f"    [*] --> {next(iter(moves))}"]
    for state, ways in moves.items():
        for target in dict.fromkeys(ways.values()):
            names = [str(move) for move, to in ways.items() if to == target]
            lines.append(f"    {state} --> {target}: {', '.join(names)}")
        if not ways:
            lines.append(f"    {state} --> [*]")
    return "\n".join(lines) + "\n"


def drawn(page: str) -> str:
    """What the page shows now."""
    return page.split(BEGIN, 1)[1].split(END, 1)[0]


def main() -> int:
    sys.path.insert(0, str(ROOT / "src"))
    from django.conf import settings

    settings.configure()
    from sanwen.deliver.matters.states import MOVES

    page = PAGE.read_text(encoding="utf-8")
    old, new = (f"{BEGIN}{text}{END}" for text in (drawn(page), diagram(MOVES)))
    PAGE.write_text(page.replace(old, new), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
