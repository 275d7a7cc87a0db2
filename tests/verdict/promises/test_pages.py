"""The ledger as everybody, a resident with a code, and the desk see it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from sanwen.people.roles import Role
from sanwen.verdict.promises.models import Entry, Finding
from sanwen.verdict.promises.states import State
from tests.factories.moments import MORNING
from tests.factories.people import person
from tests.factories.places import units
from tests.factories.promises import (
    DUE,
    TODAY,
    answered,
    asked,
    codes,
    counted,
    entered,
    entry,
    head,
)
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(MORNING + timedelta(hours=4), tick=False) as moment:
        yield moment


def words(client: Client, name: str, *given: object, query: str = "") -> str:
    page = client.get(reverse(name, args=given) + query, headers=EN)
    assert page.status_code == 200
    return page.content.decode()


def signed_in(client: Client, role: str, unit=None) -> Client:
    client.force_login(person(role, unit or units().town))
    return client


def test_late_promises_stand_first_with_one_sentence(client, now):
    entered(words="修路灯", due_on=DUE + timedelta(days=30))
    entered(words="通自来水")
    now.move_to(MORNING + timedelta(days=70))

    page = words(client, "open_promises")

    assert page.index("通自来水") < page.index("修路灯")
    assert "is not done, 10 days after" in page
    assert "1 promise is past its day" in page


def test_the_list_goes_on_page_by_page_without_a_gap(client):
    made = {f"第{n}项" for n in range(65)}
    for n, name in enumerate(sorted(made)):
        entered(words=name, due_on=DUE + timedelta(days=n % 7))

    seen, address = [], reverse("open_promises")
    while address:
        page = client.get(address, headers=EN)
        seen += [line.entry.words for line in page.context["lines"]]
        more = page.context["more"]
        address = reverse("open_promises") + more if more else ""

    assert len(seen) == 65
    assert set(seen) == made


@pytest.mark.parametrize("query", ["?after=x", "?after=9.2026-13-01.1", "?year=x&state=y&unit=z"])
def test_an_address_that_was_typed_wrongly_is_no_fault(client, query):
    entered()

    assert client.get(reverse("open_promises") + query).status_code == 200


def test_the_list_is_filtered_by_unit_state_and_year(client):
    entry(State.SAYS_DONE)

    assert "N-" in words(client, "open_promises", query=f"?state=done&year={DUE.year}&unit=town")
    for query in ("?state=late", f"?year={DUE.year + 1}", "?unit=water"):
        assert "No promise here" in words(client, "open_promises", query=query)


def test_what_the_body_says_and_what_people_say_stand_side_by_side(client, now):
    one = counted(1, 1, 6)
    now.move_to(MORNING + timedelta(days=16))

    page = words(client, "open_promise", one.entry.pk)

    assert "the body says done; residents do not find so" in page
    assert "most of those who answered do not find so" in page
    assert "The unit owes a reply by" in page
    assert "水压不够" not in page


def test_while_residents_are_asked_nobody_sees_a_count(client):
    one = answered(6, 0, 1)
    for seen in (client, signed_in(Client(), Role.UNIT_LEAD)):
        name = "open_promise" if seen is client else "results_promise"
        page = words(seen, name, one.entry.pk)
        assert "Nobody sees a count before that" in page
        assert "水压不够" not in page


def test_small_counts_are_not_told(client, now):
    one = counted(7, 1, 0)
    now.move_to(MORNING + timedelta(days=16))

    rates = client.get(reverse("open_promise", args=[one.entry.pk])).context["rounds"]

    assert rates[0].rate.hidden


def test_a_code_is_typed_and_never_part_of_an_address(client):
    one = asked()
    code = codes(one, 1)[0]

    typed = client.post(reverse("accept"), {"code": code.lower()})
    assert typed.url == reverse("accept_say")
    assert code.replace("-", "") not in typed.url
    assert one.entry.words in words(client, "accept_say")
    sent = client.post(reverse("accept_say"), {"solved": "no", "satisfaction": "1"}, headers=EN)

    assert "Your answer is in" in sent.content.decode()
    assert Finding.objects.get().solved == "no"
    assert client.get(reverse("accept_say")).url == reverse("accept")
    assert client.post(reverse("accept"), {"code": code}).status_code == 422


def test_wrong_codes_are_slowed_down(client):
    answers = [
        client.post(reverse("accept"), {"code": "2222-2222-2222"}).status_code for _n in range(12)
    ]

    assert answers[0] == 422
    assert answers[-1] == 429


def test_an_answer_without_a_choice_is_asked_once_more(client):
    one = asked()
    client.post(reverse("accept"), {"code": codes(one, 1)[0]})

    with nothing_changes():
        page = client.post(reverse("accept_say"), {"satisfaction": "5"})

    assert page.status_code == 422


@pytest.mark.parametrize(
    ("role", "unit", "status"),
    [
        (Role.HANDLER, "town", 200),
        (Role.SUPERVISOR, "county", 200),
        (Role.AUDITOR, "county", 200),
        (Role.INTAKE, "desk", 200),
        (Role.UNIT_LEAD, "water", 404),
        (Role.INTAKE, "water", 404),
        (Role.ADMINISTRATOR, "county", 403),
    ],
)
def test_who_sees_the_page_of_the_desk(client, role, unit, status):
    one = entry(State.SAYS_DONE)
    seen = signed_in(client, role, getattr(units(), unit))

    assert seen.get(reverse("results_promise", args=[one.pk])).status_code == status


def test_a_project_is_entered_by_its_form(client):
    signed_in(client, Role.UNIT_LEAD)
    sent = {
        "unit": units().town.pk,
        "words": "给石桥村通自来水",
        "ground": "2026年民生实事",
        "told_on": TODAY.isoformat(),
        "due_on": DUE.isoformat(),
        "batches": "东组 2026-04-30\n西组 2026-05-31",
        "indicators": "管道，公里，12.5",
    }
    wrong = client.post(reverse("results_promise_new"), sent | {"batches": "东组"})
    assert wrong.status_code == 422

    made = client.post(reverse("results_promise_new"), sent)

    one = Entry.objects.get()
    assert made.url == reverse("results_promise", args=[one.pk])
    assert one.batches.count() == 2


def test_each_act_has_its_form_and_a_refusal_stands_above_it(client):
    one = entry(State.UNDER_WAY)
    handler = signed_in(client, Role.HANDLER)
    for verb in ("begin", "done", "cannot", "resume", "day", "evidence", "ask", "hands"):
        words(handler, "results_promise_act", one.pk, verb)

    with nothing_changes():
        sent = handler.post(
            reverse("results_promise_act", args=[one.pk, "done"]),
            {"words": "做完了", "on": TODAY.isoformat()},
        )

    assert sent.status_code == 403


def test_the_head_moves_the_day_and_everybody_reads_why(client):
    one = entry(State.UNDER_WAY)
    signed_in(client, Role.UNIT_LEAD).post(
        reverse("results_promise_act", args=[one.pk, "day"]),
        {"to": (DUE + timedelta(days=9)).isoformat(), "because": "连日下雨"},
    )

    page = words(Client(), "open_promise", one.pk)

    assert "连日下雨" in page
    assert "It was first promised for" in page


def test_places_steps_and_measures_are_noted_on_their_pages(client):
    one = entry(State.UNDER_WAY)
    signed_in(client, Role.HANDLER)
    on = {"on": TODAY.isoformat()}
    step, batch, measure = one.milestones.get(), one.batches.first(), one.indicators.get()
    for name, part, sent in (
        ("results_promise_step", step, on),
        ("results_promise_batch", batch, on | {"stage": "done"}),
        ("results_promise_measure", measure, on | {"reached": "3.2"}),
    ):
        words(client, name, one.pk, part.pk)
        assert client.post(reverse(name, args=[one.pk, part.pk]), sent).status_code == 302

    page = words(client, "results_promise", one.pk)
    assert "3.2" in page


def test_codes_are_shown_once_to_the_desk(client):
    one = asked()
    address = reverse("results_promise_codes", args=[one.entry.pk, one.number])
    assert signed_in(Client(), Role.UNIT_LEAD).get(address).status_code == 403
    signed_in(client, Role.INTAKE)

    page = client.post(address, {"many": 3}, headers=EN)

    assert len(page.context["codes"]) == 3
    assert one.seats.count() == 3
    assert client.post(address, {"many": 30}).status_code == 403


def test_the_head_replies_and_everybody_reads_it(client, now):
    one = counted(0, 0, 6)
    now.move_to(MORNING + timedelta(days=16))
    signed_in(client, Role.UNIT_LEAD)
    assert "Residents wait for a reply" in words(client, "results_promises")

    client.post(
        reverse("results_promise_reply", args=[one.entry.pk, one.number]), {"words": "4月换水泵"}
    )

    assert "4月换水泵" in words(Client(), "open_promise", one.entry.pk)


def test_the_decision_leads_to_its_promises(client):
    assert client.get(reverse("promises_of", args=[1])).status_code == 404


def test_the_head_sees_no_way_to_accept(client):
    one = entry(State.SAYS_DONE, head())
    page = client
    signed_in(page, Role.UNIT_LEAD)

    ways = page.get(reverse("results_promise", args=[one.pk])).context["ways"]

    assert [verb for verb, _name in ways] == ["evidence", "resume", "ask"]
