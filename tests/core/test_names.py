"""Names in the reader's language."""

from dataclasses import dataclass

import pytest
from django.utils import translation

from sanwen.core.names import name_of


@dataclass(frozen=True)
class Place:
    name: str
    name_en: str


@pytest.mark.parametrize(
    ("language", "place", "told"),
    [
        ("zh-hans", Place("水务局", "Water Bureau"), "水务局"),
        ("en", Place("水务局", "Water Bureau"), "Water Bureau"),
        ("en", Place("水务局", ""), "水务局"),
        ("en", None, ""),
    ],
)
def test_a_place_goes_by_its_name_in_the_reader_s_language(
    language: str, place: Place | None, told: str
) -> None:
    with translation.override(language):
        assert name_of(place) == told
