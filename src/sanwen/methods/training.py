"""A triage model learned from examples, its doubt measured on examples it was not learned from.

Only learning needs scikit-learn, and it is loaded then: a server would start two seconds later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sanwen.methods.calibration import Bools, Calibration, Floats
from sanwen.methods.conformal import COVER, threshold
from sanwen.methods.grams import Vocabulary
from sanwen.methods.levels import Levels
from sanwen.methods.triage import LETTERS, READ, SIZES, TITLE, Model, features

# Chosen by cross-validation inside a training part.
_COST = 1.0
_SMOOTHING = 0.3
_FOLDS = 4
_SEED = 20
FEWEST = 20
# What a model may take on disk (two bytes a weight), with room for its n-grams.
_MOST_WEIGHTS = 7_000_000
_MOST_GRAMS = 200_000


class TooFew(ValueError):
    """There are not enough examples, or all are of one class."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Of every example: what a model learned without it gives each class (n, classes), and which
    class was right (n,)."""

    p: Floats
    truth: NDArray[np.intp]


def learn(
    texts: Sequence[str],
    labels: Sequence[str],
    *,
    names: Sequence[str] | None = None,
    parents: Mapping[str, str] | None = None,
    rules: Floats | None = None,
    cover: float = COVER,
) -> Model:
    """A model from texts and their classes; the same examples give the same model, bit for bit.

    `names` are all classes there are (default: those of the labels), `parents` the tree above
    them, `rules` (texts, names) what the rules say of each, positive. Raises TooFew.
    """
    return learn_and_judge(texts, labels, names=names, parents=parents, rules=rules, cover=cover)[0]


def learn_and_judge(
    texts: Sequence[str],
    labels: Sequence[str],
    *,
    names: Sequence[str] | None = None,
    parents: Mapping[str, str] | None = None,
    rules: Floats | None = None,
    cover: float = COVER,
) -> tuple[Model, HeldOut]:
    """`learn`, and how it did on each example while that was held out."""
    known = tuple(names) if names is not None else tuple(sorted(set(labels)))
    where = {name: number for number, name in enumerate(known)}
    truth = np.array([where[label] for label in labels], np.intp)
    if len(texts) < FEWEST or len(set(labels)) < 2:
        raise TooFew(f"{len(texts)} examples of {len(set(labels))} classes")
    most = min(_MOST_GRAMS, _MOST_WEIGHTS // len(known))
    sizes = _sizes(texts)
    body = Vocabulary.of([text[:READ] for text in texts], sizes, at_least=2, most=most)
    title = Vocabulary.of([text[:TITLE] for text in texts], sizes, at_least=2, most=most // 4)
    rows = sparse.hstack(features(texts, body, title), format="csr", dtype=np.float64)
    log_rules = np.zeros((len(texts), len(known))) if rules is None else np.log(rules)
    scores, covered = _held_out(rows, truth, len(known))
    calibration = Calibration.fit(scores, covered, truth, log_rules)
    p = calibration.probabilities(scores, covered, log_rules)
    tree = Levels.of(known, parents or {})
    weights, bias, seen = _weights(rows, truth, len(known))
    model = Model(
        names=known,
        parents=dict(parents or {}),
        body=body,
        title=title,
        weights=weights.astype(np.float16).astype(np.float32),
        bias=bias,
        seen=seen,
        calibration=calibration,
        thresholds=_thresholds(p, truth, tree, cover),
        examples=len(texts),
    )
    return model, HeldOut(p, truth)


def _sizes(texts: Sequence[str]) -> tuple[int, ...]:
    """Two letters say less than two characters: where letters prevail, three are read together."""
    signs = "".join(text[:TITLE] for text in texts)
    letters = sum(sign.isascii() and sign.isalpha() for sign in signs)
    return LETTERS if letters * 2 > len(signs) else SIZES


def _thresholds(
    p: Floats, truth: NDArray[np.intp], tree: Levels, cover: float
) -> tuple[float, ...]:
    rows = np.arange(len(truth))
    return tuple(
        threshold(tree.summed(p, level)[rows, tree.place[level][truth]], cover)
        for level in range(len(tree))
    )


def _held_out(
    rows: sparse.csr_matrix, truth: NDArray[np.intp], classes: int
) -> tuple[Floats, Bools]:
    """Scores of every example by a model learned from the other folds, and which classes those
    had examples of."""
    scores, covered = np.zeros((len(truth), classes)), np.zeros((len(truth), classes), bool)
    fold = _folds(truth)
    for number in range(_FOLDS):
        held = fold == number
        weights, bias, seen = _weights(rows[~held], truth[~held], classes)
        scores[held] = rows[held] @ weights + bias
        covered[held] = seen
    return scores, covered


def _folds(truth: NDArray[np.intp]) -> NDArray[np.intp]:
    """Every class is dealt out evenly, in an order of chance that is always the same."""
    order = np.random.default_rng(_SEED).permutation(len(truth))
    order = order[np.argsort(truth[order], kind="stable")]
    fold = np.empty(len(truth), np.intp)
    fold[order] = np.arange(len(truth)) % _FOLDS
    return fold


def _weights(
    rows: sparse.csr_matrix, truth: NDArray[np.intp], classes: int
) -> tuple[NDArray[np.float32], NDArray[np.float32], Bools]:
    """One class against all others, each gram scaled by how much more often it stands there."""
    from sklearn.svm import LinearSVC

    weights = np.zeros((rows.shape[1], classes), np.float32)
    bias = np.full(classes, -1.0, np.float32)
    seen = np.bincount(truth, minlength=classes) > 0
    total = np.asarray(rows.sum(axis=0)).ravel() + 2 * _SMOOTHING
    for one in np.flatnonzero(seen):
        mine = truth == one
        if mine.all():
            raise TooFew("all examples are of one class")
        here = np.asarray(rows[mine].sum(axis=0)).ravel() + _SMOOTHING
        there = total - here
        ratio = np.log((here / here.sum()) / (there / there.sum()))
        machine = LinearSVC(C=_COST, tol=1e-2, random_state=_SEED)
        scaled = rows.data * ratio[rows.indices]
        machine.fit(sparse.csr_matrix((scaled, rows.indices, rows.indptr), rows.shape), mine)
        weights[:, one] = machine.coef_[0] * ratio
        bias[one] = machine.intercept_[0]
    return weights, bias, seen
