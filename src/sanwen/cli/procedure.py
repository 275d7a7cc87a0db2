"""A declared procedure is checked and tried on last year's matters; nothing is changed."""

from pathlib import Path
from typing import Any

from django.utils import timezone

from sanwen.cli import telling
from sanwen.cli.refusal import Refused
from sanwen.deliver.procedures import known
from sanwen.deliver.procedures.declared import Undeclared
from sanwen.office.rulebook.checking import sound
from sanwen.office.rulebook.replay import Replay, Shift, replay


def run(*, file: Path, as_json: bool) -> int:
    try:
        draft = sound(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise Refused("The file is no text in UTF-8.") from None
    except Undeclared as fault:
        raise Refused("\n".join(fault.faults)) from None
    base = known.versions(draft.code if draft.code in known.codes() else known.FIRST)[-1]
    with telling.progress("Counting again", quiet=as_json):
        found = replay(base, draft, now=timezone.localtime())
    if as_json:
        telling.machine(_as_json(found))
        return 0
    telling.person(f"{found.read} periods since {found.since} were counted again.")
    for shift in found.shifts:
        telling.person(_line(shift))
    return 0


def _line(shift: Shift) -> str:
    turned = ""
    if shift.is_promise:
        turned = f"; would be late {shift.became_late}, no longer late {shift.no_longer_late}"
    return f"{shift.rule}: earlier {shift.earlier}, same {shift.same}, later {shift.later}{turned}"


def _as_json(found: Replay) -> dict[str, Any]:
    return {
        "since": found.since.isoformat(),
        "read": found.read,
        "bounded": found.bounded,
        "clocks": [
            {
                "rule": shift.rule,
                "earlier": shift.earlier,
                "same": shift.same,
                "later": shift.later,
                "days": list(shift.days),
                "would_be_late": shift.became_late,
                "no_longer_late": shift.no_longer_late,
                "examples": [f"M-{each.matter}" for each in shift.examples],
            }
            for shift in found.shifts
        ],
    }
