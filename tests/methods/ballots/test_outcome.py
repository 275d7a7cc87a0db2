"""Every project hears why."""

from fractions import Fraction

from hypothesis import given

from sanwen.methods.ballots import Completion, Election, Fate, Kind, Project, Settings, decide
from sanwen.methods.ballots import election as elected
from tests.methods.ballots.made import elections, village


def test_who_is_not_funded_hears_what_the_supporters_had_left() -> None:
    election = village(["ab"] * 6 + ["c"] * 4, a=60, b=40, c=40, d=5, e=500)

    why = {one.id: one for one in decide(election, rounds=True).reasons}

    assert (why["a"].fate, why["a"].turn, why["a"].price) == (Fate.BOUGHT, 1, 10)
    assert (why["b"].fate, why["b"].left, why["b"].lacks) == (Fate.SHORT, 0, 40)
    assert why["b"].rounds == (60, 0, 0)
    assert why["d"].fate is Fate.UNSUPPORTED
    assert why["e"].fate is Fate.UNSUPPORTED


def test_without_being_asked_for_rounds_only_the_end_is_told() -> None:
    election = village(["ab"] * 6 + ["c"] * 4, a=60, b=40, c=40)

    short, long = decide(election), decide(election, rounds=True)

    assert [one.left for one in short.reasons] == [one.left for one in long.reasons]
    assert all(one.rounds == () for one in short.reasons)


def test_what_costs_more_than_there_is_hears_that() -> None:
    why = decide(village(["a"], a=101)).reasons

    assert (why[0].fate, why[0].lacks) == (Fate.TOO_DEAR, 1)


def test_a_price_is_for_a_whole_point_also_where_points_have_fractions() -> None:
    project = Project("a", Fraction(30))
    votes = [{"a": Fraction(1, 2)}, {"a": Fraction(1)}]

    why = decide(elected([project], 60, votes, kind=Kind.SCORING)).reasons

    assert why[0].price == 20
    assert why[0].points == Fraction(3, 2)


@given(elections(weighted=True))
def test_the_reasons_add_up(election: Election) -> None:
    for completion in Completion:
        outcome = decide(election, Settings(completion=completion))

        funded = [one for one in outcome.reasons if one.funded]
        assert [one.id for one in sorted(funded, key=lambda one: one.turn)] == list(outcome.winners)
        assert sum(one.cost for one in funded) == outcome.spent
        assert all((one.lacks is None) == (one.left is None) for one in outcome.reasons)
        if completion is not Completion.ADD1:
            assert all(one.lacks for one in outcome.reasons if one.fate is Fate.SHORT)
