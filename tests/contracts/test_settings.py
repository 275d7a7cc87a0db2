"""Every setting read anywhere is on the settings page, and the page names none that is gone."""

import re
import tomllib
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


def test_no_lock_file_names_a_registry() -> None:
    for name in ("requirements.lock", "requirements-test.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")

        assert "--hash=sha256:" in text
        assert not re.search(r"https?:|--index|--find-links|file:", text)


def test_the_test_lock_holds_the_same_versions_as_the_main_one() -> None:
    main, test = (
        set(re.findall(r"^[\w.-]+==\S+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-test.lock")
    )

    assert main <= test


def test_the_lock_covers_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    names = {re.match(r"[\w-]+", each)[0] for each in asked}  # type: ignore[index]
    text = (ROOT / "requirements-test.lock").read_text(encoding="utf-8")

    assert names <= set(re.findall(r"^([\w-]+)==", text, re.MULTILINE))
