"""The tree of legal ways: every question leads somewhere, every end says where, when and what."""

import pytest

from sanwen.deliver.matters.clock_rules import rules
from sanwen.deliver.matters.models import Route
from sanwen.deliver.matters.presets import route
from sanwen.deliver.procedures import known
from sanwen.deliver.procedures.tree import PARTS, tree

TREE = tree()
ENDS = TREE.ends.values()


def test_every_answer_leads_to_a_question_or_an_end_and_all_are_reached() -> None:
    reached, new = set(), {TREE.first}
    while new:
        reached |= new
        questions = [TREE.questions[code] for code in new if code in TREE.questions]
        new = {code for one in questions for code in (one.yes, one.no)} - reached

    assert reached == TREE.questions.keys() | TREE.ends.keys()
    assert not TREE.questions.keys() & TREE.ends.keys()


def test_nobody_is_asked_in_a_circle_or_for_long() -> None:
    def depth(code: str, seen: tuple[str, ...] = ()) -> int:
        assert code not in seen
        one = TREE.questions.get(code)
        return 0 if one is None else 1 + max(depth(x, (*seen, code)) for x in (one.yes, one.no))

    assert depth(TREE.first) <= 12


def test_the_six_ways_of_the_article_and_the_others_are_there() -> None:
    assert {
        "court", "commercial", "party", "reconsideration", "enforcement", "appeal",
        "disclosure", "discipline", "labour", "mediation", "service", "suggestion",
    } <= TREE.ends.keys()  # fmt: skip


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.code)
def test_an_end_says_where_by_when_and_what_to_bring(end, language: str) -> None:
    kind = "en" if language == "en" else "zh"
    texts = {part: end.texts[part][kind] for part in end.texts} or route(end.route, language)

    assert all(texts[part].strip() for part in PARTS)


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.code)
def test_an_end_names_only_what_there_is(end) -> None:
    assert {one.rule for one in end.clocks} <= set(rules())
    assert end.as_route in {"", *Route.values}
    assert end.procedure in {"", *known.ORDER}
    assert end.as_route or end.procedure


def test_a_question_is_short_and_ends_as_one() -> None:
    for one in TREE.questions.values():
        assert len(one.words["zh"]) <= 36
        assert one.words["zh"].endswith("？")
        assert one.words["en"].endswith("?")
