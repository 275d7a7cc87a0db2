"""The lot of a survey: what is hashed, who is drawn in which order; open to recomputing."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sanwen.methods.draw import Entry, draw, ticket
from sanwen.verdict.surveys.models import Listed


def fingerprint(lines: Iterable[tuple[str, str]]) -> str:
    """SHA-256 of the canonical list: a line `key<tab>stratum` for each, sorted."""
    written = sorted(f"{key}\t{stratum}\n" for key, stratum in lines)
    return hashlib.sha256("".join(written).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Turn:
    key: str
    ticket: str


def drawn(listed: Sequence[Listed], *, seed: str) -> list[Turn]:
    """The first of each stratum by their tickets; all of them in the order of tickets, so that the
    order in which people are reached out to is by lot, too."""
    by_stratum: dict[str, list[Entry]] = defaultdict(list)
    sizes: dict[str, int] = {}
    for each in listed:
        name = each.stratum.name
        by_stratum[name].append(Entry(each.key, (name,)))
        sizes[name] = each.stratum.sample
    found = draw(
        [entry for entries in by_stratum.values() for entry in entries],
        seed=seed,
        size=sum(sizes.values()),
        seats={(name,): size for name, size in sizes.items()},
    )
    turns = [Turn(one.entry.id, one.number) for part in found for one in part.drawn]
    return sorted(turns, key=lambda each: (each.ticket, each.key))


def everybody(listed: Sequence[Listed], *, seed: str) -> list[Turn]:
    """Of a census nothing is drawn; only the order in which people are asked is by lot."""
    turns = [Turn(each.key, ticket(seed, each.key)) for each in listed]
    return sorted(turns, key=lambda each: (each.ticket, each.key))
