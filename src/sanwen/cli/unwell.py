"""The doctor without settings or database: only the machine itself can be looked at."""

from sanwen.cli.checks import Check, Status, machine, report


def run(*, as_json: bool, fault: str) -> int:
    start = Check("start", Status.BAD, fault, "Mend this first; the other checks need it.")
    return report.tell([start, machine.storage(), machine.keys()], as_json=as_json)
