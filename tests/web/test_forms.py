"""A form's markup: every field has its label, every fault is said on top and at the field."""

import re

import pytest
from django import forms
from django.utils.translation import override

from sanwen.web.forms import RadioCards


class Sample(forms.Form):
    text = forms.CharField(label="您需要什么？", help_text="用您自己的话说就行。")
    phone = forms.CharField(label="手机", required=False)
    seen = forms.ChoiceField(
        label="谁可以看到您的姓名？",
        choices=[("open", "公开"), ("anonymous", "匿名")],
        widget=RadioCards(hints={"anonymous": "没人能给您回电话。"}),
    )
    agreed = forms.BooleanField(label="已念给对方听", required=False)


@pytest.fixture
def chinese():
    with override("zh-hans"):
        yield


def ids(page: str) -> set[str]:
    return set(re.findall(r'\sid="([^"]+)"', page))


def test_every_label_belongs_to_a_box(chinese):
    page = str(Sample())

    assert set(re.findall(r'for="([^"]+)"', page)) <= ids(page)
    assert '<label for="id_text">您需要什么？</label>' in page
    assert '<label class="tick" for="id_agreed">' in page


def test_what_may_be_left_out_is_marked(chinese):
    page = str(Sample())

    assert page.count("（可不填）") == 1  # a tick box needs no mark


def test_hints_are_read_with_their_box(chinese):
    page = str(Sample())

    assert 'aria-describedby="id_text_helptext"' in page
    assert "id_text_helptext" in ids(page)


def test_choices_are_a_group_with_a_question_and_each_says_what_it_means(chinese):
    page = str(Sample())

    assert "<legend>" in page
    assert "没人能给您回电话。" in page


def test_faults_are_summed_up_and_lead_to_their_boxes(chinese):
    page = str(Sample({}))

    leads = re.findall(r'<li><a href="#([^"]+)">(.*?)</a>', page)

    assert leads == [
        ("id_text", "您需要什么？ 这里还空着。"),
        ("id_seen", "谁可以看到您的姓名？ 这里还空着。"),
    ]
    assert {target for target, _words in leads} <= ids(page)


def test_a_fault_is_read_with_its_box(chinese):
    page = str(Sample({}))

    assert "id_text_error" in ids(page)
    assert re.search(
        r'<input[^>]*aria-invalid="true"[^>]*aria-describedby="[^"]*id_text_error', page
    )


def test_a_form_without_faults_has_no_summary(chinese):
    assert 'role="alert"' not in str(Sample({"text": "路灯", "seen": "open"}))


def test_words_in_a_label_never_become_markup():
    class Odd(forms.Form):
        name = forms.CharField(label="<b>x</b>")

    assert "<b>" not in str(Odd())
