"""What to look at again before a result is believed: findings with figures, never an accusation."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import bdtrc, gammaln

from sanwen.methods.rates.rate import Rate
from sanwen.methods.rates.score import wilson
from sanwen.methods.rates.trend import newcombe

Floats = NDArray[np.float64]
Figures = dict[str, float | int | str]
# Below so many answers nothing looks strange.
FEWEST = 20


class Doubt(StrEnum):
    ALL_AGREE = "all_agree"
    NO_NONRESPONSE = "no_nonresponse"
    STRAIGHT_LINING = "straight_lining"
    INTERVIEWER = "interviewer_unlike_others"
    TOO_FAST = "too_fast"
    MODE_RESPONSE = "mode_response_far_above"
    ONE_DAY = "heaped_on_one_day"


# One neutral sentence each; whoever shows it translates it.
SENTENCES = {
    Doubt.ALL_AGREE: "%(same)s of the %(n)s who answered “%(item)s” said the same. "
    "Was everybody free to say otherwise?",
    Doubt.NO_NONRESPONSE: "All %(asked)s who were asked answered. "
    "Were some replaced, or answered for?",
    Doubt.STRAIGHT_LINING: "%(found)s of %(n)s gave one answer to all questions; "
    "%(expected)s were to be expected.",
    Doubt.INTERVIEWER: "Answers to “%(item)s” taken by number %(interviewer)s differ from "
    "the others' by more than chance: %(here)s against %(others)s. Listen to some calls again.",
    Doubt.TOO_FAST: "%(found)s of %(n)s took less than a third of the usual %(median)s seconds.",
    Doubt.MODE_RESPONSE: "%(here)s answered by %(mode)s, %(others)s by the others. "
    "How were they asked?",
    Doubt.ONE_DAY: "%(found)s of %(n)s answers came on one day of %(days)s.",
}


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A kind, its `figures` by the names in its `sentence`."""

    kind: Doubt
    figures: Figures

    @property
    def sentence(self) -> str:
        return SENTENCES[self.kind]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of the work, each optional. `answers` (people, items) with NaN for none, items
    of one scale; `items` their names; `interviewers`, `seconds`, `days` per person who answered;
    `asked` and `answered` in all; `modes`: by mode (answered, asked)."""

    answers: ArrayLike
    items: Sequence[str] = ()
    interviewers: Sequence[Hashable] | None = None
    seconds: ArrayLike | None = None
    days: Sequence[Hashable] | None = None
    asked: int | None = None
    modes: dict[str, tuple[int, int]] = field(default_factory=dict)


def doubtful(asked: Asked) -> list[Doubtful]:
    """All that looks implausible; an empty list is no proof that all is well.

    - all agree: of 20 or more, everybody gave one answer (or Wilson's low end is above 0.98)
    - no non-response: 20 or more were asked and each of them answered
    - straight-lining: of four items or more, beyond what independent answers would bring (binomial,
      p < 0.001) and at least 3 in 10
    - one interviewer unlike the others: share of the commonest answer, exact test (Fisher) against
      all others, Holm's correction over interviewers and items, 1 %; only the number is named
    - too fast: a twentieth or more below a third of the median seconds
    - a mode answered far above the others: Newcombe's difference above 20 points
    - one day: half of the answers or more, where there were five days or more"""
    answers = np.asarray(asked.answers, float)
    if answers.ndim != 2:
        raise ValueError("Answers are a table of people and items.")
    names = list(asked.items) or [str(k + 1) for k in range(answers.shape[1])]
    return [one for look in _LOOKS for one in look(asked, answers, names)]


def _all_agree(asked: Asked, answers: Floats, names: list[str]) -> Iterator[Doubtful]:
    for name, column in zip(names, answers.T, strict=True):
        said = column[~np.isnan(column)]
        if len(said) < FEWEST:
            continue
        most = int(np.unique(said, return_counts=True)[1].max())
        if most == len(said) or float(wilson(most, len(said))[0]) > 0.98:
            yield Doubtful(Doubt.ALL_AGREE, {"item": name, "n": len(said), "same": most})


def _no_nonresponse(asked: Asked, answers: Floats, names: list[str]) -> Iterator[Doubtful]:
    if asked.asked is not None and FEWEST <= asked.asked <= len(answers):
        yield Doubtful(Doubt.NO_NONRESPONSE, {"asked": asked.asked, "answered": len(answers)})


def _straight_lining(asked: Asked, answers: Floats, names: list[str]) -> Iterator[Doubtful]:
    whole = answers[~np.isnan(answers).any(axis=1)]
    n, items = whole.shape
    if n < FEWEST or items < 4:
        return
    found = int((whole == whole[:, :1]).all(axis=1).sum())
    chance = sum(float(np.prod((whole == one).mean(axis=0))) for one in np.unique(whole))
    expected = min(1.0, chance)
    # Everybody the same on everything is `all_agree`; here it would be expected.
    beyond = float(bdtrc(found - 1, n, expected)) if found else 1.0
    if found >= 0.3 * n and beyond < 0.001:
        figures: Figures = {"found": found, "n": n, "expected": round(expected * n, 1), "p": beyond}
        yield Doubtful(Doubt.STRAIGHT_LINING, figures)


@dataclass(frozen=True, slots=True)
class _Compared:
    """One interviewer's answers to one item beside all others': (commonest answer, answers)."""

    p: float
    item: str
    interviewer: str
    inside: tuple[int, int]
    outside: tuple[int, int]


def _interviewer(asked: Asked, answers: Floats, names: list[str]) -> Iterator[Doubtful]:
    if asked.interviewers is None:
        return
    who = np.array([str(one) for one in asked.interviewers])
    columns = zip(names, answers.T, strict=True)
    found = [one for name, column in columns for one in _compared(name, column, who)]
    found.sort(key=lambda one: one.p)
    told: set[str] = set()
    for k, one in enumerate(found):
        p = one.p * (len(found) - k)
        if p > 0.01:
            break
        # The others look unlike because of this one: only the most unlike is told, item by item.
        if one.item not in told:
            told.add(one.item)
            yield Doubtful(Doubt.INTERVIEWER, _figures(one, p))


def _figures(one: _Compared, p: float) -> Figures:
    return {
        "item": one.item,
        "interviewer": one.interviewer,
        "here": round(one.inside[0] / one.inside[1], 4),
        "others": round(one.outside[0] / one.outside[1], 4),
        "n": one.inside[1],
        "p": min(1.0, p),
    }


def _compared(name: str, column: Floats, who: NDArray[np.str_]) -> Iterator[_Compared]:
    said = ~np.isnan(column)
    if said.sum() < FEWEST:
        return
    values, many = np.unique(column[said], return_counts=True)
    yes, by = column[said] == values[many.argmax()], who[said]
    for one in np.unique(by):
        here = by == one
        if 10 <= here.sum() <= len(by) - 10:
            inside = (int(yes[here].sum()), int(here.sum()))
            outside = (int(yes[~here].sum()), int((~here).sum()))
            yield _Compared(fisher(*inside, *outside), name, str(one), inside, outside)


def _too_fast(asked: Asked, answers: Floats, names: list[str]) -> Iterator[Doubtful]:
    if asked.seconds is None:
        return
    seconds = np.asarray(asked.seconds, float)
    seconds = seconds[~np.isnan(seconds)]
    if len(seconds) < FEWEST:
        return
    median = float(np.median(seconds))
    found = int((seconds < median / 3).sum())
    if found >= 0.05 * len(seconds):
        figures: Figures = {"found": found, "n": len(seconds), "median": round(median, 1)}
        yield Doubtful(Doubt.TOO_FAST, figures)


def _mode_response(asked: Asked, answers: Floats, names: list[str]) -> Iterator[Doubtful]:
    for mode, (answered, of) in asked.modes.items():
        others = [pair for name, pair in asked.modes.items() if name != mode]
        rest = (sum(pair[0] for pair in others), sum(pair[1] for pair in others))
        if of < FEWEST or rest[1] < FEWEST:
            continue
        one, other = Rate(answered, of, of), Rate(*rest, rest[1])
        if newcombe(one, other)[1] > 0.2:
            here, there = round(answered / of, 4), round(rest[0] / rest[1], 4)
            figures: Figures = {"mode": mode, "here": here, "others": there, "n": of}
            yield Doubtful(Doubt.MODE_RESPONSE, figures)


def _one_day(asked: Asked, answers: Floats, names: list[str]) -> Iterator[Doubtful]:
    counted = Counter(asked.days or ())
    n = counted.total()
    if n < FEWEST or len(counted) < 5:
        return
    day, most = counted.most_common(1)[0]
    if 2 * most >= n:
        figures: Figures = {"found": most, "n": n, "days": len(counted), "day": str(day)}
        yield Doubtful(Doubt.ONE_DAY, figures)


_LOOKS: tuple[Callable[[Asked, Floats, list[str]], Iterator[Doubtful]], ...] = (
    _all_agree,
    _no_nonresponse,
    _straight_lining,
    _interviewer,
    _too_fast,
    _mode_response,
    _one_day,
)


def fisher(hits: int, of: int, other_hits: int, other_of: int) -> float:
    """Fisher's exact test (1922), two-sided: all tables no likelier than the one found."""
    yes, n = hits + other_hits, of + other_of
    x = np.arange(max(0, of - (n - yes)), min(of, yes) + 1, dtype=float)
    logs = _choose(yes, x) + _choose(n - yes, of - x) - _choose(n, np.array([float(of)]))
    here = logs[hits - int(x[0])]
    return float(min(1.0, np.exp(logs[logs <= here + 1e-7]).sum()))


def _choose(of: float, some: Floats) -> Floats:
    return np.asarray(gammaln(of + 1) - gammaln(some + 1) - gammaln(of - some + 1))
