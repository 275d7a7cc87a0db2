"""Every page as it is seen: no barriers by axe-core, no sideways scrolling, in both languages."""

import pytest

from tests.journeys.conftest import DESK, PHONE, barriers, shot
from tests.journeys.test_loop import say

pytestmark = pytest.mark.journey

OPEN = ["/", "/say/", "/my/", "/help/", "/privacy/", "/about/", "/ask/", "/contact/", "/receipt/"]
STAFF = [
    ("intake", "/desk/"),
    ("intake", "/desk/new/"),
    ("intake", "/desk/import/"),
    ("handler", "/desk/"),
    ("handler", "/desk/notices/"),
    ("unit_lead", "/desk/verdicts/"),
    ("supervisor", "/oversight/"),
    ("supervisor", "/desk/sealed/"),
    ("leader", "/oversight/"),
    ("leader", "/topics/"),
    ("unit_lead", "/topics/"),
    ("auditor", "/topics/came-back/"),
    ("auditor", "/trail/"),
    ("administrator", "/staff/"),
    ("administrator", "/desk/places/"),
    ("administrator", "/outbox/"),
]


def is_too_wide(page) -> bool:
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    )


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("path", OPEN)
def test_an_open_page_has_no_barriers_on_a_phone(opened, path, locale):
    page = opened(PHONE, locale)
    page.goto(path)

    assert barriers(page) == []
    assert not is_too_wide(page)
    if path == "/" and locale == "zh-CN":
        shot(page, "home-zh")


@pytest.mark.parametrize("path", ["/", "/say/", "/my/"])
def test_an_open_page_has_no_barriers_in_large_type_at_night(opened, path):
    page = opened(PHONE, color_scheme="dark")
    page.goto("/")
    page.click("form.switch button >> nth=0")
    page.goto(path)

    assert "large" in (page.locator("html").get_attribute("class") or "")
    assert barriers(page) == []
    assert not is_too_wide(page)


@pytest.mark.parametrize(("role", "path"), STAFF)
def test_a_page_of_the_staff_has_no_barriers(signed_in, role, path):
    page = signed_in(role)
    answer = page.goto(path)

    assert answer is not None
    assert answer.status == 200
    assert barriers(page) == []
    assert not is_too_wide(page)
    if path == "/oversight/" and role == "leader":
        shot(page, "oversight-zh")


def test_a_matter_at_the_desk_has_no_barriers_wide_and_narrow(signed_in):
    for size in (DESK, PHONE):
        page = signed_in("intake", size=size)
        page.goto("/desk/?queue=all")
        page.goto(page.locator(".rows a").first.get_attribute("href"))

        assert barriers(page) == []
        assert not is_too_wide(page)


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_a_topic_and_what_comes_back_have_no_barriers_wide_and_narrow(signed_in, locale):
    for size in (DESK, PHONE):
        page = signed_in("leader", size=size, locale=locale)
        for path, rows in (("/topics/", ".topic-rows a"), ("/topics/came-back/", ".causes a")):
            page.goto(path)
            assert barriers(page) == []
            page.goto(page.locator(rows).first.get_attribute("href"))

            assert barriers(page) == []
            assert not is_too_wide(page)
        if size is DESK and locale == "zh-CN":
            page.goto("/topics/")
            shot(page, "topics-zh")


def test_the_residents_own_pages_have_no_barriers(opened):
    page = opened()
    page.goto("/say/")
    page.fill("[name=text]", "金棠一号院3栋楼下的窨井盖松了，晚上车一过就响。")
    shot(page, "say-zh")
    say(page, "金棠一号院3栋楼下的窨井盖松了，晚上车一过就响。")
    for path in ("/say/receipt/", "/my/matter/", "/my/withdraw/", "/my/pressed/", "/my/verdict/"):
        page.goto(path.replace("/my/withdraw/", "/my/matter/withdraw/"))
        assert barriers(page) == [], path
        assert not is_too_wide(page), path
