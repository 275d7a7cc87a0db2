"""Invented votes for the tests: camps, noise, a field without sides."""

import numpy as np

from sanwen.methods.opinion import Votes


def camps(
    people: int = 90,
    statements: int = 30,
    *,
    sides: int = 2,
    sure: float = 0.9,
    seen: float = 1.0,
    seed: int = 1,
) -> tuple[Votes, np.ndarray]:
    """Votes, and each person's camp; camps differ on about half of the statements."""
    chance = np.random.default_rng(seed)
    camp = np.arange(people) % sides
    agrees = np.where(chance.random((sides, statements)) < 0.5, sure, 1 - sure)
    row, column = np.nonzero(chance.random((people, statements)) < seen)
    value = np.where(chance.random(len(row)) < agrees[camp[row], column], 1, -1)
    value[chance.random(len(row)) < 0.08] = 0
    return Votes.of_arrays(row, column, value, participants=people, statements=statements), camp


def noise(people: int = 80, statements: int = 25, *, seed: int = 1) -> Votes:
    """Each statement has its own popularity; nothing else hangs together."""
    chance = np.random.default_rng(seed)
    popular = chance.random(statements)
    row, column = np.nonzero(chance.random((people, statements)) < 0.7)
    value = np.where(chance.random(len(row)) < popular[column], 1, -1)
    return Votes.of_arrays(row, column, value, participants=people, statements=statements)


def field(people: int = 300, statements: int = 40, *, seed: int = 1) -> Votes:
    """Opinion without sides: people lie evenly in a round field of two directions."""
    chance = np.random.default_rng(seed)
    angle, far = chance.random(people) * 2 * np.pi, np.sqrt(chance.random(people))
    place = np.stack([far * np.cos(angle), far * np.sin(angle)], axis=1)
    lean = place @ chance.normal(size=(2, statements)) * 1.5
    value = np.where(chance.random(lean.shape) < 1 / (1 + np.exp(-lean)), 1, -1)
    row, column = np.indices(value.shape).reshape(2, -1)
    return Votes.of_arrays(row, column, value.ravel())


def agreement(one: np.ndarray, other: np.ndarray) -> float:
    from sanwen.methods.opinion.agreement import Compared

    kinds = int(max(one.max(), other.max())) + 1
    return Compared.of(one, other, kinds).rand()
