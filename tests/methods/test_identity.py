"""A topic of tonight continues one of last night where it took over its messages."""

from hypothesis import given
from hypothesis import strategies as st

from sanwen.methods.identity import keep_identity, lineage

GROUPS = st.lists(st.sets(st.integers(0, 30), min_size=1, max_size=8), max_size=6)


def test_a_topic_that_grew_is_the_same_topic() -> None:
    assert keep_identity({7: [1, 2, 3]}, [[1, 2, 3, 4, 5]]) == [7]


def test_messages_that_nobody_had_are_a_new_topic() -> None:
    assert keep_identity({7: [1, 2, 3]}, [[8, 9], [1, 2, 3]]) == [None, 7]
    assert keep_identity({}, [[1]]) == [None]
    assert keep_identity({7: [1]}, []) == []


def test_a_small_share_does_not_continue_a_topic() -> None:
    assert keep_identity({7: range(10)}, [[0, *range(20, 29)]]) == [None]


def test_of_two_parts_the_larger_keeps_the_identity_and_the_split_is_told() -> None:
    told = lineage({7: range(10)}, [[0, 1, 2], [3, 4, 5, 6, 7, 8, 9]])

    assert told.continues == (None, 7)
    assert told.splits == {7: (0, 1)}
    assert told.ended == ()
    assert told.merges == {}


def test_of_two_merged_topics_the_larger_goes_on_and_the_other_ends() -> None:
    told = lineage({7: range(10), 8: range(10, 14)}, [range(14)])

    assert told.continues == (7,)
    assert told.ended == (8,)
    assert told.merges == {0: (7, 8)}


def test_the_best_whole_is_chosen_not_the_best_first() -> None:
    # Greedily 1 would take the first new topic and leave 2 without any.
    old = {1: range(10), 2: range(10, 20)}
    new = [[*range(6), *range(10, 15)], [6, 7, 8, 9]]

    assert keep_identity(old, new) == [2, 1]


@given(GROUPS, GROUPS)
def test_nobody_continues_twice_and_order_changes_nothing(
    olds: list[set[int]], new: list[set[int]]
) -> None:
    old = dict(enumerate(olds, 100))

    found = keep_identity(old, new)

    kept = [one for one in found if one is not None]
    assert len(kept) == len(set(kept))
    assert all(set(old[one]) & new[at] for at, one in enumerate(found) if one is not None)
    assert keep_identity(dict(reversed(old.items())), new) == found


@given(st.lists(st.integers(1, 6), min_size=1, max_size=8))
def test_the_same_groups_keep_all_their_identities(sizes: list[int]) -> None:
    start, groups = 0, []
    for size in sizes:
        groups.append(list(range(start, start + size)))
        start += size
    old = dict(enumerate(groups))

    assert keep_identity(old, groups[::-1]) == list(old)[::-1]
