"""People judge in a real browser: a survey by code, a promise, an exclusion they object to."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, barriers
from tests.journeys.test_loop import answer, assign, find, number_on, say, take
from tests.journeys.test_pages import is_too_wide

pytestmark = pytest.mark.journey
HERE = ZoneInfo("Asia/Shanghai")
LIST = "编号,姓名,电话,地址\n" + "".join(
    f"{n},住户{n},154000000{n:02},光明路{n}号\n" for n in range(1, 21)
)


def day(after: int) -> str:
    return (datetime.now(HERE) + timedelta(days=after)).date().isoformat()


def is_whole(page: Page) -> None:
    assert barriers(page) == [], page.url
    assert not is_too_wide(page), page.url


def send(page: Page) -> None:
    page.click("main form button.main >> visible=true")
    page.wait_for_load_state()


def letters(head: Page, home: Path) -> list[str]:
    """A census of twenty, from nothing to the codes in its letters."""
    head.goto("/results/surveys/new/")
    told = {
        "title": "路灯亮到几点",
        "purpose": "想知道大家要不要亮到天明。",
        "about": "路灯亮到天明",
        "who_asks": "县群众诉求服务中心",
        "who_pays": "县财政",
        "population": "光明路的住户",
        "opens_on": day(0),
        "closes_on": day(10),
    }
    for name, words in told.items():
        head.fill(f"main [name={name}]", words)
    head.select_option("[name=kind]", "census")
    send(head)
    head.click("main form[action$='/set/'] button")
    head.wait_for_load_state()
    survey = re.sub(r"(Q-\d+/).*", r"\1", head.url)
    head.goto(f"{survey}list/")
    file = home / "list.csv"
    file.write_text(LIST, encoding="utf-8")
    head.set_input_files("[name=file]", file)
    send(head)
    head.goto(f"{survey}announce/")
    head.fill("[name=list_source]", "社区登记的住户编号")
    send(head)
    head.click("form[action$='/do/open/'] button")
    head.click("form[action$='/letters/first/'] button")
    head.wait_for_load_state()
    is_whole(head)
    return head.locator(".survey-letter .code").all_inner_texts()


def answers_with_the_keyboard(page: Page, code: str) -> None:
    page.goto("/survey/")
    page.focus("main [name=code]")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.wait_for_url("**/survey/Q-*/")
    page.focus("[name=begin]")
    page.keyboard.press("Enter")
    for question in range(1, 5):
        expect(page.locator("main")).to_contain_text(f"第 {question} 题")
        is_whole(page)
        page.focus("[name=answer] >> nth=0")
        page.keyboard.press("ArrowDown")
        while page.evaluate("document.activeElement.name !== 'next'"):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    page.focus("[name=hand_in]")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("已交")


def answers_without_a_script(page: Page, code: str) -> None:
    page.goto("/survey/")
    page.fill("main [name=code]", code)
    page.click("main button.main")
    page.click("[name=begin]")
    for _question in range(4):
        page.locator("[name=answer]").nth(2).check()
        page.click("button[name=next]")
    page.click("[name=hand_in]")
    expect(page.locator("h1")).to_contain_text("已交")


def test_a_survey_is_answered_by_code(opened, signed_in, tmp_path):
    codes = letters(signed_in("unit_lead", "hub"), tmp_path)
    assert len(codes) == 20

    phone = opened(PHONE)
    answers_with_the_keyboard(phone, codes[0])
    answers_without_a_script(opened(PHONE, java_script_enabled=False), codes[1])

    phone.goto("/survey/")
    phone.fill("main [name=code]", codes[0])
    send(phone)
    expect(phone.locator("h1")).to_contain_text("已经答过")


def test_a_promise_is_judged_with_a_code(opened, signed_in):
    leader = signed_in("leader")
    leader.goto("/results/promises/")
    leader.locator("main a", has_text="公共厕所").first.click()
    promise = leader.url
    leader.goto(f"{promise}ask/")
    leader.check("[name=how][value=codes]")
    leader.fill("[name=who]", "车站、市场和公园旁的20户")
    leader.fill("[name=asked]", "20")
    leader.fill("[name=closes_on]", day(14))
    send(leader)

    clerk = signed_in("intake", "hub")
    clerk.goto(promise)
    clerk.click("main a[href$='/codes/']")
    send(clerk)
    is_whole(clerk)
    code = clerk.locator(".passes .code").first.inner_text()

    phone = opened(PHONE)
    phone.goto("/accept/")
    phone.fill("main [name=code]", code)
    send(phone)
    is_whole(phone)
    phone.locator("[name=solved]").first.check()
    send(phone)
    expect(phone.locator("h1")).to_contain_text("收到")


def test_an_exclusion_is_objected_to(opened, signed_in):
    phone = opened(PHONE)
    code = say(phone, "金棠一号院门前的窨井盖缺了一角，夜里车过就响，请来看看。")
    number = number_on(phone)
    clerk = signed_in("intake")
    find(clerk, number)
    assign(clerk, "住房和城乡建设局")
    bureau = signed_in("handler", "housing")
    find(bureau, number)
    take(bureau)
    answer(bureau, "已经看过，缺角已补。")

    find(clerk, number)
    matter = re.search(r"M-\d+", clerk.url)
    assert matter
    clerk.goto("/results/exclusions/new/")
    clerk.fill("[name=matter]", matter[0])
    clerk.select_option("[name=ground]", "no_basis")
    clerk.fill("[name=reason]", "所提要求没有法律依据，答复里写明了条款。")
    send(clerk)
    supervisor = signed_in("supervisor")
    supervisor.goto("/results/exclusions/")
    mine = supervisor.locator("main section", has_text=matter[0])
    mine.locator("button.main").first.click()
    supervisor.wait_for_load_state()

    phone.goto("/my/")
    phone.fill("main [name=code]", code)
    send(phone)
    phone.goto("/my/excluded/")
    is_whole(phone)
    phone.fill("main textarea", "修路是有规定的，请算进去。")
    send(phone)

    supervisor.goto("/results/exclusions/")
    mine = supervisor.locator("main section", has_text=matter[0])
    expect(mine).to_contain_text("修路是有规定的")


@pytest.mark.parametrize(
    "role", ["intake", "handler", "unit_lead", "supervisor", "leader", "auditor"]
)
def test_no_door_of_results_leads_to_a_refusal(signed_in, role):
    page = signed_in(role)
    page.goto("/results/")
    doors = page.eval_on_selector_all("main a[href]", "all => all.map(a => a.href)")
    assert doors
    assert [to for to in doors if page.request.get(to).status != 200] == []
