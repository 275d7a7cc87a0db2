"""A telephone on a slow network sees the form within three seconds."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

PAGES = [
    "home",
    "say",
    "my_code",
    "help",
    "privacy",
    "about",
    "asks",
    "contact",
    "check_receipt",
    "visit",
    "duty",
]
PAGE_AND_STYLE, SCRIPT = 60 * 1024, 30 * 1024
STYLES = re.compile(rb"<link[^>]+rel=\"?stylesheet\"?[^>]*href=\"/static/([^\"]+)\"")
SCRIPTS = re.compile(rb"<script[^>]+src=\"/static/([^\"]+)\"")


def weight(names: list[bytes]) -> int:
    files = [Path(finders.find(name.decode()) or "") for name in names]
    return sum(len(gzip.compress(file.read_bytes())) for file in files)


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_a_public_page_is_light(name: str) -> None:
    page = Client().get(reverse(name)).content

    styles, scripts = STYLES.findall(page), SCRIPTS.findall(page)

    assert styles
    assert len(gzip.compress(page)) + weight(styles) <= PAGE_AND_STYLE
    assert weight(scripts) <= SCRIPT
