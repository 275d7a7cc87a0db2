"""Judging in a real browser: rates, surveys, promises, reach, and everything that is open."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE, barriers, shot
from tests.journeys.test_pages import is_too_wide

pytestmark = pytest.mark.journey
OPEN = (
    "/open/",
    "/open/matters/",
    "/open/matters/places/",
    "/open/topics/",
    "/open/rates/",
    "/open/promises/",
    "/open/surveys/",
    "/open/reach/",
    "/open/counts/",
    "/open/trail/",
    "/open/data/",
    "/open/definitions/",
    "/survey/",
    "/accept/",
)
# The first of each list leads to one of its own.
LED_TO = {
    "/open/matters/": r"/open/matters/M-\d+/$",
    "/open/rates/": r"/open/rates/[\w-]+/$",
    "/open/promises/": r"/open/promises/N-\d+/$",
    "/open/surveys/": r"/open/surveys/Q-\d+/$",
    "/open/reach/": r"/open/reach/H-\d+/$",
    "/open/data/": r"/open/data/[\w-]+/\d{4}-\d{2}/$",
}
RESULTS = (
    "/results/",
    "/results/rates/",
    "/results/rates/profile/",
    "/results/checks/",
    "/results/exclusions/",
    "/results/surveys/",
    "/results/reach/",
    "/results/promises/",
)
SHOTS = {("/open/rates/", PHONE["width"]): "rates-zh", ("/open/", PHONE["width"]): "open-zh"}


def is_whole(page: Page) -> None:
    assert barriers(page) == [], page.url
    assert not is_too_wide(page), page.url


def first_of(page: Page, path: str) -> str:
    """The address of the first thing on a list."""
    page.goto(path)
    addresses = page.eval_on_selector_all("main a[href]", "all => all.map(a => a.pathname)")
    found = [one for one in addresses if re.search(LED_TO[path], one)]
    assert found, f"nothing is on {path}"
    return str(found[0])


@pytest.mark.parametrize(
    ("size", "locale"), [(PHONE, "zh-CN"), (DESK, "en-US")], ids=["phone", "desk"]
)
@pytest.mark.parametrize("path", OPEN)
def test_an_open_page_is_whole(opened, path, size, locale):
    page = opened(size=size, locale=locale)

    page.goto(path)

    is_whole(page)
    if name := SHOTS.get((path, size["width"])):
        shot(page, name)


@pytest.mark.parametrize(
    ("size", "locale"), [(PHONE, "zh-CN"), (DESK, "en-US")], ids=["phone", "desk"]
)
@pytest.mark.parametrize("path", LED_TO)
def test_what_a_list_leads_to_is_whole(opened, path, size, locale):
    page = opened(size=size, locale=locale)

    page.goto(first_of(page, path))

    is_whole(page)


@pytest.mark.parametrize("role", ["unit_lead", "supervisor", "auditor"])
def test_the_pages_of_results_are_whole(signed_in, role):
    page = signed_in(role)
    for path in RESULTS:
        page.goto(path)
        is_whole(page)


def test_without_a_script_public_matters_are_found_by_words_and_place(opened):
    page = opened(size=PHONE, java_script_enabled=False)
    page.goto("/open/matters/")
    words = page.locator("main a[href*='/open/matters/M-']").first.inner_text()[:2]

    page.fill("main input[type=search]", words)
    page.press("main input[type=search]", "Enter")

    assert words in page.locator("main a[href*='/open/matters/M-']").first.inner_text()


def test_a_rate_is_never_alone(opened):
    """Denominator, silence and interval stand wherever the share does."""
    page = opened(size=DESK, locale="en-US")
    page.goto("/open/rates/")

    rates = page.locator(".rate").all()
    assert rates
    for rate in rates:
        words = rate.inner_text()
        assert "%" not in words or re.search(r"\([<>\d.]+%?–[<>\d.]+%\)", words), words
        assert "%" not in words or re.search(r"\d of \d", words), words


def test_the_village_said_what_the_body_did_not(opened):
    page = opened(size=DESK, locale="en-US")
    page.goto("/open/promises/")
    page.locator("main a", has_text="自来水").first.click()
    is_whole(page)
    shot(page, "promise-en")
    expect(page.locator("main")).to_contain_text("12")


def test_the_money_did_not_arrive_and_the_page_says_so(opened):
    page = opened(size=PHONE)
    page.goto("/open/reach/")
    page.locator("main a", has_text="租金").first.click()
    is_whole(page)
    shot(page, "reach-zh")


def test_what_is_taken_away_is_what_its_hash_says(opened):
    page = opened(size=DESK, locale="en-US")
    page.goto(first_of(page, "/open/data/"))
    for kind in ("csv", "parquet"):
        with page.expect_download() as taken:
            page.locator(f"main a[href$='.{kind}']").first.click()
        assert taken.value.path().stat().st_size > 0
