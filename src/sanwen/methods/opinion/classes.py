"""Groups as kinds of ballots: people of one kind agree, disagree and pass with the same chances.

Latent classes (Lazarsfeld & Henry 1968), fitted by expectation and maximisation. Where the people
really are of a few kinds, this finds who is of which as well as can be, however few statements
each has seen; where opinion is a field without sides, no number of kinds explains it, and `chance`
says so.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from sanwen.methods.opinion.table import Table
from sanwen.methods.opinion.votes import Floats, Ints

_ITERATIONS = 60
_ENOUGH = 1e-4
# Votes as all people cast them that every kind is given beforehand, for each statement.
_BORROWED = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """`chance` holds log-chances (3 votes, statements, kinds), `share` the log-share of a kind."""

    chance: Floats
    share: Floats

    def label(self, table: Table) -> Ints:
        """The likeliest kind of each person."""
        return np.asarray(_likeness(_by_vote(table), self).argmax(axis=1))

    def ordered(self, number: Ints) -> "Classes":
        return Classes(self.chance[..., number], self.share[number])


def fitted(table: Table, label: Ints, kinds: int) -> Classes:
    """From a first guess of everybody's kind."""
    votes = _by_vote(table)
    all_people = np.stack([np.asarray(each.sum(axis=0)).ravel() for each in votes]) + 0.5
    base = all_people / all_people.sum(axis=0)
    weight = np.zeros((table.rows, kinds))
    weight[np.arange(table.rows), label] = 1.0
    model = _learned(votes, weight, base)
    for _iteration in range(_ITERATIONS):
        new = _weights(_likeness(votes, model))
        moved = float(np.abs(new - weight).max()) if len(new) else 0.0
        weight, model = new, _learned(votes, new, base)
        if moved < _ENOUGH:
            break
    return model


def _by_vote(table: Table) -> list[sparse.csr_matrix]:
    return [
        some.matrix(some.ones())
        for some in (table.of_votes(table.value == vote) for vote in (-1, 0, 1))
    ]


def _learned(votes: list[sparse.csr_matrix], weight: Floats, base: Floats) -> Classes:
    short = weight.astype(np.float32)
    counts = np.stack([each.T @ short for each in votes]) + _BORROWED * base[..., None]
    shares = weight.sum(axis=0) + 1.0
    return Classes(np.log(counts / counts.sum(axis=0)), np.log(shares / shares.sum()))


def _likeness(votes: list[sparse.csr_matrix], model: Classes) -> Floats:
    total = np.broadcast_to(model.share, (votes[0].shape[0], len(model.share)))
    for each, chance in zip(votes, model.chance.astype(np.float32), strict=True):
        total = total + each @ chance
    return np.asarray(total)


def _weights(likeness: Floats) -> Floats:
    lifted = np.exp(likeness - likeness.max(axis=1, keepdims=True))
    return np.asarray(lifted / lifted.sum(axis=1, keepdims=True))
