"""Figures are drawn and shares are written in one place; what else is drawn says why it is."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "sanwen"
DECISION = ROOT / "docs" / "decisions" / "0023-charts-are-drawn-by-ourselves.md"
# Signs, without figures.
SIGNS = {"ratings/faces.html", "components/mark.html"}
# A likeness of two texts is a share of nothing.
LIKENESS = {"cli/similar.py"}
BY_HAND = re.compile(r"""\{[^{}"'\n]*:\.?\d*%\}|\{[^{}"'\n]*\b100\b[^{}"'\n]*\} ?%""")


def test_every_drawing_is_a_chart_or_stands_in_the_decision() -> None:
    drawn = {
        str(file.relative_to(file.parents[1]))
        for file in SOURCE.rglob("templates/**/*.html")
        if "<svg" in file.read_text(encoding="utf-8")
    }
    told = set(re.findall(r"`(\w+/\w+\.html)`", DECISION.read_text(encoding="utf-8")))

    assert drawn - SIGNS == told | {"charts/figure.html"}


def test_no_share_is_written_by_hand() -> None:
    found = [
        f"{file.relative_to(SOURCE)}: {written}"
        for file in SOURCE.rglob("*.py")
        if str(file.relative_to(SOURCE)) not in LIKENESS
        for written in BY_HAND.findall(file.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_the_ways_of_writing_one_by_hand_are_known() -> None:
    for line in ('f"{share:.0%}"', 'f"{100 * share:.1f} %"', 'f"{share * 100:.0f}%"'):
        assert BY_HAND.search(line)
