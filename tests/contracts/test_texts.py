"""What is committed works on any machine: no paths of one, no hosts of package registries."""

import re

import pytest

from tests.contracts.house import ROOT, kept

FILES = kept()
# Put together here, so that this file does not find itself.
FOLDERS = "|".join(("work", "root", "home", "Users"))
PATH = re.compile(rf"(?<![\w.<>:$}}/-])/(?:{FOLDERS})/[\w.]")
HOSTS = "|".join(
    ("py" + "pi[.]org", "python" + "hosted", "npm" + "js[.]", "crates" + "[.]io", "uns" + "plash")
)
HOST = re.compile(rf"{HOSTS}|https?://[\w.-]*(?:mirror|registry|proxy|artifact|nexus)[\w.-]*[/:]")
SECRET = re.compile(r"BEGIN (?:RSA |EC |OPENSSH )?PRIVATE " + r"KEY|AKIA[0-9A-Z]{16}")


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {str(file.relative_to(ROOT)): read(file) for file in FILES}


def read(file) -> str:
    return file.read_text(encoding="utf-8", errors="replace")


def test_there_is_something_to_look_at() -> None:
    assert len(FILES) > 300


@pytest.mark.parametrize("pattern", [PATH, HOST, SECRET], ids=["path", "registry", "secret"])
def test_no_file_is_bound_to_one_machine(texts, pattern) -> None:
    found = {name: pattern.search(text) for name, text in texts.items()}

    assert {name: match.group() for name, match in found.items() if match} == {}


def test_pages_fetch_nothing_from_elsewhere(texts) -> None:
    """No content network, no web font, no picture from another host."""
    outside = re.compile(r"(?:src|href)=[\"'](?:https?:)?//|@import|url\([\"']?(?:https?:)?//")
    pages = {name: text for name, text in texts.items() if name.endswith((".html", ".css", ".js"))}
    pages = {name: text for name, text in pages.items() if name.startswith("src/")}

    assert [name for name, text in pages.items() if outside.search(text)] == []


def test_what_others_wrote_stands_beside_its_licence() -> None:
    for folder in [*ROOT.glob("src/**/vendor/*"), *ROOT.glob("tests/**/vendor/*")]:
        assert list(folder.glob("LICENSE*")), folder
        assert all(file.stat().st_size for file in folder.rglob("*") if file.is_file()), folder
