"""Messages are told apart by what was learned, with reasons, doubt and the same answer always."""

from itertools import product

import numpy as np
import pytest

from sanwen.methods.kept import NotAModel, from_bytes, to_bytes
from sanwen.methods.levels import Levels
from sanwen.methods.training import TooFew, learn, learn_and_judge
from sanwen.methods.triage import decisions

PLACES = ("石桥村", "幸福小区", "南门口", "河东街", "学府路", "北坪镇")
SAID = {
    "lamp": ("{}的路灯不亮了，晚上看不见路", "{}路灯坏了半个月没人修", "请修{}的路灯，天黑不敢走"),
    "wage": ("{}的老板拖欠工资三个月", "在{}干活，工资一直没发", "{}工地不给工资，请帮忙讨薪"),
    "bus": ("{}的公交车等了一个小时", "请给{}加公交班次", "{}末班公交太早，下班坐不上公交"),
}
EXAMPLES = [
    (words.format(place), label)
    for label, said in SAID.items()
    for words, place in product(said, PLACES)
]
TEXTS, LABELS = [text for text, _ in EXAMPLES], [label for _, label in EXAMPLES]


def test_new_messages_go_where_their_like_went_and_say_why() -> None:
    model = learn(TEXTS, LABELS)

    lamp, wage = model.decide(["东湖边的路灯坏了。", "厂里不发工资，怎么办？"])

    assert (lamp.ranked[0].name, wage.ranked[0].name) == ("lamp", "wage")
    assert any("路灯" in phrase for phrase in lamp.because)
    assert any("工资" in phrase for phrase in wage.because)
    assert all(phrase in "东湖边的路灯坏了。" for phrase in lamp.because)
    assert lamp.inside[0] == "lamp"


def test_the_same_examples_make_the_same_model_bit_for_bit() -> None:
    assert to_bytes(learn(TEXTS, LABELS)) == to_bytes(learn(TEXTS, LABELS))


def test_a_model_comes_back_from_its_bytes_as_it_was() -> None:
    model = learn(TEXTS, LABELS)
    back = from_bytes(to_bytes(model))

    assert np.array_equal(model.probabilities(TEXTS), back.probabilities(TEXTS))
    assert back.thresholds == model.thresholds


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 nonsense", b"x" * 100])
def test_other_bytes_are_no_model(data: bytes) -> None:
    with pytest.raises(NotAModel):
        from_bytes(data)


def test_one_class_or_too_few_examples_teach_nothing() -> None:
    with pytest.raises(TooFew):
        learn(TEXTS[:10], LABELS[:10])
    with pytest.raises(TooFew):
        learn(TEXTS[:18] * 2, ["lamp"] * 36)


def test_what_nobody_knows_is_left_open() -> None:
    nothing = learn(TEXTS, LABELS).decide(["zzzz"])[0]

    assert nothing.because == ()
    assert nothing.unsure


def test_the_rules_speak_for_a_class_that_has_no_examples() -> None:
    names = ["bus", "lamp", "wage", "water"]
    rules = np.full((len(TEXTS), 4), 0.1)
    rules[np.arange(len(TEXTS)), [names.index(label) for label in LABELS]] = 0.7
    model = learn(TEXTS, LABELS, names=names, rules=rules)

    said = model.decide(["停水两天了"], np.array([[0.01, 0.01, 0.01, 0.97]]))[0]

    assert said.ranked[0].name == "water"
    assert said.because == ()


def test_doubt_is_measured_on_examples_held_out() -> None:
    model, held = learn_and_judge(TEXTS, LABELS)

    assert held.p.shape == (len(TEXTS), 3)
    assert (held.p.argmax(axis=1) == held.truth).mean() > 0.8
    assert not np.array_equal(held.p, model.probabilities(TEXTS))


def test_what_lies_above_is_as_likely_as_what_lies_below_together() -> None:
    tree = Levels.of(["0101", "0102", "02"], {"0101": "01", "0102": "01"})

    said = decisions(np.array([[0.3, 0.3, 0.4]]), tree, (0.5, 0.35))[0]

    assert said.levels[0].ranked[0].name == "01"
    assert said.levels[0].ranked[0].p == pytest.approx(0.6)
    assert said.levels[0].inside == ("01",)
    assert said.ranked[0].name == "02"
    assert said.unsure


def test_a_tree_that_bites_its_tail_is_refused() -> None:
    with pytest.raises(ValueError, match="below itself"):
        Levels.of(["a"], {"a": "b", "b": "a"})
