"""Figures are a closed list: the names that do harm are refused, each with its reason."""

import pytest
from django.utils import translation

from sanwen.verdict.scorecards.definitions import definitions
from sanwen.verdict.scorecards.measures import ENDING, OPENING
from sanwen.verdict.scorecards.metrics import METRICS, may_add


@pytest.mark.parametrize(
    "name",
    ["越级访", "非访", "进京人次", "赴省", "信访量", "人次排名", "排名", "批示数", "零上访",
     "信访下降率",
     "rank of units", "Beijing visits", "petition volume", "缠访次数", "在线时长", "未评价视为满意",
     "个人积分", "万人投诉率"],
)  # fmt: skip
def test_a_harmful_name_is_refused_with_its_reason(name: str) -> None:
    ruling = may_add(name)

    assert not ruling
    assert "no definition here" not in ruling.reason


def test_an_unknown_name_is_told_what_a_figure_needs() -> None:
    with translation.override("en"):
        assert "no definition here" in may_add("路灯亮灯率").reason


def test_what_is_there_is_allowed_and_defined() -> None:
    assert all(may_add(name) for name in METRICS)
    assert {str(one.label) for one in METRICS.values()} <= {one.name for one in definitions()}


def test_no_measure_is_made_of_finished_and_solved() -> None:
    assert not [
        name for name, sql in (OPENING | ENDING).items()
        if "f.solved" in sql and ("f.ending" in sql or "ended_on" in sql)
    ]  # fmt: skip
