"""Where each person stands along the leading directions, and how sure that is.

A ridge regression of a person's votes (less the statements' means) on the loadings of the
statements that this person saw: what was not seen says nothing, and whoever voted on little is
drawn to the middle instead of thrown to the rim. (The published method multiplies by the square
root of all statements over those seen, which throws few votes farthest.)
"""

from dataclasses import dataclass

import numpy as np

from sanwen.methods.opinion.table import Table
from sanwen.methods.opinion.votes import Floats

# How much the middle weighs, in complete ballots. Chosen between 1 and 1.6, where the groups of
# ten real conversations came out much the same; below, few votes scatter, above, they vanish.
PULL = 1.3


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """For each person what the votes say along the axes (rows, q), and how much they weigh
    (rows, q, q)."""

    said: Floats
    weight: Floats

    def places(self, axes: int) -> Floats:
        """Positions along the first so many axes; zeros where there is no such axis."""
        weight = self.weight[:, :axes, :axes] + PULL * np.eye(axes)
        return _solved(weight, self.said[:, :axes])

    def first(self, rows: int) -> "Evidence":
        """Of the first so many people alone."""
        return Evidence(self.said[:rows], self.weight[:rows])

    def spread(self, axes: int, variance: float) -> Floats:
        """How unsure each position is (a standard deviation, given the votes), for votes that
        scatter with this variance."""
        inverse = np.linalg.inv(self.weight[:, :axes, :axes] + PULL * np.eye(axes))
        return np.asarray(np.sqrt(np.einsum("nii->ni", inverse) * variance))


def evidence(table: Table, means: Floats, loadings: Floats) -> Evidence:
    """What a table says along loadings of shape (statements, q)."""
    many = loadings.shape[1]
    short = loadings.astype(np.float32)
    said = table.matrix(table.less(means)) @ short
    above = np.triu_indices(many)
    sums = table.matrix(table.ones()) @ (short[:, above[0]] * short[:, above[1]])
    weight = np.empty((table.rows, many, many))
    weight[:, above[0], above[1]] = sums
    weight[:, above[1], above[0]] = sums
    return Evidence(said.astype(np.float64), weight)


def _solved(weight: Floats, said: Floats) -> Floats:
    if weight.shape[1] == 1:
        return np.asarray(said / weight[:, 0])
    return np.asarray(np.linalg.solve(weight, said[..., None])[..., 0])
