"""The procedures and the way to the right body, as they are seen on a phone and at a desk."""

import pytest

from tests.journeys.conftest import DESK, PHONE, barriers, shot
from tests.journeys.test_pages import is_too_wide

pytestmark = pytest.mark.journey
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


@SIZES
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_a_resident_finds_the_way_by_answering(opened, locale, size):
    page = opened(size, locale)
    page.goto("/routes/")
    for answer in (2, 2, 2, 2, 2, 2, 2, 2, 2, 1):
        assert barriers(page) == []
        assert not is_too_wide(page)
        page.locator(f".answers a:nth-child({answer})").click()
    page.fill("[name=day]", "2026-01-20")
    page.locator("#dates button").click()

    assert page.url.endswith("day=2026-01-20#dates")
    assert "2026" in page.locator("#dates").inner_text()
    assert page.locator("main a[href='/say/']").count() == 1
    assert barriers(page) == []
    assert not is_too_wide(page)
    shot(page, f"routes-{locale[:2]}", full=True)


@SIZES
def test_an_administrator_tries_a_shorter_promise(signed_in, size):
    page = signed_in("administrator", size=size)
    for path in (
        "/procedures/",
        "/procedures/appeal/",
        "/procedures/sealed/",
        "/procedures/upload/",
    ):
        page.goto(path)
        assert barriers(page) == [], path
        assert not is_too_wide(page), path
    page.goto("/procedures/service/new-version/")
    page.fill("[name=clock_0_length]", "3")
    page.fill("[name=because]", "再快两天。")
    page.locator("[name=try]").click()

    assert page.locator("#replay dl").count() == 1
    assert page.input_value("[name=clock_0_length]") == "3"
    assert barriers(page) == []
    assert not is_too_wide(page)
    shot(page, "procedures-zh", full=True)
