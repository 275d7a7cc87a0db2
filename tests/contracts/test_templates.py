"""Every template is asked for, every template and address that is asked for exists."""

import re
from collections.abc import Iterator
from pathlib import Path

import allauth
from django.conf import settings
from django.template.loader import get_template

from tests.contracts.addresses import addresses
from tests.contracts.house import modules, templates

OURS = templates()
IN_PYTHON = re.compile(r"[\"']([\w/]+\.html)(?:#[\w-]+)?[\"']")
IN_TEMPLATE = re.compile(r"\{% *(?:include|extends) +[\"']([\w/]+\.html)(?:#[\w-]+)?[\"']")
ADDRESS_IN_TEMPLATE = re.compile(r"\{% *url +[\"']([\w:.-]+)[\"']")
ADDRESS_IN_PYTHON = re.compile(
    r"\b(?:reverse|reverse_lazy|redirect|resolve_url)\(\s*[\"']([\w:.-]+)[\"']"
)
# Asked for by a library: its own page of the same name, or a part of the frame it draws.
LIBRARIES = ("account/", "mfa/", "allauth/")


def texts() -> Iterator[tuple[str, str]]:
    yield from ((str(file), file.read_text(encoding="utf-8")) for file in modules())
    yield from ((name, file.read_text(encoding="utf-8")) for name, file in OURS.items())


def asked_for() -> set[str]:
    return {
        found
        for name, text in texts()
        for found in (IN_PYTHON if name.endswith(".py") else IN_TEMPLATE).findall(text)
    }


def test_no_template_lies_unused() -> None:
    idle = {name for name in OURS if not name.startswith(LIBRARIES)} - asked_for()

    assert idle == set()


def test_what_replaces_a_page_of_a_library_still_does() -> None:
    """A library that renames a page would silently show its own."""
    held = {name for name in OURS if name.startswith(LIBRARIES)}

    assert {name for name in held - asked_for() if not replaces_one(name)} == set()


def replaces_one(name: str) -> bool:
    folders = Path(allauth.__path__[0]).rglob("templates")
    return any((folder / name).is_file() for folder in folders)


def test_every_template_that_is_asked_for_exists_and_can_be_read() -> None:
    for name in sorted(asked_for() | OURS.keys()):
        if not name.startswith("django/forms/"):
            get_template(name)


def test_every_address_that_is_asked_for_exists() -> None:
    known = {address.name for address in addresses()}
    asked = {
        found
        for name, text in texts()
        for found in (ADDRESS_IN_PYTHON if name.endswith(".py") else ADDRESS_IN_TEMPLATE).findall(
            text
        )
    }

    assert asked | {settings.LOGIN_URL, settings.LOGIN_REDIRECT_URL} <= known
