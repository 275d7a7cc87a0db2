"""The form that web shows a resident: two taps are enough."""

import pytest
from django.utils.datastructures import MultiValueDict

from sanwen.verdict.ratings.forms import MOUTHS, VerdictForm


def test_one_tap_and_sending_is_a_whole_verdict() -> None:
    form = VerdictForm(MultiValueDict({"solved": ["yes"]}))

    assert form.is_valid()
    assert form.cleaned_data == {
        "solved": "yes", "satisfaction": None, "contacted": None, "words": "",
        "reopen_wanted": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    "wrong", [{}, {"solved": ["maybe"]}, {"solved": ["yes"], "satisfaction": ["9"]}]
)
def test_what_is_not_offered_is_not_taken(wrong: dict[str, list[str]]) -> None:
    assert not VerdictForm(MultiValueDict(wrong)).is_valid()


def test_the_form_shows_three_answers_and_five_faces_each_with_its_words() -> None:
    shown = str(VerdictForm())

    for words in ("解决了吗？", "部分解决", "没有解决", "非常满意", "基本满意", "非常不满意"):
        assert words in shown
    assert shown.count("<svg") == 5
    assert all(shown.count(mouth) == 1 for mouth in MOUTHS.values())
