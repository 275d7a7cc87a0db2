"""Looks at everything that must be right, and says what to do about what is not."""

from sanwen.cli.checks import database, machine, program, report, work

LOOKS = (
    program.settings,
    database.server,
    database.tables,
    machine.storage,
    machine.keys,
    work.calendar,
    program.translations,
    work.mail,
    work.worker,
)


def run(*, as_json: bool) -> int:
    return report.tell([look() for look in LOOKS], as_json=as_json)
