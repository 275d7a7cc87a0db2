"""The page that everybody reads, and the pages of those who write it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from sanwen.counsel.consultations.states import State as Asked
from sanwen.counsel.decisions.models import Adopted, Decision
from sanwen.counsel.decisions.states import State
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.consultations import TODAY, consultation
from tests.factories.decisions import OPINIONS, WORDS, asked, begun, decision, head
from tests.factories.moments import MORNING, later
from tests.factories.people import person
from tests.factories.places import units

pytestmark = pytest.mark.django_db
ZH, EN = {"accept-language": "zh-hans"}, {"accept-language": "en"}


def read(number: int, language: dict[str, str] = ZH, tail: str = "") -> str:
    answer = Client(headers=language).get(f"/ask/C-{number}/decision/{tail}")
    assert answer.status_code == 200
    return answer.content.decode()


def client(by: User) -> Client:
    one = Client(headers=EN)
    one.force_login(by)
    return one


@time_machine.travel(later(hours=6))
def test_everybody_reads_each_opinion_with_its_reason() -> None:
    one = decision(State.DECIDED)

    page = read(one.consultation_id)

    assert WORDS.gist in page
    assert all(opinion in page for opinion in OPINIONS)
    for words in (
        "采纳",
        "未采纳",
        "多数人赞成",
        "明年预算有余时再议",
        "2026年3月9日",
        "铺好停车场",
    ):
        assert words in page


@time_machine.travel(later(hours=6))
def test_before_it_is_decided_the_page_says_who_decides_and_by_when() -> None:
    made = asked()

    assert "14 May 2026" not in read(made.pk)
    assert "Not decided yet" in read(made.pk, EN)


def test_a_day_that_has_passed_is_said_first() -> None:
    made = asked()
    with time_machine.travel(MORNING + timedelta(days=100)):
        assert "That day has passed" in read(made.pk, EN)


@time_machine.travel(later(hours=6))
def test_nobody_reads_what_is_being_written() -> None:
    one = decision(State.WRITING)

    assert WORDS.gist not in read(one.consultation_id)


@time_machine.travel(later(hours=6))
def test_a_draft_is_called_a_draft_and_stays_readable() -> None:
    one = decision(State.REVISING)

    assert "draft" in read(one.consultation_id, EN)
    assert WORDS.gist in read(one.consultation_id, EN, "1/")
    assert Client().get(f"/ask/C-{one.consultation_id}/decision/2/").status_code == 404


def test_a_question_that_is_not_published_has_no_page() -> None:
    made = consultation(units().town, state=Asked.DRAFT)

    assert Client().get(f"/ask/C-{made.pk}/decision/").status_code == 404


@pytest.mark.parametrize(
    ("role", "unit", "status"),
    [
        (Role.INTAKE, "town", 200),
        (Role.SUPERVISOR, "county", 200),
        (Role.AUDITOR, "county", 200),
        (Role.HANDLER, "town", 404),
        (Role.UNIT_LEAD, "water", 404),
        (Role.ADMINISTRATOR, "county", 404),
    ],
)
def test_who_opens_the_page_of_those_who_write(role: Role, unit: str, status: int) -> None:
    one = begun()
    path = f"/desk/asks/C-{one.consultation_id}/decision/"

    assert client(person(role, getattr(units(), unit))).get(path).status_code == status


@time_machine.travel(later(hours=6))
def test_a_decision_is_written_and_published_in_the_browser() -> None:
    made, by = asked(), head()
    here, at = client(by), f"/desk/asks/C-{made.pk}/decision/"
    statements = list(made.statements.values_list("pk", flat=True))

    assert here.post(f"{at}begin/").status_code == 302
    words = {
        "gist": WORDS.gist, "text": WORDS.text, "ground": WORDS.ground,
        "decided_by": "镇政府", "decided_on": "2026-03-09",
    }  # fmt: skip
    assert here.post(f"{at}words/", words).status_code == 302
    told = {"title": "停车", "adopted": "adopted", "reason": "钱够", "group": "A"}
    assert here.post(f"{at}point/", told | {"statements": statements[:2]}).status_code == 302
    no = {"title": "其他", "adopted": "not", "reason": "没有钱", "group": ""}
    assert here.post(f"{at}point/", no | {"statements": statements[2:]}).status_code == 422
    no["instead"] = "明年再议"
    assert here.post(f"{at}decide/").status_code == 403
    assert here.post(f"{at}point/", no | {"statements": statements[2:]}).status_code == 302
    do = {"words": "开工", "unit": units().roads.pk, "due_on": "2026-10-01"}
    assert here.post(f"{at}promise/", do).status_code == 302
    assert here.post(f"{at}decide/").status_code == 302

    one = Decision.objects.get(consultation=made)
    assert one.state == State.DECIDED
    assert [each.adopted for each in one.published.points.all()] == [Adopted.ADOPTED, Adopted.NOT]
    assert "开工" in read(made.pk)


@time_machine.travel(later(hours=6))
@pytest.mark.parametrize("state", State)
def test_every_page_of_every_state_opens_in_both_languages(state: State) -> None:
    one, by = decision(state), head()
    at = f"/desk/asks/C-{one.consultation_id}/decision/"
    verbs = ("", "words/", "point/?with=1,2", "promise/", "show/", "decide/", "evidence/")

    for language in (ZH, EN):
        here = client(by)
        for verb in verbs:
            assert here.get(f"{at}{verb}", headers=language).status_code == 200
        read(one.consultation_id, language)


@time_machine.travel(later(hours=6))
def test_what_is_being_written_can_be_changed_and_taken_back() -> None:
    one, by = decision(State.WRITING), head()
    here, at = client(by), f"/desk/asks/C-{one.consultation_id}/decision/"
    point, promise = one.working.points.first(), one.working.promises.get()

    assert here.get(f"{at}points/{point.pk}/").status_code == 200
    assert here.get(f"{at}promises/{promise.pk}/").status_code == 200
    assert here.post(f"{at}points/{point.pk}/back/").status_code == 302
    assert here.post(f"{at}promises/{promise.pk}/back/").status_code == 302
    told = {"gate": "plan", "kind": "visit", "words": "入户走访", "ref": "", "on": f"{TODAY}"}
    assert here.post(f"{at}evidence/", told).status_code == 302
    assert here.post(f"{at}evidence/{one.evidence.get().pk}/back/").status_code == 302

    assert (one.working.points.count(), one.working.promises.count()) == (1, 0)
    assert not one.evidence.exists()
