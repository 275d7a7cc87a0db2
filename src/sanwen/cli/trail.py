"""Verifies the trail, or seals it now."""

from pathlib import Path

from sanwen.cli import telling
from sanwen.integrity.audit import actions, heads
from sanwen.integrity.audit.verify import verify


def run(*, task: str, as_json: bool, head: Path | None = None) -> int:
    return check(as_json=as_json, head=head) if task == "verify" else seal(as_json=as_json)


def check(*, as_json: bool, head: Path | None = None) -> int:
    published = heads.several(head.read_text(encoding="utf-8")) if head else []
    with telling.progress("Trail", quiet=as_json) as report:
        found = verify(published=published, progress=report)
    if as_json:
        telling.machine(
            {
                "rows": found.rows,
                "ok": found.ok,
                "first_bad": found.first_bad,
                "seals": found.seals,
                "bad_seal": found.bad_seal,
                "fault": found.fault,
            }
        )
    else:
        telling.person(f"{found.rows} rows, {found.seals} seals")
    if not found.ok or not as_json:
        (telling.person if found.ok else telling.wrong)(str(found.what))
    return 0 if found.ok else 1


def seal(*, as_json: bool) -> int:
    seals = actions.seal()
    rows = sum(each.count for each in seals)
    if as_json:
        telling.machine({"seals": len(seals), "rows": rows})
    else:
        telling.person(f"{rows} rows sealed in {len(seals)} seals.")
    return 0
