"""The lot of a talk meeting: what is hashed, what is drawn, who is next; open to recomputing."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sanwen.counsel.meetings.models import Candidate
from sanwen.methods.draw import Entry, draw, ticket

# A cell with fewer people than this could single somebody out.
FEW = 5


def stratum(strata: Mapping[str, str]) -> tuple[str, ...]:
    """The values in the order of the columns' names, so that no order of columns matters."""
    return tuple(strata[name] for name in sorted(strata))


def fingerprint(lines: Iterable[tuple[str, Mapping[str, str]]]) -> str:
    """SHA-256 of the canonical list: a line for each number, sorted, values between tabs."""
    written = sorted("\t".join([listed_as, *stratum(strata)]) for listed_as, strata in lines)
    return hashlib.sha256("".join(f"{line}\n" for line in written).encode()).hexdigest()


def fingerprint_of(candidates: Sequence[Candidate]) -> str:
    return fingerprint((each.listed_as, each.strata) for each in candidates)


@dataclass(frozen=True, slots=True)
class Turn:
    """In which order the lot named a number, and whether it is among those drawn."""

    listed_as: str
    is_drawn: bool


def turns(candidates: Sequence[Candidate], *, seed: str, size: int) -> list[Turn]:
    """Those drawn in the order of their tickets, then all others as reserves in theirs."""
    entries = [Entry(each.listed_as, stratum(each.strata)) for each in candidates]
    found = draw(entries, seed=seed, size=size)
    drawn = sorted((t.number, t.entry.id) for part in found for t in part.drawn)
    reserves = sorted((t.number, t.entry.id) for part in found for t in part.reserves)
    return [*(Turn(id, True) for _, id in drawn), *(Turn(id, False) for _, id in reserves)]


def next_in_line(left: Candidate, reserves: Iterable[Candidate]) -> Candidate | None:
    """The next reserve of the same stratum; where there is none, the next one of all."""
    line = sorted(reserves, key=lambda each: each.turn or 0)
    same = (each for each in line if each.strata == left.strata)
    return next(same, line[0] if line else None)


def shown_ticket(seed: str, listed_as: str) -> str:
    """The beginning of it is enough to see that the order is right."""
    return ticket(seed, listed_as)[:12]


def divided(all_strata: Sequence[Mapping[str, str]]) -> list[tuple[str, list[tuple[str, int]]]]:
    """For each column how many stand under each value; 0 stands for fewer than five."""
    names = sorted(all_strata[0]) if all_strata else []
    counted = {name: Counter(strata[name] for strata in all_strata) for name in names}
    return [
        (name, [(value, many if many >= FEW else 0) for value, many in sorted(counts.items())])
        for name, counts in counted.items()
    ]
