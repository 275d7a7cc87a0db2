"""The words of the tree speak for its subjects: the longer, the rarer, the earlier, the louder."""

import pytest

from sanwen.methods.lexicon import Entry, Lexicon

LAMPS = Entry(1, None, 7, ("路灯", "street lamp"), ())
WAGES = Entry(2, None, None, ("工资",), ("讨薪",))
OWED = Entry(3, 2, 8, ("拖欠工资", "拖欠"), ())
THANKS = Entry(4, None, None, ("感谢",), (), 0.5)
LEXICON = Lexicon.of([LAMPS, WAGES, OWED, THANKS])


def best(text: str) -> int:
    shares = LEXICON.shares(LEXICON.hear(text))
    return max(shares, key=lambda one: shares[one])


def test_the_longer_word_is_heard_in_place_of_the_shorter() -> None:
    assert dict(LEXICON.hear("老板拖欠工资").counts) == {"拖欠工资": 1}
    assert best("老板拖欠工资") == 3


def test_the_title_speaks_louder_than_what_follows() -> None:
    assert best("路灯坏了" + "。" * 40 + "工资") == 1
    assert best("工资" + "。" * 40 + "路灯坏了") == 2


def test_thanks_say_less_of_the_subject() -> None:
    assert best("感谢！路灯修好了") == 1


def test_traditional_characters_and_english_are_heard_too() -> None:
    assert best("路燈壞了") == 1
    assert best("The Street Lamp is out") == 1


def test_little_heard_is_little_known() -> None:
    one, nothing = LEXICON.hear("路灯"), LEXICON.hear("你好")
    p = LEXICON.probabilities([one, nothing], [1, 2, 3, 4])

    assert p.sum(axis=1) == pytest.approx([1, 1])
    assert 0.5 < p[0, 0] < 1
    assert p[1].tolist() == [0.25] * 4


def test_reasons_and_units_come_from_above_too() -> None:
    heard = LEXICON.hear("拖欠，工资")

    assert LEXICON.because(3, heard) == ("拖欠", "工资")
    assert (LEXICON.unit(3), LEXICON.unit(2), LEXICON.unit(99)) == (8, None, None)


def test_an_empty_tree_hears_nothing() -> None:
    assert not Lexicon.of([]).hear("路灯").counts
