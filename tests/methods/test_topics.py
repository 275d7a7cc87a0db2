"""Messages about one matter at one place are a topic, named in their own words."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from math import log1p

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanwen.methods.clusters import linked, merged, summed
from sanwen.methods.pairs import weigh
from sanwen.methods.topics import Found, Said, topics

START = datetime(2026, 3, 1, tzinfo=UTC)
LAMP = [
    "梧桐里小区路灯全都不亮，晚上回家看不见路",
    "梧桐里小区的路灯坏了半个月，老人不敢出门",
    "请修一修梧桐里小区门口路灯，晚上太黑了",
    "梧桐里小区路灯不亮，孩子下晚自习害怕",
    "反映梧桐里小区路灯损坏，物业说不归他管",
    "梧桐里小区路灯什么时候能亮，晚上看不见",
]
DUST = [
    "青石桥路工地夜里施工，灰尘很大睡不着",
    "青石桥路工地扬尘严重，窗户不敢开",
    "投诉青石桥路工地夜间施工噪音和灰尘",
    "青石桥路工地渣土车扬尘，夜里施工吵人",
    "青石桥路工地灰尘满天，夜间施工没人管",
]
POND = [
    "金鱼塘社区路灯一到下雨就灭，走路摔了人",
    "金鱼塘社区好几盏路灯不亮，没有人来看",
    "金鱼塘社区北门路灯坏了，打过电话没有用",
    "金鱼塘社区的路灯换了又坏，浪费钱",
    "盼望金鱼塘社区路灯早日修好，谢谢",
]
OTHERS = [
    "医保卡丢了怎么补办",
    "请问公积金提取需要什么材料",
    "公交末班车能不能晚一点",
    "学校食堂价格偏高",
]


def said(texts: Sequence[str], *, first: int = 1, person: str = "") -> list[Said]:
    return [
        Said(first + at, text, START + timedelta(days=at), person=person and f"{person}{at}")
        for at, text in enumerate(texts)
    ]


def county() -> list[Said]:
    return said(LAMP) + said(DUST, first=101) + said(OTHERS, first=201)


def test_two_matters_at_two_places_are_two_topics_and_the_rest_is_none() -> None:
    lamp, dust = topics(county())

    assert lamp.keys == (1, 2, 3, 4, 5, 6)
    assert dust.keys == (101, 102, 103, 104, 105)


def test_a_topic_is_named_by_what_stands_in_its_messages() -> None:
    lamp, dust = topics(county())

    assert "梧桐里小区" in lamp.name
    assert "青石桥路工地" in dust.name
    assert sum(lamp.name in text for text in LAMP) >= 3


def test_a_phrase_of_one_person_alone_is_no_name() -> None:
    mine = Said(9, "梧桐里小区路灯不亮，我是某某公寓的住户某某某", START, person="a")
    found = topics([*said(LAMP), mine])

    assert "某某" not in found[0].name
    assert not any("某某" in word for word in found[0].words)


def test_one_persons_repetition_counts_once() -> None:
    same = [Said(at, text, START, person="a") for at, text in enumerate(LAMP)]

    (found,) = topics(same)

    assert len(found.keys) == 6
    assert found.people == 1
    assert found.score == 1


def test_unknown_people_count_one_each_and_votes_by_their_doubling() -> None:
    voted = [Said(one.key, one.text, one.at, votes=50) for one in said(LAMP)]

    (found,) = topics(voted)

    assert found.people == 6
    assert found.score == pytest.approx(6 + 2 * log1p(300))


def test_many_clicks_on_one_matter_stay_behind_many_people() -> None:
    clicked = [Said(one.key, one.text, one.at, person="a", votes=2) for one in said(LAMP)]

    found = topics([*clicked, *said(DUST * 3, first=101)])

    assert found[0].keys[0] == 101


def test_the_span_and_the_places_are_told() -> None:
    placed = [Said(one.key, one.text, one.at, "东湖区") for one in said(LAMP)]
    placed[0] = Said(1, LAMP[0], START, "西湖区")

    (found,) = topics(placed)

    assert (found.first, found.last) == (START, START + timedelta(days=5))
    assert found.places == ("东湖区", "西湖区")


def test_the_same_trouble_at_two_places_is_two_topics() -> None:
    found = topics(said(LAMP) + said(POND, first=101) + said(OTHERS, first=201))

    assert [one.keys for one in found] == [tuple(range(1, 7)), tuple(range(101, 106))]


def test_a_matter_with_more_copies_than_neighbours_is_one_topic() -> None:
    found = topics(said(LAMP * 40) + said(OTHERS, first=1001))

    assert [len(one.keys) for one in found] == [240]


def test_fewer_messages_than_asked_are_no_topic() -> None:
    assert topics(said(DUST), at_least=6) == []
    assert topics([]) == []
    assert topics(said(DUST[:1])) == []
    assert topics([Said(1, "", START), Said(2, "!", START)], at_least=2) == []


def test_two_messages_of_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="same key"):
        topics([Said(1, "a", START), Said(1, "b", START)])


@settings(max_examples=20, deadline=None)
@given(st.permutations(county()))
def test_the_order_of_the_messages_changes_nothing(shuffled: list[Said]) -> None:
    assert topics(shuffled) == topics(county())


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(alphabet="水电路灯坏了不亮", max_size=12), min_size=2, max_size=25))
def test_any_texts_give_topics_that_share_no_message(texts: list[str]) -> None:
    found: list[Found] = topics(said(texts), at_least=2)

    keys = [key for one in found for key in one.keys]
    assert len(keys) == len(set(keys))
    assert all(len(one.keys) >= 2 and one.people == len(one.keys) for one in found)


def test_merging_side_by_side_gives_what_the_table_of_all_pairs_gives() -> None:
    texts = LAMP + DUST + OTHERS
    rows = weigh(texts).named
    sums = summed(rows, np.arange(len(texts)))
    sizes = np.ones(len(texts), int)

    one, other = merged(sums, sizes, 0.1), linked(sums, sizes, 0.1)

    same = {(a, b) for a, b in zip(one.tolist(), other.tolist(), strict=True)}
    assert len(same) == len(set(one.tolist())) == len(set(other.tolist()))
