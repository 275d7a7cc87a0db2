"""What kind of need the words tell of; where they do not say, nothing is said."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanwen.methods.needs import KINDS, Needs, needs

CASES = [
    ("我们小区停水三天了", {"kinds": ("urgent",), "reach": "common", "basic": True}),
    ("本人名下的社保办不了，跑了三趟", {"kinds": ("hard",), "reach": "individual", "basic": True}),
    ("楼下烧烤噪音扰民，居民睡不好", {"kinds": ("worry",), "reach": "common"}),
    ("希望在村口建一个公园", {"kinds": ("hope",), "basic": False}),
    ("全村几百户人家盼着通自来水", {"kinds": ("hope",), "reach": "common", "basic": True}),
    ("建议把停车位的长远规划做进政策", {"kinds": ("hope",), "horizon": "long", "basic": False}),
    ("路灯坏了，现在还没修", {"horizon": "now"}),
    (
        "My father cannot get his pension",
        {"kinds": ("hard",), "reach": "individual", "basic": True},
    ),
    ("We hope for a playground", {"kinds": ("hope",), "reach": "common", "basic": False}),
    ("No water in the whole village since yesterday", {"reach": "common", "horizon": "now"}),
]


@pytest.mark.parametrize(("text", "said"), CASES)
def test_the_words_say_what_kind_of_need_it_is(text: str, said: dict[str, object]) -> None:
    found = needs(text)

    assert {name: getattr(found, name) for name in said} == said


def test_nothing_is_said_where_nothing_speaks() -> None:
    assert needs("你好") == Needs()


def test_impatience_is_not_a_need_for_now() -> None:
    assert needs("请尽快答复，立即回电").horizon is None


@pytest.mark.parametrize(("text", "_said"), CASES)
def test_every_statement_has_its_words(text: str, _said: object) -> None:
    found = needs(text)

    assert set(found.kinds) <= found.because.keys()
    assert all(found.because.values())


@given(st.text(max_size=200))
def test_any_text_gives_plain_data(text: str) -> None:
    row = needs(text).as_dict()

    assert json.loads(json.dumps(row)) == row
    assert row["kinds"] == [kind for kind in KINDS if kind in row["kinds"]]
