"""Reach checks as everybody, the unit that asks and its desk see them."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sanwen.people.roles import Role
from sanwen.verdict.reach import questions
from sanwen.verdict.reach.actions import publishing
from sanwen.verdict.reach.models import Check
from sanwen.verdict.surveys.states import State
from tests.factories import reach
from tests.factories.people import person
from tests.factories.places import units
from tests.factories.reach import AFTER, INSIDE, MORNING, said
from tests.factories.surveys import CLOSES, OPENS, head
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(MORNING, tick=False) as moment:
        yield moment


def words(client: Client, name: str, *given: object) -> str:
    page = client.get(reverse(name, args=given), headers=EN)
    assert page.status_code == 200
    return page.content.decode()


def signed_in(client: Client, role: str, unit=None) -> Client:
    client.force_login(person(role, unit or units().desk))
    return client


SENT = {
    "benefit": "三个月摊位租金减免", "ground": "清政发〔2026〕3号", "rule": "三个月租金",
    "period": "2026年1月至3月", "through": "市场公司", "recipients": "两个市场的摊主",
    "who_pays": "县财政", "kind": "sample", "opens_on": OPENS.isoformat(),
    "closes_on": CLOSES.isoformat(),
}  # fmt: skip


def test_a_check_is_prepared_by_its_form_and_never_by_the_payer(client):
    signed_in(client, Role.UNIT_LEAD)
    sent = SENT | {"unit": units().desk.pk, "payer": units().desk.pk}
    with nothing_changes():
        assert client.post(reverse("results_reach_new"), sent).status_code == 403

    made = client.post(reverse("results_reach_new"), sent | {"payer": units().water.pk})

    assert made.url == reverse("results_reach_check", args=[Check.objects.get().pk])


LIST = "编号,层,应得金额,电话\n1,东市场公司,1500,13800000001\n2,西市场公司,1200,13800000002\n"


def sent_list(text: str) -> dict[str, object]:
    return {"file": SimpleUploadedFile("list.csv", text.encode())}


def test_the_list_is_taken_from_a_file(client):
    one = reach.check(State.DRAFTING, many=4, sample=4)
    signed_in(client, Role.UNIT_LEAD)

    answer = client.post(reverse("results_reach_list", args=[one.pk]), sent_list(LIST))

    assert answer.status_code == 302
    assert sorted(each.size for each in one.asked.listed.all()) == [1200, 1500]


@pytest.mark.parametrize(
    "text",
    [
        LIST.replace("电话", "身份证号"),
        LIST.replace("电话", "重点人员类别"),
        LIST.replace("1500", "很多"),
        LIST.replace("2,西", "1,西"),
        LIST.replace("应得金额", "备注"),
        "编号,层,电话\n1,东,13800000001\n",
    ],
)
def test_a_list_with_more_or_less_than_is_needed_changes_nothing(client, text):
    one = reach.check(State.DRAFTING, many=4, sample=4)
    signed_in(client, Role.UNIT_LEAD)

    with nothing_changes():
        answer = client.post(reverse("results_reach_list", args=[one.pk]), sent_list(text))

    assert answer.status_code in (403, 422)


SHORT = (
    "编号,层,应得金额,电话\n1,东市场公司,,13800000001\n2,西市场公司,0,13800000002\n"
    "3,西市场公司,很多,13800000003\n4,西市场公司,800,13800000004\n"
)


@pytest.mark.parametrize("door", ["results_reach_list", "results_survey_list"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_line_without_an_amount_is_named_before_anything_is_written(client, door, language):
    one = reach.check(State.DRAFTING, many=4, sample=4)
    signed_in(client, Role.UNIT_LEAD)
    to = reverse(door, args=[one.pk if door == "results_reach_list" else one.asked.pk])

    with nothing_changes():
        page = client.post(to, sent_list(SHORT), headers={"accept-language": language})

    said = page.content.decode()
    assert page.status_code == 422
    lines = "第 %d 行" if language == "zh" else "Line %d:"
    assert [n for n in range(2, 6) if lines % n in said] == [2, 3, 4], said
    assert ("没有收下" if language == "zh" else "Nothing was taken in") in said


@pytest.mark.parametrize("door", ["results_reach_list", "results_survey_list"])
def test_a_list_without_the_column_of_amounts_is_told_what_to_add(client, door):
    one = reach.check(State.DRAFTING, many=4, sample=4)
    signed_in(client, Role.UNIT_LEAD)
    to = reverse(door, args=[one.pk if door == "results_reach_list" else one.asked.pk])

    with nothing_changes():
        page = client.post(to, sent_list("编号,层,电话\n1,东,13800000001\n"))

    assert page.status_code == 422
    assert (
        "应得金额"
        in page.context["form" if "form" in page.context else "list_form"].errors["file"][0]
    )


def test_the_page_of_the_survey_takes_a_list_with_amounts(client):
    one = reach.check(State.DRAFTING, many=4, sample=4)
    signed_in(client, Role.UNIT_LEAD)

    answer = client.post(reverse("results_survey_list", args=[one.asked.pk]), sent_list(LIST))

    assert answer.status_code == 302
    assert sorted(each.size for each in one.asked.listed.all()) == [1200, 1500]


def test_before_the_announcement_nobody_outside_sees_it(client):
    one = reach.check(State.DRAFTING)

    assert client.get(reverse("open_reach_check", args=[one.pk])).status_code == 404
    assert one.benefit not in words(client, "open_reach")


def test_while_people_are_asked_no_figure_is_shown_to_anybody(client):
    one = reach.check(State.OPEN)
    reach.answered(one, [said(questions.ALL)] * 12 + [said(questions.NOTHING)] * 8)

    assert "Nothing is found yet" in words(client, "open_reach_check", one.pk)
    for role in (Role.UNIT_LEAD, Role.INTAKE, Role.SUPERVISOR):
        page = words(signed_in(Client(), role), "results_reach_check", one.pk)
        assert "What was found" not in page


def test_the_desk_opens_a_matter_by_the_number_of_the_list_and_sees_the_code_once(client, now):
    one = reach.check(State.OPEN)
    (number,) = reach.answered(one, [said(questions.NOTHING, wish="yes")])
    now.move_to(INSIDE)
    assert "Open the matter" not in words(
        signed_in(Client(), Role.UNIT_LEAD), "results_reach_check", one.pk
    )
    signed_in(client, Role.INTAKE)
    page = words(client, "results_reach_check", one.pk)
    assert f"No. {number}" in page
    assert "王秀英" not in page

    opened = client.post(reverse("results_reach_matter", args=[one.pk, number]), headers=EN)

    assert opened.context["opened"].code in opened.content.decode()
    assert client.get(reverse("results_reach_matter", args=[one.pk, number])).status_code == 405
    again = client.post(reverse("results_reach_matter", args=[one.pk, number]))
    assert again.status_code == 403


def test_who_wished_nothing_any_longer_is_let_go(client, now):
    one = reach.check(State.OPEN)
    (number,) = reach.answered(one, [said(questions.NOTHING, wish="yes")])
    now.move_to(INSIDE)
    signed_in(client, Role.INTAKE).post(reverse("results_reach_let_go", args=[one.pk, number]))

    assert "They wish" not in words(client, "results_reach_check", one.pk)


def test_the_result_is_published_and_read_with_its_method(client, now):
    one = reach.check(State.OPEN)
    told = [said(questions.ALL)] * 20 + [said(questions.PART, amount="600")] * 10
    reach.answered(one, told + [said(questions.NOTHING)] * 8)
    one = reach.closed(one)
    now.move_to(AFTER)
    signed_in(client, Role.UNIT_LEAD).post(reverse("results_reach_publish", args=[one.pk]))

    page = words(Client(), "open_reach_check", one.pk)

    assert "received all of it" in page
    assert "did not arrive" in page
    assert "whoever passes it on kept it" in page
    assert one.asked.list_hash in page
    assert "40 were drawn" in page


def test_a_result_too_small_to_tell_says_so(client):
    one = reach.check(State.OPEN)
    reach.answered(one, [said(questions.ALL)] * 3)
    publishing.publish(check=reach.closed(one), by=head(), now=AFTER)

    assert "Fewer than five people answered" in words(client, "open_reach_check", one.pk)


@pytest.mark.parametrize(
    ("role", "unit", "status"),
    [
        (Role.UNIT_LEAD, "desk", 200),
        (Role.SUPERVISOR, "county", 200),
        (Role.UNIT_LEAD, "water", 404),
        (Role.HANDLER, "desk", 403),
        (Role.ADMINISTRATOR, "county", 403),
    ],
)
def test_who_sees_the_page_of_the_desk(client, role, unit, status):
    one = reach.check(State.DRAFTING)
    seen = signed_in(client, role, getattr(units(), unit))

    assert seen.get(reverse("results_reach_check", args=[one.pk])).status_code == status
