"""The place is taken out of the words, by one's own areas first, and doubt is said."""

import pytest

from sanwen.methods.gazetteer import Entry, Gazetteer, Place

OURS = Gazetteer.of(
    [
        Entry(1, ("安平县", "Anping County")),
        Entry(2, ("石桥铺镇", "Shiqiaopu Town", "桥铺"), within=1),
        Entry(3, ("和平村",), within=2),
        Entry(4, ("柳林镇",), within=1),
        Entry(5, ("和平村",), within=4),
    ]
)


def area(text: str) -> Place | None:
    return OURS.area(text)


@pytest.mark.parametrize(
    "text", ["石桥铺镇停水", "石桥铺停水", "石橋鋪鎮停水", "桥铺停水", "no water in Shiqiaopu"]
)
def test_an_area_is_known_by_its_names(text: str) -> None:
    found = area(text)

    assert found is not None
    assert (found.key, found.sure) == (2, True)


def test_a_name_of_two_areas_is_unsure_and_names_both() -> None:
    found = area("和平村停水")

    assert found is not None
    assert (found.key, found.sure, found.candidates) == (None, False, (3, 5))


def test_the_town_that_is_named_decides_which_village() -> None:
    found = area("柳林镇和平村停水")

    assert found is not None
    assert (found.key, found.sure) == (5, True)


def test_two_places_far_apart_are_unsure() -> None:
    found = area("从石桥铺镇到柳林镇的车停了")

    assert found is not None
    assert (found.key, found.candidates) == (None, (2, 4))


def test_a_road_named_after_an_area_is_not_the_area() -> None:
    assert all(place.key is None for place in OURS.find("柳林路坑洼"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我住在幸福花园小区", "幸福花园小区"),
        ("解放东路坑洼", "解放东路"),
        ("位于人民大道的路灯不亮", "人民大道"),
        ("石桥铺镇向阳村三组", "向阳村三组"),
    ],
)
def test_roads_and_estates_are_told_by_their_ending(text: str, name: str) -> None:
    assert name in [place.name for place in OURS.find(text)]


@pytest.mark.parametrize("text", ["这条马路坏了", "我们小区停水", "整个村都没有水"])
def test_a_word_for_any_place_names_none(text: str) -> None:
    assert OURS.find(text) == []
