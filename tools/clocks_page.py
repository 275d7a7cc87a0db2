"""Writes the table of periods into docs/reference/clocks.md: `python tools/clocks_page.py`."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sanwen.deliver.matters.clock_rules import ClockRule
    from sanwen.methods.clock import Rule

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/reference/clocks.md"
BEGIN, END = "<!-- rules -->\n", "<!-- end of rules -->\n"
UNITS = {
    "workday": "个工作日",
    "day": "日",
    "hour": "小时",
    "minute": "分钟",
    "second": "秒",
    "month": "个月",
    "year": "年",
}


def table(rules: Mapping[str, "ClockRule"]) -> str:
    head = [
        "| rule | 名称 | period | from | owed by | day off | longer by | pauses for | source |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    return "\n".join([*head, *(_line(one) for one in rules.values())]) + "\n"


def written(page: str) -> str:
    """What the page shows now."""
    return page.split(BEGIN, 1)[1].split(END, 1)[0]


def _line(one: "ClockRule") -> str:
    cells = (
        f"`{one.code}`",
        one.name_zh,
        _period(one.rule),
        one.starts,
        "resident" if one.duty == "resident" else "unit",
        "moves on" if one.rule.roll == "next_workday" else "stays",
        _period(one.extension) if one.extension else "",
        ", ".join(one.pauses),
        "" if one.preset else one.article,
    )
    return f"| {' | '.join(cells)} |".replace("  ", " ")


def _period(rule: "Rule") -> str:
    return f"{'前' if rule.length < 0 else ''}{abs(rule.length)} {UNITS[rule.unit]}"


def main() -> int:
    sys.path.insert(0, str(ROOT / "src"))
    from django.conf import settings

    settings.configure()
    from sanwen.deliver.matters.clock_rules import rules

    page = PAGE.read_text(encoding="utf-8")
    old, new = (f"{BEGIN}{text}{END}" for text in (written(page), table(rules())))
    PAGE.write_text(page.replace(old, new), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
