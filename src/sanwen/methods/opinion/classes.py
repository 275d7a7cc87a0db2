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
_ENOUGH = 0.01
# Votes as all people cast them that every kind is given beforehand, for each statement.
_BORROWED = 4.0
# In a larger table the kinds are learned from so many people's votes, then a little from all.
_LARGE = 100_000
_MORE = 1


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """`chance` holds log-chances (statements times 3 votes, kinds), `share` the log-share of a
    kind."""

    chance: Floats
    share: Floats

    def label(self, table: Table) -> Ints:
        """The likeliest kind of each person."""
        return np.asarray(_likeness(_cast(table), self).argmax(axis=1))

    def ordered(self, number: Ints) -> "Classes":
        return Classes(self.chance[:, number], self.share[number])


def fitted(table: Table, label: Ints, kinds: int) -> Classes:
    """From a first guess of everybody's kind. Rows come in canonical order: the first are a fair
    sample."""
    weight = np.zeros((table.rows, kinds))
    weight[np.arange(table.rows), label] = 1.0
    if len(table) <= 2 * _LARGE:
        return _fitted(_cast(table), weight, _ITERATIONS)
    some = np.arange(max(1, int(table.rows * _LARGE / len(table))))
    model = _fitted(_cast(table.of_rows(some)), weight[some], _ITERATIONS)
    votes = _cast(table)
    return _fitted(votes, _weights(_likeness(votes, model)), _MORE)


def _fitted(votes: sparse.csr_matrix, weight: Floats, iterations: int) -> Classes:
    all_people = np.asarray(votes.sum(axis=0), np.float64).reshape(-1, 3) + 0.5
    base = (all_people / all_people.sum(axis=1, keepdims=True)).reshape(-1, 1)
    model = _learned(votes, weight, base)
    for _iteration in range(iterations):
        new = _weights(_likeness(votes, model))
        moved = float(np.abs(new - weight).max()) if len(new) else 0.0
        weight, model = new, _learned(votes, new, base)
        if moved < _ENOUGH:
            break
    return model


def _cast(table: Table) -> sparse.csr_matrix:
    """A column for each statement's disagreement, pass and agreement; one where it was cast."""
    column = table.column * 3 + (table.value + np.int8(1))
    shape = (table.rows, table.columns * 3)
    return sparse.csr_matrix((table.ones(), column, table.start), shape=shape)


def _learned(votes: sparse.csr_matrix, weight: Floats, base: Floats) -> Classes:
    kinds = weight.shape[1]
    counts = votes.T @ weight.astype(np.float32) + _BORROWED * base
    parts = counts.reshape(-1, 3, kinds)
    chance = np.log(parts / parts.sum(axis=1, keepdims=True)).reshape(-1, kinds)
    shares = weight.sum(axis=0) + 1.0
    return Classes(chance, np.log(shares / shares.sum()))


def _likeness(votes: sparse.csr_matrix, model: Classes) -> Floats:
    return np.asarray(votes @ model.chance.astype(np.float32) + model.share)


def _weights(likeness: Floats) -> Floats:
    lifted = np.exp(likeness - likeness.max(axis=1, keepdims=True))
    return np.asarray(lifted / lifted.sum(axis=1, keepdims=True))
