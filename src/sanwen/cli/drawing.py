"""Draws lots from a list so that anyone can check them."""

from pathlib import Path

from sanwen.cli import tables, telling
from sanwen.cli.refusal import Refused
from sanwen.methods.draw import Entry, Stratum, Ticket, draw

_SHOWN = 16


def run(
    *,
    file: Path,
    seed: str,
    size: int,
    strata: tuple[str, ...],
    id_column: str,
    reserves: int,
    as_json: bool,
) -> int:
    entries = _entries(file, id_column, strata)
    try:
        found = draw(entries, seed=seed, size=size)
    except ValueError as no:
        raise Refused(f"{file}: {no}") from None
    if as_json:
        telling.machine(_as_json(found, seed, size, reserves))
        return 0
    telling.person(f"{size} of {len(entries)}, by SHA-256 of “{seed}:ID”, the lowest first.")
    for stratum in found:
        if stratum.name:
            named = " · ".join(stratum.name)
            telling.person(f"{named}: {stratum.seats} of {stratum.members}")
        for one in stratum.drawn:
            telling.person(f"  {one.entry.id}  {one.number[:_SHOWN]}")
        for one in stratum.reserves[:reserves]:
            telling.person(f"  ({one.entry.id})  {one.number[:_SHOWN]}  in reserve")
    return 0


def _entries(file: Path, id_column: str, strata: tuple[str, ...]) -> list[Entry]:
    rows = [row for row in tables.rows(file) if any(row)]
    if len(rows) < 2:
        raise Refused(f"{file}: nobody is on the list. The first line names the columns.")
    head = [cell.strip() for cell in rows[0]]
    try:
        who = head.index(id_column) if id_column else 0
        where = [head.index(name) for name in strata]
    except ValueError as no:
        raise Refused(f"{file}: {no}; it has: {', '.join(head)}.") from None
    cells = ([cell.strip() for cell in row] + [""] * len(head) for row in rows[1:])
    found = (Entry(row[who], tuple(row[at] for at in where)) for row in cells)
    return [entry for entry in found if entry.id]


def _as_json(found: list[Stratum], seed: str, size: int, reserves: int) -> dict[str, object]:
    return {
        "seed": seed,
        "size": size,
        "drawn": [_told(one) for stratum in found for one in stratum.drawn],
        "reserves": [_told(one) for stratum in found for one in stratum.reserves[:reserves]],
        "strata": [
            {"stratum": list(one.name), "members": one.members, "seats": one.seats} for one in found
        ],
    }


def _told(one: Ticket) -> dict[str, object]:
    return {"id": one.entry.id, "stratum": list(one.entry.stratum), "ticket": one.number}
