"""Which statement a participant is shown next: more often the one from which most is learned.

The published priority: a statement counts the more, the more it is agreed with, the less it is
passed over and the farther out it lies on the map; a new one counts up to nine times as much, and
half of that is gone with every five votes. All of it is squared.
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence

import numpy as np

from sanwen.methods.opinion.published_counts import priorities
from sanwen.methods.opinion.results import OpinionMap, Tally
from sanwen.methods.opinion.votes import Floats


def priority(
    tallies: Sequence[Tally],
    *,
    reach: Sequence[float] | Floats | None = None,
    first: Iterable[int] = (),
) -> Floats:
    """One number a statement, never negative. `reach` is how far out each lies (`reach_of`; 0 where
    nothing is known), `first` are those that should come early whatever was voted.

    ValueError where reach has not one number a statement."""
    counts = np.array([[one.agree, one.disagree, one.passed] for one in tallies], np.int64)
    far = np.zeros(len(tallies)) if reach is None else np.nan_to_num(np.asarray(reach, np.float64))
    if far.shape != (len(tallies),):
        raise ValueError("reach needs one number a statement")
    return priorities(counts.reshape(1, -1, 3), far, first)


def reach_of(found: OpinionMap) -> Floats:
    """How far out each statement of a map lies, in the published measure; 0 where it has none."""
    loadings = np.nan_to_num(found.statement_map)
    length = np.sqrt((loadings**2).sum(axis=1))
    center = np.array([(one.agree - one.disagree) / max(one.seen, 1) for one in found.statements])
    return np.asarray(np.sqrt(len(length)) * np.abs(1 - center) * length)


def choose(
    priorities: Sequence[float] | Floats, seen: Collection[int] = (), *, seed: str
) -> int | None:
    """A statement not yet seen, by chance in proportion to its priority; None where all are seen.

    The chance is SHA-256 of `seed` (say "consultation:participant:how many seen"), so that anybody
    can recompute it. ValueError for a priority that is negative or not a number.
    """
    weight = np.array(priorities, np.float64)
    if not np.isfinite(weight).all() or (weight < 0).any():
        raise ValueError("priorities are numbers, not negative")
    known = set(seen)
    left = [at for at in range(len(weight)) if at not in known]
    if not left:
        return None
    own = weight[left] if weight[left].sum() > 0 else np.ones(len(left))
    drawn = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:7], "big") / 2**56
    at = int(np.searchsorted(np.cumsum(own), drawn * own.sum(), side="right"))
    return left[min(at, len(left) - 1)]
