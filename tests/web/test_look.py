"""What a phone must load, and whether it can be read: weights, contrasts, nothing foreign."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

import sanwen.web

STATIC = Path(sanwen.web.__file__).parent / "static"
CSS = (STATIC / "sanwen/sanwen.css").read_text(encoding="utf-8")
PUBLIC_PAGES = ("/", "/say/", "/my/", "/help/", "/privacy/", "/about/", "/receipt/")
KB = 1000
TEXT, CONTROL = 4.5, 3.0
PAIRS = [
    # front, behind, least contrast
    *((front, back, TEXT) for front in ("ink", "soft") for back in ("paper", "leaf", "shade")),
    *(("blue", back, TEXT) for back in ("paper", "leaf", "shade", "blue-wash")),
    ("ink", "blue-wash", TEXT),
    ("soft", "blue-wash", TEXT),
    ("ink", "late-wash", TEXT),
    ("blue", "late-wash", TEXT),
    ("late", "late-wash", TEXT),
    *((state, back, TEXT) for state in ("late", "soon", "done") for back in ("paper", "leaf")),
    ("on-cinnabar", "cinnabar", TEXT),
    ("on-cinnabar", "cinnabar-deep", TEXT),
    *((edge, back, CONTROL) for edge in ("edge", "blue") for back in ("paper", "leaf")),
]


def tokens(selector: str) -> dict[str, str]:
    block = re.search(re.escape(selector) + r"\s*\{(.*?)\}", CSS, re.DOTALL)
    assert block
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block[1]))


LIGHT, DARK = tokens("\n:root"), tokens(":root.dark")


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_twenty_one_to_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_every_colour_can_be_read_on_what_lies_behind_it(palette, front, back, least):
    assert contrast(palette[front], palette[back]) >= least


def test_dark_by_the_phone_and_dark_by_the_switch_are_the_same():
    assert tokens(":root:not(.light)") == DARK
    assert DARK.keys() == LIGHT.keys()


def test_our_own_files_stay_small():
    assert len(CSS.encode()) <= 20 * KB
    assert (STATIC / "sanwen/sanwen.js").stat().st_size <= 9 * 1024


def test_vendored_files_keep_their_licence():
    for folder in (STATIC / "vendor").iterdir():
        assert (folder / "LICENSE").is_file()


@pytest.mark.django_db
@pytest.mark.parametrize("address", PUBLIC_PAGES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_public_page_is_light(client: Client, address: str, language: str):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get(address).content.decode()

    styles = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', page)
    scripts = re.findall(r'<script src="/static/([^"]+)"', page)

    assert packed(page.encode()) + sum(map(packed_file, styles)) <= 60 * KB
    assert sum(map(packed_file, scripts)) <= 30 * KB


@pytest.mark.django_db
@pytest.mark.parametrize("address", PUBLIC_PAGES)
def test_a_page_loads_nothing_from_elsewhere_and_holds_no_inline_code(client: Client, address: str):
    page = client.get(address).content.decode()

    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page)
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src=)", page)


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def packed_file(name: str) -> int:
    return packed((STATIC / name).read_bytes())
