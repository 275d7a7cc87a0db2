"""A chart carries its denominator, its doubt and its definition, or it is not made."""

import pytest

from sanwen.charts import Chart, Column, Point, Row, Stack

LEVELS = ("very satisfied", "satisfied", "so-so", "dissatisfied", "very dissatisfied")
ROW = Row("Water", 0.6, 0.5, 0.7, (0.3, 0.8), 512)


@pytest.mark.parametrize(
    ("title", "definition"), [("Solved", ""), ("Solved", "  "), ("", "Of whom")]
)
def test_a_chart_without_title_or_definition_is_refused(title: str, definition: str) -> None:
    with pytest.raises(ValueError, match="definition"):
        Chart(title, definition, [ROW])


def test_a_share_without_its_denominator_is_refused() -> None:
    with pytest.raises(ValueError, match="denominator"):
        Chart("Solved", "Of those who answered", [Row("Water", 0.6, 0.5, 0.7)])


def test_a_point_without_its_denominator_is_refused() -> None:
    with pytest.raises(ValueError, match="denominator"):
        Chart("Solved", "Of those who answered", [Point("May", 0.6, 0.5, 0.7)], kind="trend")


@pytest.mark.parametrize("share", [-0.1, 1.1, 61.0])
def test_a_share_lies_between_nought_and_one(share: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Row("Water", share, of=10)


def test_each_kind_is_made_of_its_own_rows() -> None:
    with pytest.raises(TypeError, match="Column"):
        Chart("Messages", "Counted by day", [ROW], kind="columns")


def test_a_reference_line_has_a_name() -> None:
    with pytest.raises(ValueError, match="name"):
        Chart("Solved", "Of those who answered", [ROW], reference=0.5)
    points = [Point("May", 0.6, of=10, reference=0.5)]
    with pytest.raises(ValueError, match="name"):
        Chart("Solved", "Of those who answered", points, kind="trend")


@pytest.mark.parametrize(("is_marked", "label"), [(True, ""), (False, "lately")])
def test_marked_columns_have_a_name(is_marked: bool, label: str) -> None:
    columns = [Column("May", 3, is_marked=is_marked)]

    with pytest.raises(ValueError, match="mark has a name"):
        Chart("Messages", "By month", columns, kind="columns", marked_label=label)


def test_what_is_hidden_is_forgotten_at_once() -> None:
    row = Row("Village", 0.75, 0.3, 0.95, (0.1, 0.9), 4, is_hidden=True)
    point = Point("May", 0.75, 0.3, 0.95, 4, is_hidden=True, reference=0.7)
    stack = Stack("Village", [(name, 1) for name in LEVELS[:4]], of=4, is_hidden=True)

    assert (row.value, row.low, row.high, row.bounds, row.of) == (None,) * 5
    assert (point.value, point.low, point.high, point.of, point.reference) == (None,) * 5
    assert Column("May", 3, is_hidden=True).count is None
    assert (stack.total, stack.shares) == (None, [None] * 4)


def test_one_hidden_part_of_a_known_whole_is_refused() -> None:
    with pytest.raises(ValueError, match="leave over"):
        Stack("Water", [("yes", 20), ("no", None)], of=23)


def test_shares_of_a_stack_are_of_all_answers_even_where_some_are_not_shown() -> None:
    stack = Stack("Water", [("yes", 20), ("so-so", None), ("no", None)], of=40)

    assert stack.shares == [0.5, None, None]


def test_without_the_whole_no_share_is_told() -> None:
    assert Stack("Water", [("yes", 20), ("no", None)]).shares == [None, None]


def test_bars_beside_each_other_have_the_same_levels() -> None:
    stacks = [Stack("Water", [("yes", 2), ("no", 3)]), Stack("Roads", [("no", 2), ("yes", 3)])]

    with pytest.raises(ValueError, match="same levels"):
        Chart("Solved", "Of those who answered", stacks, kind="distribution")
