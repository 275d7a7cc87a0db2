"""Days in English read as everywhere else in the house, not month first."""

from datetime import date

import pytest
from django.utils import translation
from django.utils.formats import date_format


@pytest.mark.parametrize(
    ("language", "words"), [("en", "21 November 2026"), ("zh-hans", "2026年11月21日")]
)
def test_a_day_is_written_as_its_language_writes_it(language: str, words: str) -> None:
    with translation.override(language):
        assert date_format(date(2026, 11, 21)) == words
