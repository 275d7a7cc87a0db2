"""A fit is tried on corrections it has not seen, beside what suggests now and the rules alone."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import numpy as np

from sanwen.listen.triage.knowing import Known
from sanwen.listen.triage.models import Target
from sanwen.listen.triage.thinking import RULES_THRESHOLD, columns, rules_of
from sanwen.methods.calibration import curve, expected_error
from sanwen.methods.conformal import judged, members
from sanwen.methods.training import FEWEST, TooFew, learn
from sanwen.methods.triage import SURE, Floats, Model

# Held out to judge: the newest, and so many at the least and at the most.
FEWEST_JUDGES, MOST_JUDGES = 30, 2000
SHARE_OF_JUDGES = 0.2


@dataclass(frozen=True, slots=True)
class Example:
    """One message with what the desk confirmed of it, by code; empty where it said nothing."""

    text: str
    category: str
    unit: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Figures:
    """How right guesses were on `n` corrections: the first one, the sets, the doubt."""

    n: int
    accuracy: float
    covered: float
    size: float
    unsure: float
    error: float


@dataclass(frozen=True, slots=True)
class Trial:
    model: Model
    examples: int
    new: Figures
    rules: Figures
    now: Figures | None

    @property
    def is_better(self) -> bool:
        """Not worse than what suggests now, be it a version or the rules."""
        return self.new.accuracy >= (self.now or self.rules).accuracy

    def as_json(self) -> dict[str, object]:
        return {
            "new": asdict(self.new),
            "rules": asdict(self.rules),
            "now": asdict(self.now) if self.now else None,
        }


def trial(
    examples: Sequence[Example], target: Target, known: Known, *, since: datetime | None
) -> Trial:
    """Learned from the older, judged by the newer; then learned from all. Raises TooFew.

    Only corrections later than `since`, where the current version stopped learning, may judge:
    it knows the others by heart.
    """
    usable = sorted(_usable(examples, target, known), key=lambda one: one.at)
    fresh = [one for one in usable if since is None or one.at > since]
    share = max(FEWEST_JUDGES, int(len(usable) * SHARE_OF_JUDGES))
    judges = fresh[-min(share, MOST_JUDGES) :]
    older = usable[: len(usable) - len(judges)]
    if len(judges) < FEWEST_JUDGES or len(older) < FEWEST:
        raise TooFew(f"{len(usable)} corrections, {len(fresh)} of them new")
    first = _learn(older, target, known)
    now = known.learned.get(target)
    return Trial(
        model=_learn(usable, target, known),
        examples=len(usable),
        new=_judge(first, judges, target, known),
        rules=_judge(None, judges, target, known),
        now=_judge(now.model, judges, target, known) if now else None,
    )


def _usable(examples: Sequence[Example], target: Target, known: Known) -> list[Example]:
    names = set(_names(target, known))
    return [one for one in examples if _truth(one, target) in names]


def _truth(example: Example, target: Target) -> str:
    return example.category if target == Target.CATEGORY else example.unit


def _names(target: Target, known: Known) -> tuple[str, ...]:
    return tuple(known.codes.values()) if target == Target.CATEGORY else tuple(known.units)


def rules_for(texts: Sequence[str], names: Sequence[str], target: Target, known: Known) -> Floats:
    """What the rules say (texts, names): by the lexicon, and for units by the duty lists."""
    rules = rules_of([known.lexicon.hear(text) for text in texts], known)
    if target == Target.UNIT:
        return columns(rules @ known.duty, known.offices, [known.units.get(one) for one in names])
    place = {code: pk for pk, code in known.codes.items()}
    return columns(rules, known.ids, [place.get(one) for one in names])


def _learn(examples: Sequence[Example], target: Target, known: Known) -> Model:
    texts, names = [one.text for one in examples], _names(target, known)
    return learn(
        texts,
        [_truth(one, target) for one in examples],
        names=names,
        parents=known.parents if target == Target.CATEGORY else None,
        rules=rules_for(texts, names, target, known),
    )


def _judge(model: Model | None, judges: Sequence[Example], target: Target, known: Known) -> Figures:
    names = model.names if model else _names(target, known)
    texts = [one.text for one in judges]
    p = rules_for(texts, names, target, known)
    threshold = RULES_THRESHOLD
    if model is not None:
        p, threshold = model.probabilities(texts, p), model.thresholds[-1]
    return _figures(p, [_truth(one, target) for one in judges], names, threshold)


def _figures(p: Floats, truths: Sequence[str], names: Sequence[str], threshold: float) -> Figures:
    where = {name: column for column, name in enumerate(names)}
    truth = np.array([where.get(one, -1) for one in truths])
    right = p.argmax(axis=1) == truth
    sets = judged(members(p, threshold), truth)
    return Figures(
        n=len(truths),
        accuracy=round(float(right.mean()), 4),
        covered=round(sets.covered, 4),
        size=round(sets.size, 2),
        unsure=round(float((p.max(axis=1) < SURE).mean()), 4),
        error=round(expected_error(curve(p.max(axis=1), right)), 4),
    )
