"""Periods are data: whatever code starts one, the table holds it with its source."""

import re

from sanwen.deliver.matters.clock_rules import rules
from tests.contracts.house import modules
from tools.clocks_page import PAGE, table, written

LOCAL = "本地设定"
FAMILIES = {code.split(".")[0] for code in rules()}
CODE = re.compile(rf"[\"']((?:{'|'.join(sorted(FAMILIES))})\.[a-z_]+)[\"']")
# Periods run on matters and what is above them; what is asked has its own verbs in the trail.
BEFORE = "sanwen/counsel/"


def used() -> set[str]:
    files = [file for file in modules() if BEFORE not in file.as_posix()]
    texts = [file.read_text(encoding="utf-8") for file in files]
    return {code for text in texts for code in CODE.findall(text)}


def test_every_period_that_code_names_stands_in_the_table() -> None:
    assert len(used()) >= 8
    assert used() <= set(rules())


def test_a_period_is_set_by_law_or_says_that_it_is_our_own() -> None:
    for rule in rules().values():
        assert rule.article
        assert not (rule.article == LOCAL and not rule.preset), rule.code


def test_what_is_set_by_law_names_an_article() -> None:
    named = re.compile(
        r"第[0-9〇一二三四五六七八九十百]+(?:—[0-9]+)?条|第.+章|〔\d{4}〕|GB/T|《.+》|\d"
    )

    assert [r.code for r in rules().values() if not r.preset and not named.search(r.article)] == []


def test_the_page_shows_the_table() -> None:
    """After a change: python tools/clocks_page.py"""
    assert written(PAGE.read_text(encoding="utf-8")) == table(rules())
