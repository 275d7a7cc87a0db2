"""One need all the way round, as people walk it: the phone, the desk, the bureau, the verdict."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, shot

pytestmark = pytest.mark.journey

NEED = "金棠一号院3栋楼下的窨井盖松了，晚上车一过就响，老人孩子走路怕踩空。请来修一修。"


def say(page: Page, words: str = NEED) -> str:
    """Four small steps with a finger; the code from the receipt."""
    page.goto("/")
    page.click(".door >> nth=0")
    page.fill("textarea[name=text]", words)
    page.click("[data-next]")
    page.fill("[name=place]", "金棠一号院3栋")
    page.click("[data-next]")
    page.check("[name=openness][value=confidential]")
    page.check("[name=wishes][value=phone]")
    page.fill("[name=phone]", "15400123456")
    page.click("[data-next]")
    expect(page.locator("[data-summary]")).to_contain_text("窨井盖")
    page.click("form.saying section:not([hidden]) button.main")
    page.wait_for_url("**/say/receipt/")
    return str(page.locator("#code").get_attribute("data-code"))


def number_on(page: Page) -> str:
    found = re.search(r"V-\d+", page.inner_text("#receipt"))
    assert found
    return found[0]


def find(page: Page, number: str) -> None:
    page.goto("/desk/")
    page.press("body", "/")
    page.keyboard.type(number)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/matters/M-*/**")


def assign(page: Page, unit: str) -> None:
    page.press("body", "a")
    page.wait_for_url("**/assign/**")
    page.select_option(
        "[name=lead]", label=page.locator("[name=lead] option", has_text=unit).first.inner_text()
    )
    page.click("form button.main >> visible=true")
    page.wait_for_url(re.compile(r"/desk/(matters/M-\d+/)?(\?.*)?$"))


def answer(page: Page, said: str) -> None:
    page.goto(re.sub(r"/desk/matters/(M-\d+)/.*", r"/desk/matters/\1/answer/", page.url))
    count = page.locator("[name=reply]").count()
    for item in range(count):
        page.locator("[name=reply]").nth(item).fill(said)
        if not page.locator("[name=asked]").nth(item).input_value():
            page.locator("[name=asked]").nth(item).fill("请来修一修")
    page.check("[name=outcome][value=done]")
    page.fill("[name=ground]", "11月22日现场查看并更换井盖，照片留存。")
    if not page.input_value("[name=remedy]"):
        page.fill("[name=remedy]", "对答复不满意，可以在收到之日起30日内请求复查。")
    page.click("form button.main >> visible=true")
    page.wait_for_url(re.compile(r"/desk/(matters/M-\d+/)?(\?.*)?$"))


def take(page: Page) -> None:
    page.locator("a.button, button", has_text=re.compile("接手|开始办")).first.click()
    confirm = page.locator("form button.main >> visible=true")
    if "/take/" in page.url:
        confirm.click()
    page.wait_for_load_state()


def test_a_need_goes_all_the_way_round(opened, signed_in):
    phone = opened(PHONE)
    code = say(phone)
    shot(phone, "receipt-zh")
    number = number_on(phone)

    clerk = signed_in("intake")
    find(clerk, number)
    shot(clerk, "desk-zh")
    assign(clerk, "住房和城乡建设局")

    bureau = signed_in("handler", "housing")
    find(bureau, number)
    expect(bureau.locator("article.sheet")).to_contain_text("窨井盖")
    expect(bureau.locator("article.sheet")).not_to_contain_text("15400123456")
    take(bureau)
    answer(bureau, "井盖已更换，请您再看看。")

    phone.goto("/my/")
    phone.fill("main [name=code]", code)
    phone.click("main form button.main")
    phone.wait_for_url("**/my/matter/")
    expect(phone.locator("main")).to_contain_text("井盖已更换")
    shot(phone, "my-zh")
    phone.goto("/my/verdict/")
    phone.locator("[name=solved][value=no]").check()
    phone.click("main form button.main")
    phone.wait_for_url("**/my/matter/")
    expect(phone.locator("h1")).to_contain_text("重新办理")

    find(bureau, number)
    take(bureau)
    answer(bureau, "已重新固定井圈，昨晚复测不响。")
    phone.goto("/my/verdict/")
    phone.locator("[name=solved][value=yes]").check()
    phone.locator("[name=satisfaction][value='4']").check()
    phone.click("main form button.main")
    phone.wait_for_url("**/my/matter/")

    expect(phone.locator("h1")).to_contain_text("办结")


def test_the_same_in_english_with_the_keyboard_alone(opened):
    page = opened(locale="en-GB")
    page.goto("/say/")
    page.keyboard.type("The lamp at the north gate of Jintang No. 1 Yard has been out for a week.")
    shot(page, "say-en")
    for _ in range(3):
        while page.evaluate("!('next' in document.activeElement.dataset)"):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    while page.evaluate("!document.activeElement.matches('section:not([hidden]) button.main')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.wait_for_url("**/say/receipt/")
    expect(page.locator("h1")).to_have_text("We have your message")


def test_the_place_read_from_the_words_is_the_one_that_is_sent(opened):
    page = opened()
    page.goto("/say/")
    page.fill("[name=text]", "石桥铺镇街口的路灯三天没亮了。")
    expect(page.locator("#hints")).to_contain_text("石桥铺镇")
    page.click("[data-next]")
    expect(page.locator("[name=area] option:checked")).to_contain_text("石桥铺镇")

    page.select_option("[name=area]", "")
    page.click("[data-back]")
    page.fill("[name=text]", "石桥铺镇街口的路灯三天没亮了，请修。")
    page.wait_for_timeout(1500)
    page.click("[data-next]")
    expect(page.locator("[name=area]")).to_have_value("")


def test_it_works_without_javascript(opened):
    page = opened(java_script_enabled=False)
    page.goto("/say/")
    page.fill("[name=text]", "东门公交站的顶棚漏雨，下雨天没法等车。")
    page.click("form.saying button.main >> visible=true")

    page.wait_for_url("**/say/receipt/")
    page.click("main a.button.main")
    expect(page.locator("main")).to_contain_text("顶棚漏雨")


def test_what_was_written_survives_a_lost_network(opened):
    page = opened()
    page.goto("/say/")
    page.fill("[name=text]", "写到一半没信号了")
    page.wait_for_timeout(500)
    page.context.set_offline(True)
    page.click("[data-last]")
    page.click("form.saying section:not([hidden]) button.main")
    expect(page.locator("#notice")).to_contain_text("网断了")

    page.context.set_offline(False)
    page.goto("/say/")
    expect(page.locator("[name=text]")).to_have_value("写到一半没信号了")


def test_pressing_send_twice_is_one_message(opened):
    page = opened()
    numbers = []
    for words in ("点了两下发送会怎样", "下一件的编号紧跟着"):
        page.goto("/say/")
        page.fill("[name=text]", words)
        page.click("[data-last]")
        page.locator("form.saying section:not([hidden]) button.main").dblclick()
        page.wait_for_url("**/say/receipt/")
        numbers.append(int(number_on(page).removeprefix("V-")))

    assert numbers[1] == numbers[0] + 1
