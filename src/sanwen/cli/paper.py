"""Writes one paper of a matter as a Word file; blanks stand where nobody has filled in yet."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from sanwen.cli import telling
from sanwen.cli.refusal import Refused
from sanwen.core.actors import Machine
from sanwen.core.dates import local_day
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.papers import actions, filling, sources
from sanwen.deliver.papers.kinds import Kind, kinds, named
from sanwen.places.models import Unit

BY = Machine("command-line")


def run(
    *,
    kind: str | None,
    matter: str | None,
    out: Path | None,
    given: Mapping[str, str],
    listed: bool,
    as_json: bool,
) -> int:
    if listed:
        return _list(as_json)
    if not (kind and matter and out):
        raise Refused("Use: sanwen paper KIND --matter M-12 --out FILE.docx, or --list.")
    of_kind, about = _kind(kind), _matter(matter)
    filled = _filled(of_kind, about, given)
    file = actions.write_out(matter=about, kind=of_kind, filled=filled, by=BY)
    try:
        out.write_bytes(file)
    except OSError as problem:
        raise Refused(f"{out} cannot be written: {problem.strerror}.") from None
    blank = [one.name for one in filling.missing(of_kind, filled)]
    if as_json:
        telling.machine(
            {"kind": of_kind.code, "matter": about.ref, "file": str(out), "missing": blank}
        )
    else:
        telling.person(f"{of_kind.name} → {out}")
    if blank:
        telling.wrong(f"Blank: {', '.join(blank)}. Fill in with --set FIELD=VALUE.")
    return 0


def _list(as_json: bool) -> int:
    rows = [
        {"kind": kind.code, "name": kind.name, "en": kind.en, "fields": list(kind.fields)}
        for kind in kinds().values()
    ]
    if as_json:
        telling.machine({"kinds": rows})
    else:
        width = max(len(code) for code in kinds())
        telling.person("\n".join(f"{one.code:{width}}  {one.name}" for one in kinds().values()))
    return 0


def _kind(text: str) -> Kind:
    found = named(text)
    if found is None:
        raise Refused(f"There is no paper “{text}”. sanwen paper --list names them.")
    return found


def _matter(text: str) -> Matter:
    digits = text.strip().upper().removeprefix("M-")
    matters = Matter.objects.select_related("lead_unit", "received_by")
    found = matters.filter(pk=int(digits)).first() if digits.isdecimal() else None
    if found is None:
        raise Refused(f"There is no matter {text}.")
    return found


def _filled(kind: Kind, matter: Matter, given: Mapping[str, str]) -> dict[str, str]:
    """What the matter knows, and over it what was typed."""
    strange = sorted(set(given) - set(kind.fields))
    if strange:
        raise Refused(f"{kind.name} has no field {', '.join(strange)}: {', '.join(kind.fields)}.")
    for name, value in given.items():
        if kind.fields[name].shape == "day" and not _is_day(value):
            raise Refused(f"{name}: write the day as 2026-03-10.")
    known = sources.facts(matter, _unit(kind, matter), None, today=_today())
    return {**sources.filled(kind, known), **given}


def _unit(kind: Kind, matter: Matter) -> Unit:
    return matter.lead_unit if "lead" in kind.by and matter.lead_unit else matter.received_by


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _today() -> date:
    return local_day(datetime.now(UTC))
