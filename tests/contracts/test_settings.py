"""Every setting read anywhere is on the settings page, and the page names none that is gone."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/reference/settings.md"
NAME = re.compile(r"\b(SANWEN_[A-Z_]*[A-Z]|DATABASE_URL)\b")
# A family of names, one a key: the page shows one of them.
FAMILY = {"SANWEN_KEY"}


def read_somewhere() -> set[str]:
    files = [*ROOT.glob("src/**/*.py"), ROOT / "sanwen", ROOT / "tests/conftest.py"]
    return {name for file in files for name in NAME.findall(file.read_text(encoding="utf-8"))}


def documented() -> set[str]:
    rows = re.findall(r"^\| `(\w+)`", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {name for name in rows if not name.startswith("SANWEN_KEY_")}


def test_the_page_and_the_source_name_the_same_settings() -> None:
    assert documented() == read_somewhere() - FAMILY
