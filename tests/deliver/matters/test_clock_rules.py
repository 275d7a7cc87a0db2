"""The table of periods: whole, and refused in words when a line is wrong."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from sanwen.deliver.matters.clock_rules import read, rules

LINE = """
[[rule]]
code = "a.b"
name = "A"
name_zh = "甲"
length = 5
unit = "workday"
starts = "receipt"
"""


def test_the_service_track_has_its_periods():
    lengths = {code: (r.rule.length, r.rule.unit) for code, r in rules().items()}

    assert lengths["service.dispatch"] == (1, "workday")
    assert lengths["service.reply"] == (5, "workday")
    assert lengths["service.objection"] == (5, "workday")
    assert lengths["service.resident"] == (10, "day")
    assert lengths["service.verdict"] == (15, "day")
    assert lengths["service.arbiter"] == (3, "workday")


def test_petitions_follow_the_regulation():
    concluded = rules()["petition.conclude"]

    assert (concluded.rule.length, concluded.rule.unit) == (60, "day")
    assert concluded.extension is not None
    assert (concluded.extension.length, concluded.extension.unit) == (30, "day")
    assert concluded.article == "信访工作条例第34条"


def test_a_resident_gains_from_a_day_off_and_a_unit_does_not():
    assert rules()["service.verdict"].rule.roll == "next_workday"
    assert rules()["petition.conclude"].rule.roll == "none"


def test_every_rule_names_its_source_in_both_languages():
    for rule in rules().values():
        assert rule.article
        assert rule.name_in("en").isascii()
        assert not rule.name_in("zh-hans").isascii()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("length = 5\n", ""), "length is missing"),
        (("length = 5", 'length = "5"'), "length must be a int"),
        (('unit = "workday"', 'unit = "week"'), "unit must be one of"),
        (('code = "a.b"', 'code = "a.b"\ncolour = 1'), "colour is not known"),
        (('code = "a.b"', 'code = "a.b"\nroll = "back"'), "roll must be one of"),
        (('code = "a.b"', 'code = "a.b"\nduty = "me"'), "duty must be"),
        (('code = "a.b"', 'code = "a.b"\nextend_max = 3'), "go together"),
        (('code = "a.b"', 'code = "a.b"\nextend_max = 0\nextend_unit = "day"'), "above zero"),
        (("[[rule]]", "[[rule"), "clock_rules.toml"),
    ],
)
def test_a_wrong_line_is_refused_with_what_is_wrong(change, words):
    with pytest.raises(ImproperlyConfigured, match=words):
        read(LINE.replace(*change))


def test_a_code_is_used_once():
    with pytest.raises(ImproperlyConfigured, match="used twice"):
        read(LINE + LINE)
