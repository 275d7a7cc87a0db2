"""How many to draw for the margin that is wanted, shown before anybody decides."""

from collections.abc import Mapping
from dataclasses import dataclass

from sanwen.methods import surveys as methods
from sanwen.methods.surveys import How
from sanwen.verdict.surveys.readiness import FEWEST_IN_STRATUM

# Where nobody has asked there before: four in ten answer.
EXPECTED = 0.4


@dataclass(frozen=True, slots=True)
class Part:
    """One stratum: how many there are, how many are drawn, and how exact its own share would be."""

    name: str
    population: int
    sample: int
    margin: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """`margin`: half the width of the interval of the whole, if the expected share answers."""

    parts: list[Part]
    margin: float
    response: float

    @property
    def sample(self) -> int:
        return sum(part.sample for part in self.parts)


def proposal(
    strata: Mapping[str, int], margin: float, how: How, *, response: float = EXPECTED
) -> Proposal:
    """For a wanted half width of `margin` (0.05: five points) in the whole."""
    people = sum(strata.values())
    wanted = methods.size(margin, people, response=response)
    least = sum(min(FEWEST_IN_STRATUM, many) for many in strata.values())
    given = methods.allocate(strata, max(wanted.asked, least), how, fewest=FEWEST_IN_STRATUM)
    return told(strata, given, response)


def told(strata: Mapping[str, int], given: Mapping[str, int], response: float) -> Proposal:
    """What the given numbers would bring."""
    parts = [
        Part(name, many, given[name], _half(given[name], many, response))
        for name, many in strata.items()
    ]
    whole = _half(sum(given.values()), sum(strata.values()), response)
    return Proposal(parts, whole, response)


def _half(sample: int, people: int, response: float) -> float:
    """Half the exact interval about a share of one half."""
    answers = max(1, round(sample * response))
    found = methods.interval(answers // 2, answers, people)
    return (found.high - found.low) / 2
