"""The kinds as data: all there, each asks what it says, each source exists, wrong ones refused."""

import re
from dataclasses import replace

import pytest
from django.core.exceptions import ImproperlyConfigured

from sanwen.deliver.papers import filling, rules
from sanwen.deliver.papers.kinds import ORDER, Kind, kind_from, kinds, named
from sanwen.deliver.papers.sources import RESULTS, SOURCES

NAMES = [
    "受理告知书",
    "转送（交办）函",
    "不予（不再）受理告知书",
    "延期告知书",
    "信访处理意见书",
    "复查（复核）受理告知书",
    "复查意见书",
    "复核意见书",
    "听证通知书",
    "调解协议书",
    "督办通知单",
    "办结报告",
    "改进工作建议书",
    "完善政策建议书",
    "追究责任建议书",
    "送达回证",
    "工会劳动法律监督提示函",
    "工会劳动法律监督意见书",
    "工会劳动法律监督建议书",
]
# What docs/domain knows of the articles; no paper names another.
KNOWN = {"十九", "二十二", "二十三", "二十八", "三十", "三十一", "三十二", "三十三", "三十四"} | {
    "三十五",
    "三十六",
    "三十七",
    "四十",
}
ASKED = {
    "issuer": {"zh": "发文机关", "en": "Issuer", "shape": "line"},
    "day": {"zh": "日期", "en": "Day", "shape": "day"},
    "said": {"zh": "内容", "en": "Said", "shape": "text"},
}
GOOD = """
name = "便函"
en = "Note"
version = 1
to = "unit"
by = ["desk"]
article = "无"
title = "便函"
head = false
colophon = false
slip = false
fields = ["said"]
text = "{said}"
"""


@pytest.fixture(params=ORDER)
def kind(request: pytest.FixtureRequest) -> Kind:
    return kinds()[request.param]


def test_every_paper_that_the_law_and_the_union_know_is_there() -> None:
    assert [kind.name for kind in kinds().values()] == NAMES


def test_a_kind_is_found_by_code_and_by_its_chinese_name() -> None:
    assert named("opinion") is named("信访处理意见书")
    assert named("随便") is None


def test_every_field_has_both_names_and_a_source_that_exists(kind: Kind) -> None:
    for field in kind.fields.values():
        assert field.zh
        assert field.en
        assert not field.source or field.source in SOURCES
        assert (field.shape == "choice") == bool(field.options)


def test_every_maker_is_one_the_rules_know(kind: Kind) -> None:
    assert kind.by
    assert set(kind.by) <= set(rules.MAKERS)


def test_a_paper_to_the_resident_has_a_service_slip(kind: Kind) -> None:
    assert kind.slip or kind.to != "resident"


def test_what_is_decided_says_what_can_be_done_against_it() -> None:
    texts = {code: "".join(kind.text) for code, kind in kinds().items()}

    assert "{remedy}" in texts["opinion"]
    assert "30日内" in texts["review"]
    assert "请求复核" in texts["review"]
    assert "新的事实和理由" in texts["second_review"]
    assert "三十七条" in texts["second_review"]
    assert all(place in texts["refusal"] for place in ("{where}", "{by_when}", "{bring}", "{why}"))


def test_no_paper_names_an_article_that_was_not_looked_up(kind: Kind) -> None:
    text = "".join([kind.article, *kind.text]).replace("《人民调解法》第三十三条", "")
    union = "浙江省工会" in text
    named_articles = set(re.findall(r"第([一二三四五六七八九十]+)条", text))

    assert named_articles <= KNOWN | ({"十七", "二十四"} if union else set())


def test_what_an_answer_means_is_one_of_the_choices() -> None:
    assert set(RESULTS.values()) <= set(kinds()["opinion"].fields["result"].options)


def test_an_empty_form_gives_blanks_and_invents_nothing(kind: Kind) -> None:
    sheet = filling.sheet(kind, {}, number="")

    assert not re.search(r"[{}]", "".join([sheet.title, *sheet.text]))
    assert filling.BLANK in "".join([sheet.title, *sheet.text, sheet.addressee]) or kind.slip_alone


def test_a_heading_goes_with_its_text_and_the_count_goes_on() -> None:
    kind = kinds()["opinion"]
    headings = [
        line[:2]
        for line in filling.sheet(kind, {}, number="").text
        if re.match("^[一二三四五六七八九]、", line)
    ]

    assert headings == ["一、", "二、", "三、", "四、"]


def test_braces_that_somebody_typed_stay_what_they_are() -> None:
    sheet = filling.sheet(kinds()["opinion"], {"said": "{remedy}{number}"}, number="")

    assert "{remedy}{number}" in sheet.text


def test_many_lines_become_many_paragraphs() -> None:
    sheet = filling.sheet(kinds()["opinion"], {"said": "第一。\n第二。"}, number="")

    assert {"第一。", "第二。"} <= set(sheet.text)


def test_persons_are_never_missing_from_the_kept_paper() -> None:
    missing = {one.name for one in filling.missing(kinds()["mediation"], {})}

    assert not missing & {"party_one", "party_two"}
    assert {"agreement", "mediator"} <= missing


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ('text = "{nothing}"', "nothing"),
        ('text = "说完了"', "never says said"),
        ('by = ["anyone"]', "by must be"),
        ('to = "the moon"', "to must be"),
        ("version = ", "x.toml"),
    ],
)
def test_a_wrong_kind_is_refused_with_its_file(wrong: str, told: str) -> None:
    name = wrong.split(" = ")[0]
    text = re.sub(rf"^{name} = .*$", wrong, GOOD, flags=re.MULTILINE)

    with pytest.raises(ImproperlyConfigured, match=told):
        kind_from("x", text, ASKED)


def test_a_right_one_is_taken() -> None:
    kind = kind_from("x", GOOD, ASKED)

    assert list(kind.fields) == ["issuer", "said", "day"]
    assert replace(kind, name="别的") != kind
