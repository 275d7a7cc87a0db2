"""Which column is which; and the columns that no file may bring."""

import pytest

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.intake.imports.fields import FIELDS, HEADINGS, LABELS
from sanwen.deliver.intake.imports.labels import may_take_in
from sanwen.deliver.intake.imports.mapping import Head, look, plain
from sanwen.deliver.intake.imports.reading import Line
from tests.factories.tables import HEAD, ROWS


def seen(*rows: tuple[str, ...], chosen: dict[str, str] | None = None) -> Head:
    return look((Line(number, row) for number, row in enumerate(rows, start=1)), chosen)


def test_chinese_headings_are_known() -> None:
    head = seen(HEAD, *ROWS)

    assert head.columns.of == {
        "number": 0,
        "name": 1,
        "phone": 2,
        "title": 3,
        "said_at": 4,
        "text": 5,
    }
    assert head.columns.head_line == 1
    assert [line.number for line in head.body] == [2, 3, 4]


def test_english_headings_are_known() -> None:
    head = seen(
        ("ID", "Subject", "Description", "Created At", "E-mail"), ("1", "a", "b", "2020", "")
    )

    assert set(head.columns.of) == {"number", "title", "text", "said_at", "email"}


def test_remarks_and_stars_in_headings_do_not_hide_them() -> None:
    assert seen(("*诉求内容（必填）", "联系方式:"), ("停水", "")).columns.of == {
        "text": 0,
        "phone": 1,
    }


def test_the_headings_may_stand_below_a_title() -> None:
    head = seen(("2025年一季度留言汇总",) * 3, ("编号", "时间", "内容"), ("1", "2025-1-1", "停水"))

    assert head.columns.head_line == 2
    assert [line.cells[2] for line in head.body] == ["停水"]


def test_without_headings_the_longest_column_is_the_text() -> None:
    head = seen(
        ("2025/1/2 10:11", "门口的路灯坏了半个月，晚上出门看不见路。", "城乡建设", "13900000001"),
        ("2025/1/3 10:11", "自来水发黄，烧开以后还有味道。", "城乡建设", "13900000002"),
    )

    assert head.columns.of == {"text": 1, "said_at": 0, "phone": 3}
    assert head.columns.head_line == 0
    assert len(head.body) == 2


def test_a_title_alone_is_the_text() -> None:
    assert seen(("标题", "时间"), ("停水三天", "2025-1-1")).columns.of["text"] == 0


def test_what_a_person_chose_goes_before_the_guess() -> None:
    rows = (("编号", "内容", "备注"), ("1", "短", "真正的来信在这一列"))

    assert seen(*rows, chosen={"text": "备注"}).columns.of == {"number": 0, "text": 2}
    assert seen(*rows, chosen={"text": "C"}).columns.of["text"] == 2
    assert seen(*rows, chosen={"text": "3"}).columns.of["text"] == 2
    assert "number" not in seen(*rows, chosen={"number": ""}).columns.of


@pytest.mark.parametrize("chosen", [{"text": "没有"}, {"text": "9"}, {"colour": "内容"}])
def test_a_choice_that_does_not_exist_is_refused_in_words(chosen: dict[str, str]) -> None:
    with pytest.raises(NotAllowed):
        seen(("编号", "内容"), ("1", "停水"), chosen=chosen)


def test_a_table_without_any_words_is_refused() -> None:
    with pytest.raises(NotAllowed, match="No column with messages"):
        seen()


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "重点人员类别",
            "稳控责任人",
            "是否缠访",
            "风险等级",
            "人员标签",
            "黑名单",
            "信访老户",
            "情绪",
        ),
        *("Risk level", "risk_score", "Watchlist", "稳 控 措 施", "风险等级（1-5）"),
    ],
)
def test_a_column_that_labels_persons_is_refused_with_the_reason(heading: str) -> None:
    with pytest.raises(NotAllowed, match="labels persons"):
        seen(("内容", "姓名", heading), ("停水", "王某", "高"))


def test_such_a_column_is_also_refused_where_no_other_heading_is_known() -> None:
    with pytest.raises(NotAllowed, match="labels persons"):
        seen(("甲", "风险等级"), ("停水三天了，请尽快处理。", "高"))


def test_a_resident_may_write_such_words_in_a_message() -> None:
    assert (
        seen(("内容", "地点"), ("他们说我是重点人员，要稳控我。", "东街")).columns.of["text"] == 0
    )


def test_ordinary_headings_are_not_taken_for_labels() -> None:
    assert all(may_take_in([word]) for word in HEADINGS)


def test_every_field_has_a_label_and_no_heading_two_fields() -> None:
    assert set(LABELS) == set(FIELDS)
    assert sum(map(len, FIELDS.values())) == len(HEADINGS)
    assert all(plain(word) == word for word in HEADINGS)
