"""Who took part and who did not: turnout, and how the people compare with what is known of all."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sanwen.methods.opinion.results import Difference, Turnout
from sanwen.methods.opinion.votes import Votes
from sanwen.methods.share import Share, share


def turnout(votes: Votes, *, placed: int, needed: int) -> Turnout:
    each = np.bincount(votes.row, minlength=votes.participants)
    voted = np.sort(each[each > 0])
    ends = [int(voted[int(part * (len(voted) - 1))]) for part in _PARTS] if len(voted) else [0] * 5
    return Turnout(
        participants=votes.participants,
        voted=len(voted),
        placed=placed,
        needed=needed,
        votes=len(votes),
        each=(ends[0], ends[1], ends[2], ends[3], ends[4]),
    )


_PARTS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Coverage:
    """One category: its share among those who took part, with interval, and among all. `gap` is the
    first less the second; `is_missing`: even the high end of the interval is below the known."""

    category: str
    came: int
    share: Share
    known: float
    gap: Difference
    is_missing: bool


@dataclass(frozen=True, slots=True)
class Coverages:
    """`unknown` took part and told no category. Whoever came by their own choice stands for nobody
    but themselves: `can_infer` is True only for a random draw; then, and only then, may a share be
    read as one of all people."""

    categories: tuple[Coverage, ...]
    unknown: int
    rate: Share | None
    can_infer: bool


def coverage(
    came: Mapping[str, int], known: Mapping[str, int], *, unknown: int = 0, drawn: bool = False
) -> Coverages:
    """Counts by category of those who took part and of the whole population (a census, a roll).

    `drawn` says that those who took part were drawn at random. ValueError where counts are
    negative, a category that came is not among the known, or nobody is known.
    """
    total, here = sum(known.values()), sum(came.values())
    if total <= 0 or min((*known.values(), *came.values(), unknown)) < 0:
        raise ValueError("counts are not negative, and somebody must be known")
    if strange := sorted(set(came) - set(known)):
        raise ValueError(f"not among the known categories: {', '.join(strange)}")
    told = tuple(
        _compared(name, came.get(name, 0), here, many / total) for name, many in known.items()
    )
    rate = share(here + unknown, total) if here + unknown <= total else None
    return Coverages(told, unknown, rate, drawn)


def _compared(name: str, came: int, here: int, known: float) -> Coverage:
    own = share(came, here)
    gap = Difference(own.value - known, own.low - known, own.high - known)
    return Coverage(name, came, own, known, gap, bool(here) and own.high < known)
