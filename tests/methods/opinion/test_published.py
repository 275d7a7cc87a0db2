"""The published method's figures: by hand, and against five results of production."""

import json
import os
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sanwen.methods.opinion import Votes, keyed, published
from sanwen.methods.opinion.published import components, extremities, found_groups, projected
from sanwen.methods.opinion.published_counts import (
    group_consensus,
    one_share,
    priorities,
    representative,
    shared,
    two_shares,
)
from tests.methods.opinion.crowds import agreement, camps

DATA = Path(os.environ.get("SANWEN_DATA", Path(__file__).parents[4] / "shared/data"))
RESULTS = sorted((DATA / "polis/production_results").glob("*/math-pca2.json"))
# All priorities there are 49: a bug of that time.
BROKEN = "50ptpt-3gp-strict-no-meta"


def test_the_consensus_is_the_product_of_the_groups_shares() -> None:
    counts = np.array([[[3, 1, 0]], [[1, 0, 1]]])

    assert group_consensus(counts) == pytest.approx([4 / 6 * 2 / 4])


def test_the_tests_are_those_of_one_and_of_two_shares() -> None:
    assert one_share(14, 15) == pytest.approx(3.5)
    assert two_shares(9, 4, 9, 9) == pytest.approx(
        (10 / 10 - 5 / 10) / np.sqrt(15 / 20 * 5 / 20 * 2 / 10)
    )
    assert two_shares(5, 5, 5, 5) == 0


def test_agreements_stand_first_and_the_best_of_them_ahead() -> None:
    ours = [[10, 0, 0], [1, 9, 0], [9, 1, 0]]
    theirs = [[1, 9, 0], [9, 1, 0], [1, 9, 0]]

    first, _second = representative(np.array([ours, theirs]))

    assert [(one.statement, one.direction) for one in first] == [(0, 1), (2, 1), (1, -1)]
    assert [one.is_best_agree for one in first] == [True, False, False]


def test_where_nothing_passes_the_best_is_told() -> None:
    counts = np.array([[[1, 2, 0], [0, 1, 1]], [[1, 1, 1], [0, 1, 1]]])

    assert [len(one) for one in representative(counts)] == [1, 1]


def test_what_most_share_is_told_both_ways() -> None:
    agreed, rejected = shared(np.array([[20, 1, 0], [1, 20, 0], [10, 10, 1], [20, 0, 0]]), gone=[3])

    assert [one.statement for one in agreed] == [0]
    assert [one.statement for one in rejected] == [1]


def test_a_meta_statement_has_the_highest_priority() -> None:
    counts = np.array([[[5, 1, 0], [5, 1, 0]]])

    plain, meta = priorities(counts, np.zeros(2), meta=[1])

    assert meta == 49
    assert plain < 49


def test_two_clear_camps_are_found_and_stretched_by_few_votes() -> None:
    votes, camp = camps(60, 20, sure=0.95)

    found = published(votes)

    assert agreement(found.group, camp) > 0.9
    center, axes = components(votes)
    assert found.positions == pytest.approx(projected(votes, center, axes), abs=1e-6)


def test_the_order_of_people_decides_what_the_published_method_finds() -> None:
    """What ours is free of: the first people in the list are the first centres."""
    chance = np.random.default_rng(3)
    row, column = np.indices((60, 12)).reshape(2, -1)
    value = np.where(chance.random(len(row)) < 0.5, 1, -1)
    partings = []
    for _turn in range(6):
        people = chance.permutation(60)
        votes = Votes.of_arrays(people[row], column, value)
        partings.append(found_groups(votes, projected(votes, *components(votes)))[people])

    assert min(agreement(one, other) for one, other in pairwise(partings)) < 0.9


def test_given_groups_need_an_entry_a_participant() -> None:
    votes, _camp = camps(10, 8)

    with pytest.raises(ValueError, match="one entry"):
        published(votes, group=[0, 1])


@pytest.mark.soak
@pytest.mark.skipif(not RESULTS, reason="needs the shared data")
@pytest.mark.parametrize("file", RESULTS, ids=lambda file: file.parent.name)
def test_production_is_reproduced(file: Path) -> None:
    math = json.loads(file.read_text(encoding="utf-8"))
    votes, people, statements = production_votes(file.with_name("votes.json"), math["tids"])
    at = {key: number for number, key in enumerate(statements)}

    found = published(
        votes,
        group=production_groups(math, people),
        extremity=math["pca"]["comment-extremity"],
        moderated_out=[at[key] for key in math["mod-out"] if key in at],
        meta=[at[key] for key in math["meta-tids"] if key in at],
    )

    check_counts(found, math, at)
    check_lists(found, math, statements)
    if file.parent.name != BROKEN:
        for key, value in math["comment-priorities"].items():
            assert found.priority[at[int(key)]] == pytest.approx(value, abs=1e-12)
    # Production counts agreement as -1.
    far = extremities(-np.array(math["pca"]["center"]), np.array(math["pca"]["comps"]).T)
    assert far == pytest.approx(math["pca"]["comment-extremity"], abs=1e-9)


def production_votes(file: Path, statements: list[int]) -> tuple[Votes, tuple, tuple]:
    cast = sorted(
        json.loads(file.read_text(encoding="utf-8")), key=lambda one: float(one["modified"])
    )
    named = [
        (one.get("participant_id", one.get("pid")), one.get("statement_id", one.get("tid")), one)
        for one in cast
    ]
    events = [(who, what, int(one["vote"])) for who, what, one in named if what in set(statements)]
    found = keyed(events, statements=statements)
    return found.votes, found.participants, found.statements


def production_groups(math: dict[str, Any], people: tuple) -> list[int]:
    base = dict(zip(math["base-clusters"]["id"], math["base-clusters"]["members"], strict=True))
    group_of = {
        person: group["id"]
        for group in math["group-clusters"]
        for cluster in group["members"]
        for person in base[cluster]
    }
    return [group_of.get(person, -1) for person in people]


def check_counts(found: Any, math: dict[str, Any], at: dict[int, int]) -> None:
    for group, told in math["group-votes"].items():
        for key, votes in told["votes"].items():
            agree, disagree, passed = found.counts[int(group), at[int(key)]].tolist()
            assert (agree, disagree, agree + disagree + passed) == (
                votes["A"],
                votes["D"],
                votes["S"],
            )
    for key, value in math["group-aware-consensus"].items():
        assert found.consensus[at[int(key)]] == pytest.approx(value, abs=1e-12)


def check_lists(found: Any, math: dict[str, Any], statements: tuple) -> None:
    for group, told in math["repness"].items():
        ours = found.representative[int(group)]
        assert [statements[one.statement] for one in ours] == [one["tid"] for one in told]
        for one, other in zip(ours, told, strict=True):
            assert (one.direction > 0) == (other["repful-for"] == "agree")
            assert one.ratio == pytest.approx(other["repness"], abs=1e-9)
            assert one.ratio_test == pytest.approx(other["repness-test"], abs=1e-6)
            assert one.test == pytest.approx(other["p-test"], abs=1e-9)
    for ours, told in ((found.agreed, "agree"), (found.rejected, "disagree")):
        assert [(statements[one.statement], one.hits, one.trials) for one in ours] == [
            (one["tid"], one["n-success"], one["n-trials"]) for one in math["consensus"][told]
        ]
