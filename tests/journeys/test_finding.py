"""Words are found at the desk by keyboard and on a phone; what a night proposes is joined."""

import os
import subprocess
import sys

import pytest

from tests.journeys.conftest import DESK, PHONE, ROOT, barriers, shot
from tests.journeys.test_pages import is_too_wide

pytestmark = pytest.mark.journey
NIGHT = """
import os
from sanwen.config import embedded
with embedded.attached() as running:
    os.environ["DATABASE_URL"] = running.url
    os.environ["DJANGO_SETTINGS_MODULE"] = "sanwen.config.settings"
    import django
    django.setup()
    from sanwen.deliver.matters.actions import grouping
    print(grouping.propose())
"""


def night(demo) -> str:
    given = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-c", NIGHT],
        cwd=ROOT,
        env=given | {"SANWEN_HOME": str(demo.home), "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_words_are_found_from_the_desk_by_keyboard(signed_in, locale):
    page = signed_in("intake", locale=locale)
    page.goto("/desk/")
    page.keyboard.press("/")
    page.keyboard.type("路灯")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/find/**")

    assert page.locator(".found mark").first.inner_text() == "路灯"
    assert barriers(page) == []
    shot(page, f"find-{locale[:2]}")
    page.locator(".found a").first.click()
    page.wait_for_url("**/desk/matters/**")


def test_words_are_found_on_a_phone_and_bounded(signed_in):
    page = signed_in("intake", size=PHONE)
    page.goto("/desk/find/?q=路灯&since=2020-01-01")

    assert not is_too_wide(page)
    assert barriers(page) == []
    assert page.locator(".found li").count() > 0
    shot(page, "find-phone-zh")


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_what_a_night_found_is_listed_with_why(signed_in, demo, size):
    night(demo)
    page = signed_in("intake", size=size)
    page.goto("/desk/groups/")

    assert page.locator(".group").count() > 0
    assert not is_too_wide(page)
    assert barriers(page) == []
    shot(page, "groups-zh" if size is DESK else "groups-phone-zh")
