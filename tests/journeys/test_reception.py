"""Coming in person, as it is seen: booked on a phone, received at the desk, called on the board."""

import pytest

from tests.journeys.conftest import DESK, PHONE, barriers, shot
from tests.journeys.test_pages import is_too_wide

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_open_pages_have_no_barriers(opened, locale, size):
    page = opened(size, locale)
    for path in ("/visit/", "/visit/1/", "/visit/code/", "/visit/board/1/?still=1", "/duty/"):
        page.goto(path)
        assert barriers(page) == [], path
        assert not is_too_wide(page), path


def test_a_resident_books_and_sees_the_number(opened):
    page = opened(PHONE)
    page.goto("/visit/1/")
    page.locator(".days a").nth(1).click()
    page.locator(".times input").first.check()
    page.select_option("[name=checklist]", index=2)
    page.click("main button.main")
    page.wait_for_url("**/visit/mine/")

    assert page.locator(".turn").inner_text().startswith("A")
    assert page.locator(".needed li").count() > 3
    assert barriers(page) == []
    assert not is_too_wide(page)
    shot(page, "visit-zh", full=True)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_clerk_gives_a_number_calls_it_and_the_board_shows_it(signed_in, opened, size):
    page = signed_in("intake", "hub", size=size)
    page.goto("/desk/reception/1/")
    assert barriers(page) == []
    assert not is_too_wide(page)
    page.locator("[action$='/walk-in/'] button").click()
    assert barriers(page) == []
    page.goto("/desk/reception/1/")
    page.locator("[action$='/next/'] button").click()
    called = page.locator(".visits form button.main").first.inner_text().split()[-1]
    board = opened(size)
    board.goto("/visit/board/1/?still=1")

    assert called in board.locator(".now .turns").inner_text()
    assert barriers(board) == []
    page.locator(".visits form button.main").first.click()
    assert barriers(page) == []
    assert not is_too_wide(page)
