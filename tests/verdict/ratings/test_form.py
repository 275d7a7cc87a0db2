"""The form that web shows a resident: two taps are enough, and it says who cannot see."""

import pytest
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict

from sanwen.deliver.matters.states import State
from sanwen.verdict.ratings.box import box_for
from sanwen.verdict.ratings.forms import VerdictForm
from tests.factories.matters import Cast, matter, voice_of
from tests.factories.moments import later


def test_one_tap_and_sending_is_a_whole_verdict() -> None:
    form = VerdictForm(MultiValueDict({"solved": ["yes"]}))

    assert form.is_valid()
    assert form.cleaned_data == {
        "solved": "yes", "satisfaction": None, "words": "", "reopen_wanted": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    "wrong", [{}, {"solved": ["maybe"]}, {"solved": ["yes"], "satisfaction": ["9"]}]
)
def test_what_is_not_offered_is_not_taken(wrong: dict[str, list[str]]) -> None:
    assert not VerdictForm(MultiValueDict(wrong)).is_valid()


@pytest.mark.django_db
def test_the_page_part_shows_five_faces_with_words_and_who_cannot_see() -> None:
    voice = voice_of(matter(Cast(), State.ANSWERED))
    box = box_for(voice, now=later(days=1))

    shown = render_to_string("ratings/form.html", {"form": VerdictForm(), "box": box})

    for words in ("解决了吗？", "部分解决", "非常满意", "基本满意", "承办人看不到是谁评的"):
        assert words in shown
    assert shown.count("<svg") == 5
