"""Weights that meet the margins, and say what they cost."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanwen.methods.surveys import Impossible, Margin, rake

SEX = ["m", "m", "m", "f"]
AGE = ["young", "old", "young", "old"]


def test_one_margin_is_plain_post_stratification() -> None:
    found = rake([Margin.of("sex", SEX, {"m": 150, "f": 150})])

    assert found.values == pytest.approx([50, 50, 50, 150])
    assert found.design_effect == pytest.approx(4 * (3 * 2500 + 22500) / 300**2)
    assert found.effective == pytest.approx(4 / found.design_effect)


def test_margins_as_shares_leave_the_people_as_they_are() -> None:
    found = rake([Margin.of("sex", SEX, {"m": 0.5, "f": 0.5})])

    assert found.values.sum() == pytest.approx(4)


@given(st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_margins_are_met_and_the_order_of_people_changes_nothing(seed: int) -> None:
    chance = np.random.default_rng(seed)
    margins = made(chance, 300)
    base = chance.uniform(0.5, 2, 300)

    found = rake(margins, base=base)

    assert found.converged
    assert max(found.gaps.values()) < 1e-9
    assert (found.values > 0).all()
    order = chance.permutation(300)
    turned = [Margin(m.name, m.categories, m.codes[order], m.targets) for m in margins]
    assert rake(turned, base=base[order]).values == pytest.approx(found.values[order], rel=1e-7)


def made(chance: np.random.Generator, people: int) -> list[Margin]:
    margins = []
    for name, many in (("sex", 2), ("age", 4), ("town", 3)):
        codes = np.concatenate([np.arange(many), chance.integers(0, many, people - many)])
        targets = 1000 * chance.dirichlet(np.full(many, 20.0))
        margins.append(Margin(name, tuple(map(str, range(many))), codes, targets))
    return margins


def test_trimmed_weights_stay_under_their_bound_and_meet_the_margins() -> None:
    chance = np.random.default_rng(8)
    margins = made(chance, 400)
    base = np.where(np.arange(400) < 8, 20.0, 1.0)

    found = rake(margins, base=base, trim=4)

    assert found.converged
    assert found.values.max() <= 4 * found.values.mean() * 1.0002
    assert found.trimmed >= 8
    assert max(found.gaps.values()) < 1e-6
    assert found.design_effect < rake(margins, base=base).design_effect


def test_a_bound_that_margins_do_not_allow_is_kept_and_the_gap_is_told() -> None:
    found = rake([Margin.of("sex", SEX, {"m": 30, "f": 270})], trim=2)

    assert not found.converged
    assert found.values.max() <= 2 * 75 * 1.001
    assert found.gaps["sex"] > 0.1


@pytest.mark.parametrize(
    ("targets", "words"),
    [
        ({"m": 1, "f": 1, "x": 1}, "Nobody answered in “x” of sex"),
        ({"m": 2}, "“f” of sex is not among"),
        ({"m": 2, "f": 0}, "“f” of sex has nobody in the population"),
        ({"m": 3, "f": -1}, "below 0"),
    ],
)
def test_what_no_weights_can_reach_is_refused_by_name(
    targets: dict[str, float], words: str
) -> None:
    with pytest.raises(Impossible, match=words):
        rake([Margin.of("sex", SEX, targets)])


def test_margins_that_do_not_add_up_to_one_another_are_refused() -> None:
    margins = [
        Margin.of("sex", SEX, {"m": 50, "f": 50}),
        Margin.of("age", AGE, {"young": 50, "old": 60}),
    ]

    with pytest.raises(Impossible, match="age adds up to 110, sex to 100"):
        rake(margins)


def test_base_weights_must_be_there_for_everybody() -> None:
    margin = Margin.of("sex", SEX, {"m": 1, "f": 1})

    with pytest.raises(ValueError, match="positive"):
        rake([margin], base=[1, 1, 0, 1])
    with pytest.raises(ValueError, match="margin"):
        rake([])
    with pytest.raises(ValueError, match="trimmed"):
        rake([margin], trim=1)
