"""Most votes first; what does not fit is passed over."""

from hypothesis import given

from sanwen.methods.ballots import Election, Fate, Rule, Settings, Ties, Utility, decide
from tests.methods.ballots.made import elections, village

GREEDY = Settings(rule=Rule.GREEDY)


def test_what_does_not_fit_is_passed_over() -> None:
    election = village(["ab", "ab", "ac", "b"], a=60, b=50, c=40)

    outcome = decide(election, GREEDY)

    assert outcome.winners == ("a", "c")
    why = {reason.id: reason for reason in outcome.reasons}
    assert (why["b"].fate, why["b"].left, why["b"].lacks) == (Fate.NO_ROOM, 40, 10)


def test_by_votes_alone_the_cheap_go_first() -> None:
    election = village(["ab", "ab", "ac", "b"], a=60, b=50, c=10)

    outcome = decide(election, Settings(rule=Rule.GREEDY, utility=Utility.VOTES))

    assert outcome.winners == ("c", "b")


def test_equals_go_by_the_published_rule() -> None:
    election = village(["ab"], a=80, b=70)

    assert decide(election, GREEDY).winners == ("a",)
    assert decide(election, Settings(rule=Rule.GREEDY, ties=Ties.COST)).winners == ("b",)


@given(elections(weighted=True))
def test_nothing_unsupported_is_funded_and_nothing_that_fits_is_left(election: Election) -> None:
    outcome = decide(election, GREEDY)

    left = outcome.budget - outcome.spent
    assert left >= 0
    for reason in outcome.reasons:
        assert reason.funded or reason.points <= 0 or reason.cost > left
        assert not reason.funded or reason.points > 0
