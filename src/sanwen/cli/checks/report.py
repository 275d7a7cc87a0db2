"""What the doctor prints, and with which exit code it leaves."""

from sanwen.cli import telling
from sanwen.cli.checks import Check, Status

SIGNS = {Status.OK: "ok  ", Status.WARN: "warn", Status.BAD: "BAD "}


def tell(checks: list[Check], *, as_json: bool) -> int:
    bad = ", ".join(check.name for check in checks if check.status == Status.BAD)
    if as_json:
        telling.machine({"ok": not bad, "checks": [check.as_json() for check in checks]})
    else:
        telling.person("\n".join(_line(check) for check in checks))
    if bad:
        telling.wrong(f"Not well: {bad}.")
    return 1 if bad else 0


def _line(check: Check) -> str:
    todo = f"\n{'':20}→ {check.todo}" if check.todo else ""
    return f"{SIGNS[check.status]}  {check.name:<13} {check.found}{todo}"
