"""Asking another body, all the way: by code, decided at the desk, asked again, the end."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE, barriers, shot
from tests.journeys.test_loop import answer, assign, find, number_on, say, take
from tests.journeys.test_pages import is_too_wide

pytestmark = pytest.mark.journey
NARROW = {"width": 390, "height": 844}


def is_whole(page: Page) -> None:
    assert barriers(page) == [], page.url
    assert not is_too_wide(page), page.url


def write(page: Page, ref: str, verb: str, **more: str) -> None:
    page.goto(f"/reviews/{ref}/{verb}/")
    is_whole(page)
    for name, text in {
        "facts": "到现场看过，井盖已固定。",
        "reasons": "与记录一致。",
        **more,
    }.items():
        page.fill(f"[name={name}]", text)
    page.click("form.act button.main")
    page.wait_for_url(f"**/reviews/{ref}/")


def agree(page: Page, ref: str) -> None:
    page.goto(f"/reviews/{ref}/read/")
    is_whole(page)
    page.locator("[name=agreed][value=yes]").check()
    page.click("form.act button.main")
    page.wait_for_url(f"**/reviews/{ref}/")


def newest(page: Page) -> str:
    """The request of this walk: the last that came."""
    page.goto("/reviews/")
    is_whole(page)
    refs = re.findall(r"F-(\d+)", page.locator("ul.reviews").first.inner_text())
    return f"F-{max(map(int, refs))}"


def ask(page: Page, words: str) -> None:
    page.goto("/my/review/")
    is_whole(page)
    page.fill("[name=words]", words)
    page.click("main form button.main")
    page.wait_for_url("**/my/matter/")


def test_a_resident_asks_twice_and_reads_what_is_decided(opened, signed_in):
    phone = opened(NARROW)
    say(phone)
    number = number_on(phone)
    clerk = signed_in("intake", "hub")
    find(clerk, number)
    assign(clerk, "住房和城乡建设局")
    bureau = signed_in("handler", "housing")
    find(bureau, number)
    take(bureau)
    answer(bureau, "井盖已更换。")

    phone.goto("/my/matter/")
    ask(phone, "井盖换了，可是还响，没有人再来看。")
    expect(phone.locator("h1")).to_contain_text("复查")
    is_whole(phone)
    shot(phone, "review-running-zh", full=True)

    reviewer, head = signed_in("handler", "hub"), signed_in("unit_lead", "hub")
    ref = newest(reviewer)
    reviewer.goto(f"/reviews/{ref}/")
    expect(reviewer.locator("main")).to_contain_text("可是还响")
    is_whole(reviewer)
    shot(reviewer, "review-desk-zh", full=True)
    write(reviewer, ref, "uphold")
    agree(head, ref)

    phone.goto("/my/matter/")
    expect(phone.locator("main")).to_contain_text("复查意见")
    is_whole(phone)
    ask(phone, "复查也没有到现场听一听。")

    second, chief = signed_in("handler", "county"), signed_in("unit_lead", "county")
    ref = newest(second)
    hearing(second, ref)
    phone.goto("/my/matter/")
    expect(phone.locator("main")).to_contain_text("听证室")
    is_whole(phone)
    write(second, ref, "uphold")
    agree(chief, ref)

    phone.goto("/my/matter/")
    expect(phone.locator("h1")).to_contain_text("复核意见已经作出")
    expect(phone.locator("main")).to_contain_text("不是对您这个人下结论")
    is_whole(phone)
    shot(phone, "review-finished-zh", full=True)
    phone.click("a[href^='/say/?after=']")
    expect(phone.locator("textarea[name=text]")).to_have_value(re.compile("新的事实和理由"))


def hearing(page: Page, ref: str) -> None:
    """In ten days; its days are not counted."""
    begins = timezone.localtime() + timedelta(days=10)
    page.goto(f"/reviews/{ref}/hearing/")
    is_whole(page)
    page.fill("[name=about]", "井盖是否还响")
    page.fill("[name=begins_at]", f"{begins:%Y-%m-%dT09:30}")
    page.fill("[name=until_day]", f"{begins:%Y-%m-%d}")
    page.fill("[name=place]", "县政府一楼听证室")
    page.fill("[name=chair]", "法制机构负责人")
    page.click("form.act button.main")
    page.wait_for_url(f"**/reviews/{ref}/")
    expect(page.locator("main")).to_contain_text("听证的天数不计入")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_pages_of_staff_have_no_barriers(signed_in, size):
    page = signed_in("supervisor", size=size)
    for path in ("/reviews/", "/inspections/", "/opinions/"):
        page.goto(path)
        is_whole(page)
    page.goto("/reviews/")
    page.locator("ul.reviews a").first.click()
    is_whole(page)
    shot(page, f"review-{size['width']}-zh", full=True)


def test_an_administrator_names_who_reviews(signed_in):
    page = signed_in("administrator", size=NARROW)
    page.goto("/reviews/bodies/")

    is_whole(page)
    expect(page.locator("table")).to_contain_text("市人民政府")
