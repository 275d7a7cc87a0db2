"""Refusals are read in English here; their Chinese is proved with the catalogue."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield
