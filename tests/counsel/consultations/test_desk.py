"""The desk's pages: who gets in, what they do, and that a refusal is told on the page."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sanwen.counsel.consultations.actions import saying
from sanwen.counsel.consultations.drafts import Seat
from sanwen.counsel.consultations.models import Consultation, Statement
from sanwen.counsel.consultations.reading import Shown
from sanwen.counsel.consultations.states import Stand, State
from sanwen.counsel.consultations.suggesting import suggestions
from tests.factories.asking import SEATS, cast, drafted, published
from tests.factories.consultations import TODAY, statements
from tests.factories.moments import MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_the_morning():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def who():
    return cast()


def at(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


NOBODY = {"handler": 403, "administrator": 403}
PAGES = {
    "/desk/asks/": NOBODY,
    "/desk/asks/sift/": NOBODY,
    "/desk/asks/appeals/": NOBODY,
    "/desk/asks/new/": NOBODY | {"supervisor": 403, "auditor": 403},
    "/desk/asks/C-{draft}/": NOBODY | {"stranger": 404},
    "/desk/asks/C-{draft}/change/": NOBODY | {"stranger": 404, "supervisor": 403, "auditor": 403},
    "/desk/asks/C-{draft}/opinions/": NOBODY | {"stranger": 404},
    "/desk/asks/opinions/{waiting}/": NOBODY | {"stranger": 404},
}


@pytest.mark.parametrize("page", PAGES)
def test_who_gets_in(who, page):
    draft, open_one = drafted(who), published(who)
    said, _ = saying.say(consultation=open_one, text="要有树。", seat=Seat("A" * 12), now=MORNING)
    path = page.format(draft=draft.pk, waiting=said.pk)

    got = {name: at(who[name]).get(path).status_code for name in SEATS}

    assert got == dict.fromkeys(SEATS, 200) | PAGES[page]


FORM = {
    "question": "路灯几点关？",
    "summary": "现在十一点关灯，晚班的人回家看不见路，想听听大家的看法。",
    "background": "每晚多开两小时，一年多花三万元。",
    "who_decides": "柳溪镇人民政府",
    "decide_by": "2026-06-01",
    "identity": "cookie",
    "gather_from": str(TODAY),
    "gather_to": "2026-04-01",
}


def test_from_an_empty_form_to_the_open_page(who):
    head = at(who["head"])
    answer = head.post("/desk/asks/new/", FORM | {"unit": who.units.town.pk})
    one = Consultation.objects.get()
    assert answer.url == f"/desk/asks/C-{one.pk}/"

    head.post(f"{answer.url}put/", {"texts": "开到一点。\n\n装声控灯。\n"})
    head.post(f"{answer.url}files/", {"title": "账本", "text": "一年三万元。"})
    head.post(f"{answer.url}divisions/", {"name": "村", "source": "年鉴", "parts": "甲 10\n乙 20"})
    head.post(f"{answer.url}publish/")

    one.refresh_from_db()
    assert one.state == State.PUBLISHED
    assert one.statements.count() == 2
    page = Client().get(f"/ask/C-{one.pk}/").text
    assert "账本" in page
    assert FORM["question"] in Client().get("/ask/").text


def test_a_clerk_prepares_and_does_not_publish(who):
    one = drafted(who)

    answer = at(who["clerk"]).post(f"/desk/asks/C-{one.pk}/publish/")

    one.refresh_from_db()
    assert (answer.status_code, one.state) == (403, State.DRAFT)


def test_a_program_is_no_material(who):
    one = drafted(who)
    file = SimpleUploadedFile("方案.html", b"<script>1</script>")
    answer = at(who["clerk"]).post(f"/desk/asks/C-{one.pk}/files/", {"title": "方案", "file": file})

    assert answer.status_code == 422
    assert not one.materials.exists()


def test_the_oldest_is_read_first_and_the_next_follows(who):
    one = published(who)
    for text in ("要有树。", "要有凳子。"):
        saying.say(consultation=one, text=text, seat=Seat("A" * 12), now=MORNING)
    clerk = at(who["clerk"])
    first = Statement.objects.get(text="要有树。")

    assert "要有树。" in clerk.get("/desk/asks/sift/").text
    answer = clerk.post(f"/desk/asks/opinions/{first.pk}/show/")

    assert answer.url == "/desk/asks/sift/"
    assert "要有凳子。" in clerk.get(answer.url).text
    first.refresh_from_db()
    assert first.stand == Stand.SHOWN


def test_without_a_reason_nothing_is_held_back(who):
    one = published(who)
    said, _ = saying.say(consultation=one, text="要有树。", seat=Seat("A" * 12), now=MORNING)
    path = f"/desk/asks/opinions/{said.pk}/hold/"

    for given in ({}, {"reason": "unclear"}, {"reason": "disagrees", "words": "x"}):
        assert at(who["clerk"]).post(path, given).status_code == 422
    assert Statement.objects.get(pk=said.pk).stand == Stand.WAITING


def test_codes_are_shown_once_or_taken_as_a_file(who):
    one = drafted(who)
    Consultation.objects.filter(pk=one.pk).update(identity="pass")
    path = f"/desk/asks/C-{one.pk}/codes/"

    page = at(who["clerk"]).post(path, {"many": "7"}).text
    file = at(who["clerk"]).post(path, {"many": "4", "csv": "1"})

    assert page.count("<li>") >= 7
    assert file.content.decode("utf-8-sig").count("\r\n") == 5
    assert one.passes.count() == 11


def test_suggestions_give_their_reason_and_decide_nothing(who):
    one = published(who)
    shown = statements(one, ["建停车场，外地车辆要收费。"])

    same = suggestions("停车场对外地车辆要收费。", _shown(shown), number=9)
    insult = suggestions("你们都是脑残。", [], number=9)
    phone = suggestions("打13812345678。", [], number=9)
    plain = suggestions("要有树。", [], number=9)

    assert same[0].like.number == 1
    assert [each.reason for each in insult] == ["insult"]
    assert [each.reason for each in phone] == ["personal"]
    assert plain == []


def _shown(rows):
    return [Shown(row.pk, row.number, row.text, row.is_by_body) for row in rows]
