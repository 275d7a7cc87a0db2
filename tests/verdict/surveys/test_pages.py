"""The pages: without script, a question a page, no code in an address, figures after the close."""

import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.verdict.surveys.actions import publishing, running
from sanwen.verdict.surveys.models import Answer, Attempt, Listed, Response, Survey
from sanwen.verdict.surveys.states import Disposition, Kind, State
from tests.factories.people import person
from tests.factories.places import units
from tests.factories.surveys import AFTER, OPENED, answered, clerk, head, letters, survey

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> User:
    return head()


@pytest.fixture
def opened():
    with time_machine.travel(OPENED, tick=False):
        yield


def so_far(page) -> str:
    return page.context["so_far"]


def through(client: Client, made: Survey) -> object:
    """From the first page to the last look: yes, satisfied, nothing to add."""
    to = reverse("survey_answer", args=[made.pk])
    page = client.post(to, {"begin": "1"})
    for at, given in ((1, {"answer": "yes"}), (2, {"answer": "2"}), (3, {"instead": "_refused"})):
        page = client.post(to, {"at": at, "so_far": so_far(page), "next": "1", **given})
        assert page.status_code == 200, page.content.decode()
    return page


def test_somebody_answers_with_a_code_and_without_a_script(client, by, opened) -> None:
    made = survey(State.OPEN, by)
    code = letters(made, by)[0]

    page = client.post(reverse("survey"), {"code": code.lower()})
    assert page.url == reverse("survey_answer", args=[made.pk])
    first = client.get(page.url).content.decode()
    assert "清源县财政" in first
    assert code not in first
    page = through(client, made)
    assert "比较满意" in page.content.decode()
    done = client.post(
        reverse("survey_answer", args=[made.pk]), {"hand_in": "1", "so_far": so_far(page)}
    )

    assert done.status_code == 200
    assert Response.objects.get().survey == made
    assert client.post(reverse("survey"), {"code": code}).status_code == 403


def test_one_goes_back_and_takes_another_way(client, by, opened) -> None:
    made = survey(State.OPEN, by)
    client.post(reverse("survey"), {"code": letters(made, by)[0]})
    to = reverse("survey_answer", args=[made.pk])
    page = through(client, made)

    page = client.post(to, {"back": "1", "so_far": so_far(page)})
    assert page.context["at"] == 3
    page = client.post(to, {"back": "1", "at": 3, "so_far": so_far(page)})
    page = client.post(to, {"back": "1", "at": 2, "so_far": so_far(page)})
    page = client.post(to, {"at": 1, "next": "1", "answer": "no", "so_far": so_far(page)})
    assert page.context["at"] == 3
    page = client.post(to, {"at": 3, "next": "1", "instead": "_refused", "so_far": so_far(page)})
    client.post(to, {"hand_in": "1", "so_far": so_far(page)})

    assert Answer.objects.get(question__number=2).missing == "not_asked"


def test_nothing_chosen_is_said_at_the_question(client, by, opened) -> None:
    made = survey(State.OPEN, by)
    client.post(reverse("survey"), {"code": letters(made, by)[0]})

    page = client.post(
        reverse("survey_answer", args=[made.pk]), {"at": 1, "so_far": "{}", "next": "1"}
    )

    assert page.status_code == 422
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    "junk", ["{", "[]", '{"1": 5}', '{"1": [["maybe"], null, "", ""]}', "x" * 30_000]
)
def test_answers_that_our_page_did_not_write_are_left_out(client, by, opened, junk) -> None:
    made = survey(State.OPEN, by)
    client.post(reverse("survey"), {"code": letters(made, by)[0]})

    page = client.post(reverse("survey_answer", args=[made.pk]), {"hand_in": "1", "so_far": junk})

    assert page.status_code == 403
    assert not Response.objects.exists()


def test_codes_are_not_tried_at_will(client, by, opened) -> None:
    made = survey(State.OPEN, by)
    letters(made, by)
    answers = {
        client.post(reverse("survey"), {"code": "2222-2222-222E"}).status_code for _ in range(15)
    }

    assert answers <= {422, 429}


def test_without_a_code_there_is_no_page_to_answer_on(client, by, opened) -> None:
    made = survey(State.OPEN, by)

    assert client.get(reverse("survey_answer", args=[made.pk])).url == reverse("survey")


def test_whoever_comes_answers_an_open_survey(client, by, opened) -> None:
    made = survey(State.OPEN, by, kind=Kind.OPEN)

    assert made.title in client.get(reverse("survey")).content.decode()
    client.get(reverse("survey_answer", args=[made.pk]))
    page = through(client, made)
    client.post(reverse("survey_answer", args=[made.pk]), {"hand_in": "1", "so_far": so_far(page)})

    assert made.responses.count() == 1


def test_a_clerk_asks_by_telephone(client, by, opened) -> None:
    made, asks = survey(State.OPEN, by, contacts=True), clerk()
    client.force_login(asks)

    to = client.get(reverse("results_survey_next", args=[made.pk])).url
    assert "138" not in client.get(to).content.decode()
    assert "138" in client.post(to, {"reach": "1"}).content.decode()
    given = {"q1-answer": "yes", "q3-instead": "_refused", "mode": "phone", "answer": "1"}
    assert client.post(to, given).status_code == 422
    done = client.post(to, given | {"q2-answer": "3"})

    assert done.status_code == 302
    assert made.responses.get().mode == "phone"


