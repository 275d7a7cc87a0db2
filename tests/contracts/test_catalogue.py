"""Chinese is complete: what the source says, the catalogues say, and pages show it."""

import re
import string
from pathlib import Path

import polib
import pytest
from django.utils import translation

from tests.contracts.house import APPS, ROOT, SOURCE, modules, templates
from tools import catalogue

NAMES = [str(app.relative_to(SOURCE)) for app in APPS]
FORBIDDEN = ("高度重视", "相关部门", "已知悉", "妥善处理", "温馨提示", "!", "！")
# 亲 as an address, not as in 亲自, 亲属, 父亲, 母亲, 亲友.
DEAR = re.compile(r"(?<![父母双])亲(?![自属友身人戚笔手])")
MARKED = re.compile(r"gettext|\{% *(?:translate|blocktranslate)\b")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
# Its only texts are the names of the two languages, which Django's own catalogue holds.
WITHOUT_CATALOGUE = {"config/settings.py"}


@pytest.fixture(params=APPS, ids=NAMES)
def app(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


def entries(app: Path) -> list[polib.POEntry]:
    return [entry for entry in catalogue.catalogue(app) if not entry.obsolete]


def chinese(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def test_every_text_of_the_source_has_its_chinese(app: Path) -> None:
    assert catalogue.missing(app) == []


def test_no_text_is_kept_that_the_source_has_dropped(app: Path) -> None:
    said = {catalogue.key(entry) for entry in catalogue.wanted(app)}

    assert [entry.msgid for entry in entries(app) if catalogue.key(entry) not in said] == []


def test_nothing_is_guessed_or_empty(app: Path) -> None:
    held = catalogue.catalogue(app)

    assert [entry.msgid for entry in held if entry.fuzzy or not all(chinese(entry))] == []


def test_both_languages_name_the_same_placeholders(app: Path) -> None:
    for entry in entries(app):
        asked = named(entry.msgid) | named(entry.msgid_plural)

        assert all(named(text) == asked for text in chinese(entry) if text), entry.msgid


def named(text: str) -> set[str]:
    braces = (
        {name for _, name, _, _ in string.Formatter().parse(text) if name} if "{" in text else ()
    )
    return {*PLACEHOLDER.findall(text), *braces}


def test_the_compiled_catalogue_is_the_written_one(app: Path) -> None:
    compiled = (app / catalogue.PLACE).with_suffix(".mo")
    if not entries(app):
        assert not compiled.exists()
        return

    held = {catalogue.key(entry): chinese(entry) for entry in polib.mofile(str(compiled))}

    assert held == {catalogue.key(entry): chinese(entry) for entry in entries(app)}


def test_pages_show_what_the_catalogue_says(app: Path) -> None:
    """All catalogues are one at run time: the same English has the same Chinese everywhere."""
    with translation.override("zh-hans"):
        shown = {
            entry.msgid: (as_shown(entry), entry.msgstr)
            for entry in entries(app)
            if not entry.msgid_plural
        }

    assert {msgid: both for msgid, both in shown.items() if both[0] != both[1]} == {}


def as_shown(entry: polib.POEntry) -> str:
    if entry.msgctxt:
        return translation.pgettext(entry.msgctxt, entry.msgid)
    return translation.gettext(entry.msgid)


def test_nothing_that_people_read_stands_outside_an_app() -> None:
    files = [file for file in (*modules(), *templates().values()) if MARKED.search(read(file))]
    outside = {
        str(file.relative_to(SOURCE))
        for file in files
        if not any(app in file.parents for app in APPS)
    }

    assert outside - {"cli/checks/program.py"} == WITHOUT_CATALOGUE


def test_chinese_texts_are_free_of_empty_phrases_and_shouting(app: Path) -> None:
    texts = [text for entry in entries(app) for text in chinese(entry)]

    assert [text for text in texts if is_officialese(text)] == []


def test_chinese_data_for_readers_is_free_of_them_too() -> None:
    """Tables whose words reach people: remedies, legal routes, categories, periods."""
    for file in sorted(SOURCE.glob("[!d]*/*/data/*.toml")) + sorted(
        SOURCE.glob("deliver/*/data/*.toml")
    ):
        assert [line for line in read(file).splitlines() if is_officialese(line)] == [], file


def is_officialese(text: str) -> bool:
    return any(phrase in text for phrase in FORBIDDEN) or bool(DEAR.search(text))


def test_the_readme_says_how_catalogues_are_kept() -> None:
    assert "tools/catalogue.py" in read(ROOT / "CONTRIBUTING.md")


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8")
