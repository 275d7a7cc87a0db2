"""What staff were told, and what the administrator sees of the outbox."""

from datetime import timedelta

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from sanwen.notices import actions
from sanwen.notices.models import Notice, SendState, Topic
from sanwen.notices.outbox import to_resident, to_staff
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.matters import Cast, by_email, taken_in
from tests.factories.moments import MORNING
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def given(reader: User, count: int = 1) -> None:
    for number in range(1, count + 1):
        draft = to_staff(Topic.GIVEN, f"M-{number}", reader.pk, what=number)
        actions.post_many([draft], now=MORNING + timedelta(minutes=number))


def badge(reader: User) -> str:
    request = RequestFactory().get("/desk/")
    request.user = reader  # type: ignore[assignment]
    text = "{% load notices %}{% unread_notices as unread %}{{ unread }}"
    return Template(text).render(Context({"request": request}))


def test_the_list_is_newest_first_page_by_page_without_a_gap(client: Client) -> None:
    reader = Cast().handler
    given(reader, 120)
    client.force_login(reader)

    seen, address, pages = [], "/desk/notices/", 0
    while address:
        response = client.get(address)
        seen += [line.notice.subject for line in response.context["lines"]]
        more = response.context["more"]
        address, pages = (f"/desk/notices/?before={more}" if more else ""), pages + 1

    assert seen == [f"M-{number}" for number in range(120, 0, -1)]
    assert pages == 3
    assert 'href="/desk/matters/M-1/"' in response.content.decode()


@pytest.mark.parametrize("place", ["x", "9" * 400 + ".1", ".", "1.x", "-1.1", "１.１"])
def test_a_place_that_is_none_means_the_top(client: Client, place: str) -> None:
    reader = Cast().handler
    given(reader)
    client.force_login(reader)

    assert client.get("/desk/notices/", {"before": place}).status_code == 200


def test_nobody_reads_what_another_was_told(client: Client) -> None:
    cast = Cast()
    given(cast.handler)
    client.force_login(cast.clerk)

    assert "M-1" not in client.get("/desk/notices/").content.decode()


def test_all_are_marked_as_read_but_only_ones_own(client: Client) -> None:
    cast = Cast()
    given(cast.handler, 2)
    given(cast.clerk)
    client.force_login(cast.handler)

    client.post("/desk/notices/read/")

    assert (badge(cast.handler), badge(cast.clerk)) == ("", "1")


def test_the_badge_stops_at_ninety_nine_and_costs_one_query() -> None:
    reader = Cast().handler
    given(reader, 99)
    assert badge(reader) == "99"
    given(reader, 130)

    with CaptureQueriesContext(connection) as queries:
        assert badge(reader) == "99+"

    assert len(queries) == 1


def test_the_list_costs_few_queries(client: Client) -> None:
    reader = Cast().handler
    given(reader, 60)
    client.force_login(reader)

    with CaptureQueriesContext(connection) as queries:
        client.get("/desk/notices/")

    assert len(queries) <= 10


def test_the_administrator_sees_reasons_not_people_and_tries_again(client: Client) -> None:
    cast = Cast()
    voice = taken_in(cast, contact=by_email()).voice
    client.force_login(person(Role.ADMINISTRATOR, cast.units.county))
    news = to_resident(Topic.NEWS, voice.ref, voice.contact_id, what=1)
    actions.post_many([news], now=voice.registered_at)
    lost = {"state": SendState.GIVEN_UP, "failure": "ConnectionRefusedError"}
    now = client.get("/outbox/").wsgi_request.now  # type: ignore[attr-defined]
    Notice.objects.update(**lost, made_at=now)

    shown = client.get("/outbox/").content.decode()
    client.post("/outbox/again/")

    assert "ConnectionRefusedError" in shown
    assert voice.ref not in shown
    assert Notice.objects.get().state == SendState.WAITING


def test_nobody_else_comes_to_the_outbox(client: Client) -> None:
    client.force_login(Cast().handler)

    assert client.get("/outbox/").status_code == 403
    assert client.post("/outbox/again/").status_code == 403
