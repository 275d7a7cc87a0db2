"""Which way by law: open to all, one question a page, and nobody is sent away."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from sanwen.deliver.procedures.tree import tree

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("place", ["", *tree().questions, *tree().ends])
def test_every_place_is_open_without_an_account_and_keeps_nothing(
    client: Client, place: str, language: str
) -> None:
    page = f"/routes/{place}/" if place else "/routes/"

    response = client.get(page, headers={"accept-language": language})

    assert response.status_code == 200
    assert 'href="/say/"' in response.content.decode()
    assert not response.cookies
    assert not Session.objects.exists()


def test_a_question_leads_on_by_links_alone(client: Client) -> None:
    first = tree().questions[tree().first]
    page = client.get("/routes/").content.decode()

    assert f'href="/routes/{first.yes}/"' in page
    assert f'href="/routes/{first.no}/"' in page
    assert "<script" not in page.split("<main", 1)[1]


@pytest.mark.parametrize(
    ("end", "day", "last"),
    [
        ("reconsideration", "2026-01-20", "2026年3月23日"),
        ("reconsideration", "2026-01-20", "2026年7月20日"),
        ("labour", "2026-03-10", "2026年3月25日"),
        ("suggestion", "2026-03-10", "2026年4月9日"),
        ("appeal", "2026-01-20", "2026年3月21日"),
        ("service", "2026-09-29", "2026年10月12日"),
    ],
)
def test_a_last_day_is_counted_by_the_rule(client: Client, end: str, day: str, last: str) -> None:
    assert last in client.get(f"/routes/{end}/", {"day": day}).content.decode()


@pytest.mark.parametrize("day", ["soon", "", "1500-01-01", "9999-12-31"])
def test_a_day_that_is_none_is_asked_again(client: Client, day: str) -> None:
    response = client.get("/routes/reconsideration/", {"day": day})

    assert response.status_code == 200
    assert "最晚" not in response.content.decode()


def test_a_place_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get("/routes/nowhere/").status_code == 404
