"""What those on the list were meant to get and what they say they got, ready for the estimate."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from sanwen.verdict.reach import questions
from sanwen.verdict.reach.models import Check
from sanwen.verdict.surveys.models import Answer, Listed, Tie
from sanwen.verdict.surveys.states import Disposition

Floats = NDArray[np.float64]


@dataclass(slots=True)
class Told:
    """One row a person drawn who is meant; NaN in `received` where nothing is known."""

    entitled: Floats
    received: Floats
    strata: list[str]
    weights: Floats
    population: dict[str, int]
    drawn: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    shares: Counter[str] = field(default_factory=Counter)
    through: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def answered(self) -> int:
        return int((~np.isnan(self.received)).sum())


def told(check: Check) -> Told:
    drawn = list(check.asked.listed.filter(is_drawn=True).select_related("stratum"))
    meant = [one for one in drawn if one.disposition != Disposition.NOT_MEANT]
    said = by_line(check)
    names = [one.stratum.name for one in meant]
    population = _meant(check, drawn)
    many = Counter(names)
    out = Told(
        entitled=np.array([float(one.size or 0) for one in meant]),
        received=np.array([_received(one, said.get(one.pk, {})) for one in meant]),
        strata=names,
        weights=np.array([max(population[name] / many[name], 1.0) for name in names]),
        population=population,
        drawn=len(drawn),
        outcomes=Counter(one.disposition for one in drawn),
    )
    _count(out, said)
    return out


def _meant(check: Check, drawn: list[Listed]) -> dict[str, int]:
    """How many there are in each stratum who are meant: of those not drawn, by the share found."""
    every, away = Counter[str](), Counter[str]()
    for one in drawn:
        every[one.stratum.name] += 1
        away[one.stratum.name] += one.disposition == Disposition.NOT_MEANT
    return {
        stratum.name: max(
            every[stratum.name] - away[stratum.name],
            round(stratum.population * (1 - away[stratum.name] / max(every[stratum.name], 1))),
        )
        for stratum in check.asked.strata.all()
    }


def by_line(check: Check) -> dict[int, dict[int, Answer]]:
    """The answers of each line of the list: only a confidential survey knows them."""
    ties = dict(Tie.objects.filter(listed__survey=check.asked).values_list("response", "listed"))
    found: dict[int, dict[int, Answer]] = {}
    for answer in Answer.objects.filter(response__in=ties).select_related("question"):
        line = found.setdefault(ties[answer.response_id], {})
        line[answer.question.number] = answer
    return found


def chosen(said: Mapping[int, Answer], number: int) -> str:
    answer = said.get(number)
    return str(answer.options[0]) if answer is not None and answer.options else ""


def _received(listed: Listed, said: Mapping[int, Answer]) -> float:
    """What is not said is not known; only “all” is taken to be all."""
    match chosen(said, questions.RECEIVED):
        case questions.ALL:
            return float(listed.size or 0)
        case questions.NOTHING | questions.UNAWARE:
            return 0.0
        case questions.PART:
            amount = said[questions.AMOUNT].number if questions.AMOUNT in said else None
            return _part(amount, listed.size or Decimal(0))
    return float("nan")


def _part(amount: Decimal | None, due: Decimal) -> float:
    """“A part” that is as much as everything, or nothing, is not understood."""
    if amount is None or not 0 < amount < due:
        return float("nan")
    return float(amount)


def _count(out: Told, said: Mapping[int, Mapping[int, Answer]]) -> None:
    for each in said.values():
        for number, counter in (
            (questions.RECEIVED, out.shares),
            (questions.THROUGH, out.through),
            (questions.REASON, out.reasons),
        ):
            value = chosen(each, number)
            if value:
                counter[value] += 1


def wishing(check: Check) -> list[int]:
    """Lines of those who said yes to a matter, and for whom nothing was done yet."""
    done = set(check.follow_ups.exclude(listed=None).values_list("listed", flat=True))
    return sorted(
        line
        for line, said in by_line(check).items()
        if chosen(said, questions.WISH) == questions.YES and line not in done
    )


def without_amount(check: Check) -> int:
    """Lines of the sample of which it is not known what was meant for them."""
    drawn = check.asked.listed.filter(is_drawn=True)
    return drawn.exclude(size__gt=0).count()
