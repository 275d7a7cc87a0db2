"""Equal shares against the plain method, with ties, points and every completion."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanwen.methods.ballots import Completion, Election, Settings, Utility, decide
from sanwen.methods.ballots.buying import bought
from sanwen.methods.ballots.completing import equal_shares
from sanwen.methods.ballots.shares import Unsettled
from sanwen.methods.ballots.support import support
from tests.methods.ballots import naive
from tests.methods.ballots.made import elections, village

UTILITIES = st.sampled_from(Utility)


def won(election: Election, utility: Utility, completion: Completion) -> list[str]:
    return list(decide(election, Settings(utility=utility, completion=completion)).winners)


@settings(max_examples=300, deadline=None)
@given(elections(), UTILITIES)
def test_approvals_give_what_the_plain_method_gives(election: Election, utility: Utility) -> None:
    each = election.budget / election.voters

    found = won(election, utility, Completion.NONE)

    assert sorted(found) == sorted(naive.shares(election, utility, each))


@settings(max_examples=300, deadline=None)
@given(elections(weighted=True), UTILITIES)
def test_points_give_what_the_plain_method_gives(election: Election, utility: Utility) -> None:
    each = election.budget / election.voters

    found = won(election, utility, Completion.NONE)

    assert sorted(found) == sorted(naive.shares(election, utility, each))


@settings(max_examples=150, deadline=None)
@given(elections(weighted=True, cost=30), UTILITIES)
def test_many_increments_at_once_give_what_one_after_the_other_gives(
    election: Election, utility: Utility
) -> None:
    found = won(election, utility, Completion.ADD1)

    assert sorted(found) == sorted(naive.add1(election, utility))


@settings(max_examples=200, deadline=None)
@given(elections(weighted=True), UTILITIES, st.sampled_from(Completion))
def test_no_more_is_spent_than_there_is(
    election: Election, utility: Utility, completion: Completion
) -> None:
    outcome = decide(election, Settings(utility=utility, completion=completion))

    assert outcome.spent <= outcome.budget
    assert len(set(outcome.winners)) == len(outcome.winners)


@settings(max_examples=200, deadline=None)
@given(elections(), UTILITIES)
def test_a_range_of_shares_is_settled_only_where_every_share_in_it_agrees(
    election: Election, utility: Utility
) -> None:
    votes, least = support(election), Fraction(election.budget, election.voters)
    try:
        found = bought(votes, utility, least, least + 4)
    except Unsettled:
        return

    for more in (0, 1, Fraction(7, 3), 4):
        assert bought(votes, utility, least + more) == found


@settings(max_examples=200, deadline=None)
@given(elections(), UTILITIES)
def test_a_group_that_can_pay_for_what_it_agrees_on_gets_something(
    election: Election, utility: Utility
) -> None:
    """Justified representation: nobody of a group whose shares would pay for a common project is
    left without any funded project."""
    winners = set(won(election, Utility.VOTES, Completion.NONE))
    each = election.budget / election.voters

    for place, project in enumerate(election.projects):
        empty = [
            many
            for marks, many in election.ballots.items()
            if place in dict(marks)
            and not any(election.projects[one].id in winners for one, _ in marks)
        ]
        if project.cost and empty:
            assert sum(empty) * each < project.cost


def test_a_minority_with_its_share_gets_its_project() -> None:
    election = village(["ab"] * 6 + ["c"] * 4, a=60, b=40, c=40)

    shared = won(election, Utility.COST, Completion.NONE)

    assert sorted(shared) == ["a", "c"]


def test_of_equals_the_first_id_goes_first() -> None:
    election = village(["ab", "ab"], b=60, a=60)

    assert won(election, Utility.COST, Completion.NONE) == ["a"]


def test_the_completion_greedy_fills_what_is_left_in_the_order_of_votes() -> None:
    election = village(["a"] * 5 + ["b"] * 3 + ["c"] * 2, a=50, b=40, c=30)

    votes = support(election)
    paid, added, share = equal_shares(votes, utility=Utility.COST, completion=Completion.GREEDY)

    assert [votes.ids[place] for place in paid] == ["a"]
    assert [votes.ids[place] for place in added] == ["b"]
    assert share == 10


def test_add_one_goes_on_while_the_money_suffices() -> None:
    election = village(["a"] * 5 + ["b"] * 3 + ["c"] * 2, a=50, b=40, c=30)

    outcome = decide(election, Settings(completion=Completion.ADD1))

    assert outcome.winners == ("a", "b")
    # At 15 each, c could be paid for too, which is more than there is.
    assert outcome.share == 14


def test_few_voters_with_much_money_do_not_take_a_million_steps() -> None:
    election = village(["a", "b", "c"], budget=3_000_000, a=900_000, b=1_900_000, c=2_500_000)

    outcome = decide(election, Settings(completion=Completion.ADD1))

    assert outcome.winners == ("a", "b")
    assert outcome.share == 2_499_999


@pytest.mark.parametrize("completion", Completion)
def test_without_voters_nothing_is_funded(completion: Completion) -> None:
    assert won(village([], a=10), Utility.COST, completion) == []


@settings(max_examples=100, deadline=None)
@given(elections(weighted=True), st.randoms(use_true_random=False))
def test_neither_the_order_of_voters_nor_of_projects_matters(election: Election, dice) -> None:  # type: ignore[no-untyped-def]
    places = list(range(len(election.projects)))
    dice.shuffle(places)
    moved = tuple(election.projects[place] for place in places)
    where = {place: at for at, place in enumerate(places)}
    ballots = [
        (tuple(sorted((where[place], points) for place, points in marks)), many)
        for marks, many in election.ballots.items()
    ]
    dice.shuffle(ballots)
    other = Election(moved, election.budget, election.kind, dict(ballots), election.meta)

    for completion in Completion:
        assert won(other, Utility.COST, completion) == won(election, Utility.COST, completion)