def test_a_clerk_notes_that_nobody_was_there(client, by, opened) -> None:
    made, asks = survey(State.OPEN, by), clerk()
    client.force_login(asks)
    to = client.get(reverse("results_survey_next", args=[made.pk])).url

    given = {"note": "1", "n-mode": "phone", "n-part": "evening", "n-disposition": "NC"}
    client.post(to, given)

    assert Attempt.objects.get().disposition == Disposition.NOT_REACHED
    assert client.get(reverse("results_survey_next", args=[made.pk])).url != to


def test_whoever_asks_sees_no_figures(client, by) -> None:
    made = answered(survey(State.OPEN, by), by, 20)
    running.close(survey=made, by=by, now=AFTER)
    client.force_login(clerk())

    assert client.get(reverse("results_survey_figures", args=[made.pk])).status_code == 403


def test_everybody_reads_the_result_and_how_it_was_made(client, by) -> None:
    made = answered(survey(State.OPEN, by), by, 24)
    running.close(survey=made, by=by, now=AFTER)
    to = reverse("open_survey", args=[made.pk])
    assert "比较满意" not in client.get(to).content.decode()
    assert client.get(reverse("open_survey_list", args=[made.pk])).status_code == 404
    publishing.publish(survey=made, by=by, now=AFTER)

    page = client.get(to).content.decode()

    for said in (made.list_hash, made.seed, "清源县财政", "RR1", "您坐过新公交线吗？"):
        assert said in page, said
    figures = client.get(reverse("open_survey_figures", args=[made.pk])).content.decode()
    assert "您坐过新公交线吗？" in figures
    assert len(client.get(reverse("open_survey_list", args=[made.pk])).content.splitlines()) == 61


def test_a_draft_is_seen_by_nobody_outside(client, by) -> None:
    made = survey(State.DRAFTING, by)

    assert client.get(reverse("open_survey", args=[made.pk])).status_code == 404
    client.force_login(person(Role.UNIT_LEAD, units().water))
    assert client.get(reverse("results_survey", args=[made.pk])).status_code == 404


def test_the_desk_prepares_a_survey_from_the_beginning(client, by) -> None:
    client.force_login(by)
    county = units().county
    given = {
        "unit": county.pk, "title": "河道怎么样", "kind": "sample", "purpose": "看看",
        "about": "清河整治",
        "who_asks": "县政府办", "who_pays": "县财政", "population": "沿河居民", "minutes": 3,
        "margin": "5", "opens_on": "2026-12-01", "closes_on": "2026-12-09", "moment": "before",
    }  # fmt: skip

    to = client.post(reverse("results_survey_new"), given)
    assert to.status_code == 302, to.content.decode()
    made = Survey.objects.get()
    client.post(reverse("results_survey_set", args=[made.pk]), {"which": "four_agree"})
    own = {"text": "您多大年纪？", "shape": "one", "options": "不到60岁\n60岁以上", "after": ""}
    client.post(reverse("results_survey_ask", args=[made.pk]), own)
    rows = "编号,村\n" + "".join(f"{n},{'甲村' if n % 2 else '乙村'}\n" for n in range(1, 301))
    file = {"file": _file(rows)}
    assert client.post(reverse("results_survey_list", args=[made.pk]), file).status_code == 302
    page = client.get(reverse("results_survey_plan", args=[made.pk]), {
        "margin": "8", "response": "60", "how": "proportional"
    })  # fmt: skip
    strata = made.strata.all()
    numbers = {f"s{each.pk}": 40 for each in strata}
    client.post(reverse("results_survey_plan", args=[made.pk]), numbers)

    assert page.context["proposal"].sample > 100
    assert [question.text for question in made.questions.all()][1] == "对“清河整治”，您赞成不赞成？"
    assert made.listed.count() == 300
    assert {each.sample for each in made.strata.all()} == {40}
    assert client.get(reverse("results_survey", args=[made.pk])).status_code == 200


def _file(text: str):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("list.csv", text.encode("utf-8-sig"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("编号,重点人员类别\n1,甲\n", "重点人员类别"),
        ("编号,稳控责任人\n1,李\n", "稳控责任人"),
        ("编号,爱好\n1,棋\n", "爱好"),
        ("姓名\n王\n", "编号"),
        ("编号\n1\n1\n", "2"),
        ("编号,层\n1,甲\n2,\n", "3"),
    ],
)
def test_a_file_that_is_wrong_is_told_line_by_line(client, by, text, said) -> None:
    made = survey(State.DRAFTING, by)
    before = Listed.objects.count()
    client.force_login(by)

    page = client.post(reverse("results_survey_list", args=[made.pk]), {"file": _file(text)})

    assert page.status_code == 422
    assert said in page.content.decode()
    assert Listed.objects.count() == before


def test_letters_are_neutral_and_printed_once(client, by, opened) -> None:
    made = survey(State.OPEN, by, contacts=True)
    client.force_login(by)
    to = reverse("results_survey_letters", args=[made.pk, "first"])

    first, second = client.post(to).content.decode(), client.post(to).content.decode()

    assert len(re.findall(r'class="code"', first)) == 30
    assert 'class="code"' not in second
