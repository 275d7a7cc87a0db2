"""Drawing lots that anyone can check: the order is that of SHA-256(seed:id), nothing else.

The seed is announced before, or is something nobody can know before (the first figures of a lottery
on a named day). Then the list decides nothing by its order, and the one who draws decides nothing:

    printf '%s' 'SEED:ID' | sha256sum

Seats are given to strata in proportion by largest remainder (Hamilton), or as told.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Entry:
    """One on the list; `stratum` is the values of the columns by which seats are shared out."""

    id: str
    stratum: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ticket:
    entry: Entry
    number: str


@dataclass(frozen=True, slots=True)
class Stratum:
    """`drawn` and then `reserves`, the next in line, each in the order of their tickets."""

    name: tuple[str, ...]
    seats: int
    drawn: tuple[Ticket, ...]
    reserves: tuple[Ticket, ...]

    @property
    def members(self) -> int:
        return len(self.drawn) + len(self.reserves)


def ticket(seed: str, id: str) -> str:
    """SHA-256 of `seed:id` in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(f"{seed}:{id}".encode()).hexdigest()


def draw(
    entries: Sequence[Entry],
    *,
    seed: str,
    size: int,
    seats: Mapping[tuple[str, ...], int] | None = None,
) -> list[Stratum]:
    """Draws `size` of the entries, stratum by stratum in the order of their names.

    The same list in any order gives the same. ValueError for an id that is there twice, for more
    seats than entries, and for `seats` that do not add up or name no stratum."""
    if not seed.strip():
        raise ValueError("A draw needs a seed.")
    _distinct(entries)
    strata: dict[tuple[str, ...], list[Ticket]] = defaultdict(list)
    for entry in entries:
        strata[entry.stratum].append(Ticket(entry, ticket(seed, entry.id)))
    counts = {name: len(tickets) for name, tickets in strata.items()}
    given = _checked(seats, counts, size) if seats is not None else proportional(counts, size)
    found = []
    for name in sorted(strata):
        line = sorted(strata[name], key=lambda one: (one.number, one.entry.id))
        found.append(
            Stratum(name, given[name], tuple(line[: given[name]]), tuple(line[given[name] :]))
        )
    return found


def proportional(counts: Mapping[tuple[str, ...], int], size: int) -> dict[tuple[str, ...], int]:
    """Whole seats in proportion: the rest goes to the largest remainders; of equal ones to the
    larger stratum, then to the name first in order. ValueError where there are too few entries."""
    total = sum(counts.values())
    if not 0 < size <= total:
        raise ValueError(f"Cannot draw {size} of {total}.")
    quotas = {name: Fraction(size * many, total) for name, many in counts.items()}
    seats = {name: int(quota) for name, quota in quotas.items()}
    line = sorted(counts, key=lambda name: (seats[name] - quotas[name], -counts[name], name))
    for name in line[: size - sum(seats.values())]:
        seats[name] += 1
    return seats


def _distinct(entries: Sequence[Entry]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise ValueError(f"“{entry.id}” is on the list twice.")
        seen.add(entry.id)


def _checked(
    seats: Mapping[tuple[str, ...], int], counts: Mapping[tuple[str, ...], int], size: int
) -> dict[tuple[str, ...], int]:
    for name, many in seats.items():
        if not 0 <= many <= counts.get(name, 0):
            raise ValueError(f"{many} seats for {'/'.join(name)}: {counts.get(name, 0)} entries.")
    if sum(seats.values()) != size:
        raise ValueError(f"The seats add up to {sum(seats.values())}, not to {size}.")
    return {name: seats.get(name, 0) for name in counts}
