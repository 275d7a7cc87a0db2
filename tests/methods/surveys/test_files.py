"""What a spreadsheet leaves of a table."""

import numpy as np
import pytest

from sanwen.methods.surveys import Disposition, Unreadable
from sanwen.methods.surveys.files import (
    Kind,
    dispositions_of,
    item_of,
    margins_of,
    number,
    strata_of,
    table,
)


def test_marks_spaces_full_width_and_empty_lines_do_no_harm() -> None:
    found = table([["\ufeffstratum ", " population", ""], [], ["东村", " １２０", ""], ["", ""]])

    assert found == {"stratum": ["东村"], "population": ["120"]}
    assert strata_of(found) == {"东村": 120}


def test_chinese_headings_are_known() -> None:
    found = table([["变量", "类别", "比例"], ["性别", "男", "51%"], ["性别", "女", "49 %"]])

    assert margins_of(found) == {"性别": {"男": pytest.approx(0.51), "女": pytest.approx(0.49)}}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["a", "b"]], "no line below"),
        ([["a", "a"], ["1", "2"]], "“a” is there twice"),
        ([["a"], ["1", "2"]], "Line 2: More cells"),
    ],
)
def test_a_broken_table_is_refused_in_words(rows: list[list[str]], words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        table(rows)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["variable", "share"], ["sex", "1"]], "no column “category”; there are: variable"),
        ([["variable", "category"], ["sex", "m"]], "population / share"),
        ([["variable", "category", "share"], ["sex", "m", "x"]], "“x” in “share” is no number"),
        (
            [["variable", "category", "share"], *[["sex", "m", "1"]] * 2],
            "“m” of sex is there twice",
        ),
    ],
)
def test_margins_that_cannot_be_read_are_refused_by_name(rows: list[list[str]], words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        margins_of(table(rows))


def test_one_stratum_has_one_population() -> None:
    with pytest.raises(Unreadable, match="two different"):
        strata_of({"stratum": ["a", "a"], "population": ["5", "6"]})


def test_yes_and_no_are_a_share_in_either_language() -> None:
    found = item_of("fixed", ["是", "否", "Yes", "拒答", "说不清", ""])

    assert found.kind is Kind.SHARE
    assert found.codes[:3].tolist() == [1, 0, 1]
    assert np.isnan(found.codes[3:]).all()
    assert (found.refused, found.unknown, found.silent) == (1, 1, 1)


def test_faces_are_a_scale_of_five_even_where_nobody_chose_some() -> None:
    found = item_of("faces", ["5", "4.0", "", "2"])

    assert found.kind is Kind.SCALE
    assert found.answers == ("1", "2", "3", "4", "5")
    assert found.scale == (1, 5)
    assert found.codes[1] == 4


def test_words_are_categories() -> None:
    found = item_of("why", ["slow", "dear", "slow"])

    assert found.kind is Kind.CATEGORIES
    assert found.answers == ("dear", "slow")
    assert found.codes.tolist() == [1, 0, 1]


def test_names_are_no_question() -> None:
    with pytest.raises(Unreadable, match="21 different answers"):
        item_of("who", [f"h{k}" for k in range(21)])


@pytest.mark.parametrize(("text", "value"), [("1,234", 1234), ("12.5%", 0.125), ("0", 0)])
def test_figures_as_spreadsheets_write_them(text: str, value: float) -> None:
    assert number(text, "share") == pytest.approx(value)


def test_dispositions_where_the_table_has_them() -> None:
    assert dispositions_of({"x": ["1"]}) is None
    assert dispositions_of({"disposition": ["1.1", "拒访"]}) == [
        Disposition.COMPLETE,
        Disposition.REFUSAL,
    ]
    with pytest.raises(Unreadable, match="“perhaps”"):
        dispositions_of({"disposition": ["perhaps"]})
