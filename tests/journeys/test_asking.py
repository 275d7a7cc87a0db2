"""Thinking together in a real browser: react, say, sift, look at the map; phone and desk."""

import re
import time
from collections.abc import Iterator
from functools import partial
from http.server import HTTPServer, SimpleHTTPRequestHandler
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE, barriers, shot
from tests.journeys.test_pages import is_too_wide

pytestmark = pytest.mark.journey
OPEN = "/ask/C-1/"
SAYING = "在路口画一条斑马线，方便老人过马路去空地"


def is_whole(page: Page) -> None:
    assert barriers(page) == [], page.url
    assert not is_too_wide(page), page.url


def react(page: Page, words: str) -> str:
    """Taps; gives the statement that was there."""
    statement = page.locator("#card blockquote").inner_text()
    page.get_by_role("button", name=words, exact=True).click()
    expect(page.locator("#card blockquote")).not_to_have_text(statement)
    return statement


def test_from_the_front_door_to_three_reactions_and_the_map(opened):
    page = opened(size=PHONE)
    page.goto("/")
    page.get_by_role("link", name="您有什么主意？").click()
    is_whole(page)
    page.get_by_role("link", name="老电影院").click()
    is_whole(page)
    shot(page, "ask-zh")
    page.get_by_role("link", name="参与", exact=True).click()
    is_whole(page)
    shot(page, "react-zh")

    seen = {react(page, "赞成"), react(page, "不赞成"), react(page, "略过 / 说不准")}

    assert len(seen) == 3
    page.goto(f"{OPEN}votes/")
    is_whole(page)
    assert all(statement in page.inner_text("main") for statement in seen)
    page.goto(f"{OPEN}map/")
    is_whole(page)
    shot(page, "map-zh")
    expect(page.get_by_role("heading", name="大家的共识")).to_be_visible()


def test_without_a_script_one_reacts_all_the_same(opened):
    page = opened(size=PHONE, java_script_enabled=False)
    page.goto(f"{OPEN}react/")
    statement = page.locator("#card blockquote").inner_text()

    page.get_by_role("button", name="赞成", exact=True).click()

    assert page.locator("#card blockquote").inner_text() != statement
    assert statement[:8] in page.locator(".last").first.inner_text()


def test_by_keyboard_alone_in_english(opened):
    page = opened(size=DESK, locale="en-US")
    page.goto(f"{OPEN}react/")
    is_whole(page)
    statement = page.locator("#card blockquote").inner_text()
    agree = page.get_by_role("button", name="Agree", exact=True)

    for _ in range(40):
        page.keyboard.press("Tab")
        if agree.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")

    expect(page.locator("#card blockquote")).not_to_have_text(statement)
    page.goto(f"{OPEN}map/")
    is_whole(page)
    shot(page, "map-en")
    mark = page.locator("a.mark").nth(2)
    mark.focus()
    expect(page.locator(f"#how-{mark.get_attribute('data-mark')}")).to_be_visible()


def test_a_vote_is_on_the_map_within_seconds(opened):
    page = opened(size=DESK, locale="en-US")
    page.goto(f"{OPEN}map/")
    before = _reactions(page)
    page.goto(f"{OPEN}react/")
    # One of them may be so new that its few votes are not told yet.
    for _turn in range(3):
        react(page, "Agree")

    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        page.goto(f"{OPEN}map/")
        if _reactions(page) > before:
            return
        time.sleep(0.5)
    pytest.fail("the vote is not in any total of the map")


def _reactions(page: Page) -> int:
    counts = re.findall(
        r"([\d,]+) people", page.locator("section[aria-labelledby=all]").inner_text()
    )
    return sum(int(count.replace(",", "")) for count in counts)


def test_what_one_says_is_masked_read_by_the_desk_and_shown(opened, signed_in):
    page = opened(size=PHONE)
    page.goto(f"{OPEN}say/")
    page.fill("[name=text]", f"{SAYING}，电话13900000001")
    page.click("main form button.main")
    is_whole(page)
    expect(page.locator("main")).not_to_contain_text("13900000001，")
    page.get_by_role("button", name="发送").click()
    page.wait_for_url("**/mine/")
    is_whole(page)
    expect(page.locator("main")).to_contain_text("斑马线")

    desk = signed_in("unit_lead", "county", size=DESK)
    desk.goto("/desk/asks/")
    is_whole(desk)
    desk.goto("/desk/asks/sift/")
    is_whole(desk)
    shot(desk, "sift-zh")
    expect(desk.locator("main")).to_contain_text("斑马线")
    desk.keyboard.press("s")
    expect(desk.locator("main")).not_to_contain_text("斑马线")

    page.reload()
    expect(page.locator("main")).to_contain_text("已公开")


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize(
    "path",
    ["/ask/", OPEN, f"{OPEN}votes/", f"{OPEN}say/", f"{OPEN}code/", f"{OPEN}follow/", f"{OPEN}log/",
     f"{OPEN}map/", "/ask/C-2/", "/ask/C-2/map/", "/ask/C-2/decision/", "/ballots/", "/talks/"],
)  # fmt: skip
def test_pages_for_everybody_fit_and_have_no_barrier(opened, path, size, locale):
    page = opened(size=size, locale=locale)
    assert page.goto(path).status == 200
    is_whole(page)


@pytest.fixture
def another_site(demo, tmp_path) -> Iterator[str]:
    """A page of somebody else's, on a server of its own."""
    address = f"{demo.url}/ask/C-1/frame/"
    whole = f'<iframe src="{address}" width="700" height="500"></iframe>'
    (tmp_path / "index.html").write_text(whole, encoding="utf-8")
    with HTTPServer(
        ("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=tmp_path)
    ) as site:
        Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{site.server_port}/"
        site.shutdown()


def test_the_frame_can_stand_on_another_site(opened, another_site):
    page = opened(size=DESK)
    page.goto(another_site)

    inside = page.frame_locator("iframe")

    expect(inside.get_by_role("heading", level=1)).to_contain_text("老电影院")
