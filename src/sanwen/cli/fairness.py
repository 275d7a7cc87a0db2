"""Counts whether louder voices fared better in a quarter; keeps the report."""

from sanwen.cli import telling
from sanwen.cli.refusal import Refused
from sanwen.core.actors import Machine
from sanwen.office.fairness import actions, shown
from sanwen.office.fairness.quarters import span

READ_BY_PROGRAMS = ("quarter", "method", "made_at", "matters", "drawn", "lines")


def run(*, quarter: str, as_json: bool) -> int:
    try:
        if quarter:
            span(quarter)
    except ValueError:
        raise Refused(f"“{quarter}” is not a quarter; write one as 2026Q3.") from None
    with telling.progress("Counting", quiet=as_json):
        report = actions.make_report(quarter=quarter or None, by=Machine("command-line"))
    if as_json:
        telling.machine({name: getattr(report, name) for name in READ_BY_PROGRAMS})
        return 0
    telling.person(f"{report.quarter}: {report.matters} matters, {report.drawn} of them read.")
    for line in shown.lines(report):
        telling.person(f"{line.loud} · {line.outcome}: {line.words} {line.between}")
    return 0
