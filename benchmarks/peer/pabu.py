"""Runs pabutools on `.pb` files and prints one JSON line a file; needs nothing of ours.

python pabu.py [--add1] FILE …
"""

import json
import sys
import time
from pathlib import Path

from pabutools.election import Cardinality_Sat, Cost_Sat
from pabutools.election.ballot import AbstractCardinalBallot, AbstractOrdinalBallot
from pabutools.election.pabulib import parse_pabulib
from pabutools.election.satisfaction.additivesatisfaction import AdditiveSatisfaction
from pabutools.rules import (
    exhaustion_by_budget_increase,
    greedy_utilitarian_welfare,
    method_of_equal_shares,
)

# The instance that pabutools hands on is empty, so what may be ranked is kept here.
LENGTH = [0]


def points(ballot, project):
    """What a ballot gives: its points or, ranked, as many as may be ranked down to one."""
    if isinstance(ballot, AbstractCardinalBallot):
        return ballot.get(project, 0)
    if isinstance(ballot, AbstractOrdinalBallot):
        places = list(ballot)
        length = LENGTH[0]
        return max(length - places.index(project), 1) if project in places else 0
    return int(project in ballot)


class PointsSat(AdditiveSatisfaction):
    def __init__(self, instance, profile, ballot):
        super().__init__(instance, profile, ballot, lambda i, _, b, p, __: points(b, p))


class PointsCostSat(AdditiveSatisfaction):
    def __init__(self, instance, profile, ballot):
        worth = lambda i, _, b, p, __: points(b, p) * p.cost  # noqa: E731
        super().__init__(instance, profile, ballot, worth)


SATS = {
    "cost named": Cost_Sat,
    "votes named": Cardinality_Sat,
    "cost points": PointsCostSat,
    "votes points": PointsSat,
}


def timed(work):
    start = time.perf_counter()
    found = work()
    return found, time.perf_counter() - start


def ids(allocation):
    return sorted(project.name for project in allocation)


def rules(instance, profile, found):
    plain = instance.meta["vote_type"] in ("approval", "choose-1")
    for name, sat in SATS.items():
        if plain and name.endswith("points"):
            continue
        won, took = timed(lambda s=sat: greedy_utilitarian_welfare(instance, profile, sat_class=s))
        found[f"greedy {name}"] = [ids(won), took]
        won, took = timed(lambda s=sat: method_of_equal_shares(instance, profile, sat_class=s))
        found[f"equal-shares {name}"] = [ids(won), took]


def grown(instance, profile, found):
    """One unit a voter more until what is bought cannot be paid, as the official rule had it."""

    def work():
        return exhaustion_by_budget_increase(
            instance,
            profile,
            method_of_equal_shares,
            {"sat_class": Cost_Sat},
            exhaustive_stop=False,
            budget_step=profile.num_ballots(),
        )

    won, took = timed(work)
    found["add1 cost named"] = [ids(won), took]


def main():
    add1, files = "--add1" in sys.argv, [name for name in sys.argv[1:] if name != "--add1"]
    for name in files:
        (instance, profile), took = timed(lambda name=name: parse_pabulib(name))
        LENGTH[0] = int(instance.meta.get("max_length") or len(instance))
        found = {"file": Path(name).name, "parse": took}
        profile, took = timed(profile.as_multiprofile)
        found["group"] = took
        rules(instance, profile, found)
        if add1:
            grown(instance, profile, found)
        print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
