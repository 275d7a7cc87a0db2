"""What a topic is called: whole phrases of several people, no number cut in two."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sanwen.methods.naming import Namer
from sanwen.methods.said import Said

AT = datetime(2026, 3, 1, tzinfo=UTC)
OTHERS = ["医保卡丢了怎么补办", "公交末班车能不能晚一点", "学校食堂价格偏高", "公园里没有座椅"]


def named(texts: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    said = [Said(key, text, AT) for key, text in enumerate([*texts, *OTHERS])]
    return Namer(said).name(said[: len(texts)])


def test_place_and_subject_stand_side_by_side() -> None:
    name, words = named(
        [
            "锦绣花苑，地下车库捆绑销售",
            "锦绣花苑，捆绑销售太过分",
            "举报锦绣花苑，车位捆绑销售！",
            "锦绣花苑，不同意捆绑销售。",
        ]
    )

    assert set(name.split(" · ")) == {"锦绣花苑", "捆绑销售"}
    assert {"锦绣花苑", "捆绑销售"} <= set(words)


def test_the_second_phrase_says_something_new() -> None:
    name, _ = named(
        ["锦绣花苑东门太黑", "锦绣花苑北门太黑", "锦绣花苑南门太黑", "锦绣花苑西门太黑"]
    )

    assert name.count("锦绣花苑") == 1


def test_what_is_counted_is_not_parted_from_its_number() -> None:
    name, _ = named(
        ["3号楼正对变压器", "5号楼正对变压器", "12号楼正对变压器", "咱们8号楼正对变压器"]
    )

    assert "号楼" not in name


def test_no_name_ends_in_the_beginning_of_a_number() -> None:
    name, _ = named(
        ["公交线路改道205路", "公交线路改道206路", "公交线路改道27路", "公交线路改道2路"]
    )

    assert name == "公交线路改道"
