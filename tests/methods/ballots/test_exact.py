"""With bounds so coarse that they settle almost nothing, fractions alone must give the outcome."""

from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from sanwen.methods.ballots import Completion, Election, Settings, Utility, decide, shares
from tests.methods.ballots import naive
from tests.methods.ballots.made import elections


def coarse():  # type: ignore[no-untyped-def]
    """A unit of a few hundredths of a coin instead of 2⁻⁴⁰."""
    return patch.object(shares, "_BITS", 13)


@settings(max_examples=400, deadline=None)
@given(elections(weighted=True), st.sampled_from(Utility))
def test_points_give_what_the_plain_method_gives(election: Election, utility: Utility) -> None:
    each = election.budget / election.voters

    with coarse():
        found = decide(election, Settings(utility=utility)).winners

    assert sorted(found) == sorted(naive.shares(election, utility, each))


@settings(max_examples=400, deadline=None)
@given(elections(), st.sampled_from(Utility))
def test_approvals_give_what_the_plain_method_gives(election: Election, utility: Utility) -> None:
    each = election.budget / election.voters

    with coarse():
        found = decide(election, Settings(utility=utility)).winners

    assert sorted(found) == sorted(naive.shares(election, utility, each))


@settings(max_examples=100, deadline=None)
@given(elections(weighted=True, cost=30))
def test_so_does_add_one(election: Election) -> None:
    how = Settings(completion=Completion.ADD1)
    fine = decide(election, how).winners

    with patch.object(shares, "_BITS", 16):
        assert decide(election, how).winners == fine
