"""What is hidden cannot be worked out from what is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanwen.methods.suppression import FEWEST, hidden


@pytest.mark.parametrize(
    ("counts", "away"),
    [
        ([9, 7], [False, False]),
        ([0, 8], [False, False]),
        ([3, 9], [True, True]),
        ([3, 9, 6], [True, False, True]),
        ([4, 4, 9], [True, True, False]),
        ([1, 2, 9, 6], [True, True, False, True]),
        ([], []),
    ],
)
def test_small_counts_take_as_many_neighbours_with_them_as_are_needed(counts, away):
    assert hidden(counts) == away


@given(st.lists(st.integers(0, 40), max_size=12))
def test_what_is_hidden_never_adds_up_to_a_small_count(counts):
    hide = hidden(counts)

    assert all(away for count, away in zip(counts, hide, strict=True) if 0 < count < FEWEST)
    left = [count for count, away in zip(counts, hide, strict=True) if away]
    shown_large = [c for c, away in zip(counts, hide, strict=True) if c >= FEWEST and not away]
    if left and shown_large:
        assert len(left) > 1
        assert sum(left) >= FEWEST
