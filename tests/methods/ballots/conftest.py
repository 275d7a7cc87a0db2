"""Elections to count by hand, and where the real ones are."""

import os
from pathlib import Path

import pytest

DATA = Path(os.environ.get("SANWEN_DATA", Path(__file__).parents[4] / "shared/data")) / "pabulib"


@pytest.fixture
def real() -> Path:
    """The folder of real elections; the test is passed over where it is not there."""
    if not DATA.is_dir():
        pytest.skip("no real elections on this machine")
    return DATA
