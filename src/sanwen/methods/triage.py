"""Which subjects a message is about: ranked with probabilities, a set, its doubt and its reasons.

A linear model over character n-grams of the message and, once more, of its first words (title),
with features scaled by their naive Bayes log-count ratios (Wang & Manning 2012); what the rules
said beforehand speaks along. Needs NumPy and SciPy only; `training.learn` makes a model.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sanwen.methods.calibration import Calibration
from sanwen.methods.conformal import members
from sanwen.methods.grams import Codes, Vocabulary
from sanwen.methods.levels import Levels
from sanwen.methods.reasons import phrases

# Characters of a message that are read; of those, the first ones once more as its title.
READ, TITLE = 2000, 30
TITLE_WEIGHT = 0.6
# Characters that are read together, and letters of writing that has only letters.
SIZES, LETTERS = (1, 2), (1, 2, 3)
# From here on the likeliest is a suggestion; below, the machine says that it does not know.
SURE = 0.5
# At most so many are told, and none that is next to impossible.
SHOWN, LEAST = 5, 0.001

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranked:
    name: str
    p: float


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the tree: the likeliest there, and the set that holds the right one."""

    ranked: tuple[Ranked, ...]
    inside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """`ranked`: the likeliest first; `inside`: the set; `unsure`: nothing is likely enough;
    `because`: words of the message that spoke for the first; `levels`: the same by level."""

    ranked: tuple[Ranked, ...]
    inside: tuple[str, ...]
    unsure: bool
    because: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True)
class Model:
    """`weights` (body grams + title grams, classes) and `bias` (classes,) give a score; `seen` are
    the classes that had examples; `thresholds` are those of the sets, one a level."""

    names: tuple[str, ...]
    parents: Mapping[str, str]
    body: Vocabulary
    title: Vocabulary
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    seen: NDArray[np.bool_]
    calibration: Calibration
    thresholds: tuple[float, ...]
    examples: int

    @cached_property
    def levels(self) -> Levels:
        return Levels.of(self.names, self.parents)

    @cached_property
    def _usual(self) -> NDArray[np.float32]:
        """What each gram speaks for the classes on average."""
        return np.asarray(self.weights.mean(axis=1))

    def scores(self, texts: Sequence[str]) -> Floats:
        """Shape (texts, classes), what the n-grams alone say."""
        body, heads = features(texts, self.body, self.title)
        at = len(self.body)
        made = body @ self.weights[:at] + heads @ self.weights[at:] + self.bias
        return np.asarray(made, np.float64)

    def probabilities(self, texts: Sequence[str], rules: Floats | None = None) -> Floats:
        """Shape (texts, classes), rows summing to 1; `rules` of the same shape is what the rules
        say, positive, and must be given where the model was learned with it."""
        scores = self.scores(texts)
        known = np.broadcast_to(self.seen, scores.shape)
        log_rules = np.zeros_like(scores) if rules is None else np.log(rules)
        return self.calibration.probabilities(scores, known, log_rules)

    def because(self, text: str, name: str) -> tuple[str, ...]:
        """Phrases of the text that spoke for this class more than for the others."""
        column = self.names.index(name)
        if not self.seen[column] or not len(self.body):
            return ()

        def weigh(codes: Codes) -> Floats:
            at = np.searchsorted(self.body.grams, codes)
            at[at == len(self.body)] = 0
            lift = (self.weights[at, column] - self._usual[at]) * self.body.idf[at]
            return np.where(self.body.grams[at] == codes, lift, 0.0)

        return phrases(text[:READ], weigh)

    def decide(self, texts: Sequence[str], rules: Floats | None = None) -> list[Decision]:
        """What the model thinks of each message, and why."""
        p = self.probabilities(texts, rules)
        found = decisions(p, self.levels, self.thresholds)
        return [
            replace(one, because=self.because(text, one.ranked[0].name))
            for one, text in zip(found, texts, strict=True)
        ]


def features(texts: Sequence[str], body: Vocabulary, title: Vocabulary) -> tuple[Any, Any]:
    """The messages and their titles as sparse rows, the titles at their weight."""
    heads = title.rows([text[:TITLE] for text in texts])
    return body.rows([text[:READ] for text in texts]), heads * np.float32(TITLE_WEIGHT)


def decisions(p: Floats, levels: Levels, thresholds: Sequence[float]) -> list[Decision]:
    """From probabilities (n, classes) to what is said of each message; reasons are added by who
    knows them. Equals stand in the order of the classes."""
    tables = [
        _level(levels.summed(p, at), levels.names[at], thresholds[at]) for at in range(len(levels))
    ]
    return [
        Decision(
            ranked=row[-1].ranked,
            inside=row[-1].inside,
            unsure=row[-1].ranked[0].p < SURE,
            levels=row,
        )
        for row in zip(*tables, strict=True)
    ]


def _level(p: Floats, names: Sequence[str], at_least: float) -> list[Level]:
    inside = members(p, at_least)
    order = np.argsort(-p, axis=1, kind="stable")
    return [
        Level(
            tuple(
                Ranked(names[at], float(p[row, at]))
                for place, at in enumerate(best[:SHOWN])
                if not place or p[row, at] >= LEAST
            ),
            tuple(names[at] for at in best if inside[row, at]),
        )
        for row, best in enumerate(order.tolist())
    ]
