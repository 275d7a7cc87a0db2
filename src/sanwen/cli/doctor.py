"""Looks at everything that must be right, and says what to do about what is not."""

from sanwen.cli import telling
from sanwen.cli.checks import Check, Status, database, machine, program, work

SIGNS = {Status.OK: "ok  ", Status.WARN: "warn", Status.BAD: "BAD "}


def run(*, as_json: bool, fault: str | None) -> int:
    checks = _broken(fault) if fault else _all()
    ok = all(check.status != Status.BAD for check in checks)
    if as_json:
        telling.machine({"ok": ok, "checks": [check.as_json() for check in checks]})
    else:
        telling.person("\n".join(_line(check) for check in checks))
    if not ok:
        bad = ", ".join(check.name for check in checks if check.status == Status.BAD)
        telling.wrong(f"Not well: {bad}.")
    return 0 if ok else 1


def _all() -> list[Check]:
    looks = [
        program.settings,
        database.server,
        database.tables,
        machine.storage,
        machine.keys,
        work.calendar,
        program.translations,
        work.mail,
        work.worker,
    ]
    return [look() for look in looks]


def _broken(fault: str) -> list[Check]:
    """Without settings or database only the machine itself can be looked at."""
    start = Check("start", Status.BAD, fault, "Mend this first; the other checks need it.")
    return [start, machine.storage(), machine.keys()]


def _line(check: Check) -> str:
    todo = f"\n{'':20}→ {check.todo}" if check.todo else ""
    return f"{SIGNS[check.status]}  {check.name:<13} {check.found}{todo}"
