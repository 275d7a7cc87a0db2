"""Takes in one year's notice of days off; provisional dates are counted again."""

from pathlib import Path

from sanwen.cli import telling
from sanwen.cli.refusal import Refused
from sanwen.core.actors import Machine
from sanwen.places import actions, calendar_import
from sanwen.places.models import SpecialDay
from sanwen.places.tables import UnreadableError

BY = Machine("command-line")


def run(*, file: Path, year: int, title: str | None, as_json: bool) -> int:
    taken = dict(SpecialDay.objects.values_list("date", "year"))
    try:
        plan = calendar_import.plan(file.read_bytes(), year=year, taken=taken)
    except UnreadableError as problem:
        raise Refused(str(problem.reason)) from None
    errors = [{"line": wrong.line, "reason": str(wrong.reason)} for wrong in plan.wrong]
    if plan.is_sound:
        name = title or f"国务院办公厅关于{year}年部分节假日安排的通知"
        actions.import_notice(by=BY, year=year, title=name, source=file.name, rows=plan.rows)
    if as_json:
        telling.machine({"year": year, "days": len(plan.rows), "errors": errors})
    elif plan.is_sound:
        telling.person(f"{year}: {len(plan.rows)} days stored.")
    for error in errors:
        telling.wrong(f"{file}:{error['line']}: {error['reason']}")
    return 0 if plan.is_sound else 1
