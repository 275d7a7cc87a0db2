"""What is compared: every way of being loud with every outcome, by both methods."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from sanwen.methods.fairness import permutation, regression
from sanwen.office.fairness.cases import Case

# Goes up with every change of what is compared or how.
METHOD = 1
LOUDNESS = ("again", "in_person", "higher")
OUTCOMES = ("days", "helped")
# Enough for a p of one in five hundred, and a minute's work for the largest quarter.
DRAWS = 1999


def lines(read: Iterable[Case]) -> list[Mapping[str, object]]:
    """One line for each way of being loud and each outcome, by both methods."""
    every = list(read)
    strata, units = [case.stratum for case in every], [case.unit for case in every]
    found: list[Mapping[str, object]] = []
    for loudness in LOUDNESS:
        loud = [getattr(case, loudness) for case in every]
        for outcome in OUTCOMES:
            values = [float(getattr(case, outcome)) for case in every]
            dealt = permutation(values, loud, strata, draws=DRAWS)
            line = regression(values, loud, strata, units)
            found.append(
                {
                    "loudness": loudness,
                    "outcome": outcome,
                    "permutation": asdict(dealt),
                    "regression": asdict(line),
                }
            )
    return found
