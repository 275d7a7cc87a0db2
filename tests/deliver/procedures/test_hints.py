"""Words point to a procedure; most messages point to none."""

import pytest

from sanwen.deliver.procedures import known
from sanwen.deliver.procedures.hints import hinted


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("申请公开2025年道路维修的预算，依申请公开。", "information"),
        ("老板拖欠工资三个月了。", "labour"),
        ("我对这个处罚不服。", "appeal"),
        ("建议在桥头加一盏路灯。", "suggestion"),
        ("建議在橋頭加一盞路燈。", "suggestion"),
        ("石桥村口的路灯坏了。", ""),
    ],
)
def test_the_words_point_to_it(text: str, code: str) -> None:
    found = hinted(text)

    assert (found.code if found else "") == code
    assert code in {"", *known.ORDER}


def test_it_says_which_words() -> None:
    found = hinted("厂里欠薪，也不给加班费。")

    assert found is not None
    assert found.words == ("欠薪", "加班费")
