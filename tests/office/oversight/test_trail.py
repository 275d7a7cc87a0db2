"""The auditor's page shows the trail, filters it, and asks for its verification."""

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from sanwen.core.actors import Machine
from sanwen.integrity.audit import actions as audit
from sanwen.integrity.audit.actions import TrailRow, record_many
from sanwen.integrity.audit.models import Check, Entry
from sanwen.office.oversight import trail
from sanwen.people.roles import Role
from tests.factories.moments import MORNING
from tests.factories.people import person
from tests.factories.places import units

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(client: Client) -> Client:
    client.force_login(person(Role.AUDITOR, units().county))
    return client


def wrote(verb: str, count: int = 1) -> None:
    rows = [TrailRow(verb, f"matter:M-{n}", Machine("x"), MORNING, {"n": n}) for n in range(count)]
    record_many(rows)


def numbers(answer: object) -> list[int]:
    return [row["id"] for row in answer.context["rows"]]


def test_rows_come_newest_first_page_by_page(auditor: Client) -> None:
    wrote("matter.opened", 120)
    wanted = list(Entry.objects.order_by("-id").values_list("id", flat=True))

    answer = auditor.get("/trail/", {"verb": "matter."})
    seen = numbers(answer)
    while answer.context["older"]:
        answer = auditor.get("/trail/?" + answer.context["older"])
        seen += numbers(answer)

    opened = list(Entry.objects.filter(verb="matter.opened").values_list("id", flat=True))
    assert seen == [number for number in wanted if number in opened]


def test_rows_can_be_seen_by_subject_and_by_verb(auditor: Client) -> None:
    wrote("matter.opened", 3)
    wrote("contact.revealed", 3)

    by_subject = auditor.get("/trail/", {"about": "matter:M-1"})
    both = auditor.get("/trail/", {"about": "matter:M-1", "verb": "contact."})

    assert [row["verb"] for row in by_subject.context["rows"]] == [
        "contact.revealed",
        "matter.opened",
    ]
    assert len(numbers(both)) == 1


def test_a_rare_verb_is_looked_for_stretch_by_stretch(
    auditor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trail, "REACH", 10)
    wrote("rare.done")
    wrote("matter.opened", 25)

    answer = auditor.get("/trail/", {"verb": "rare."})
    turns = 1
    while not numbers(answer):
        answer = auditor.get("/trail/?" + answer.context["older"])
        turns += 1

    assert turns == 3


def test_the_page_needs_few_queries(auditor: Client, django_assert_max_num_queries) -> None:
    wrote("matter.opened", 60)

    with django_assert_max_num_queries(15):
        auditor.get("/trail/")


@pytest.mark.parametrize("before", ["x", "-1", "1" * 30, "٣"])
def test_a_wrong_page_does_not_exist(auditor: Client, before: str) -> None:
    assert auditor.get("/trail/", {"before": before}).status_code == 404


def test_verifying_runs_as_a_job_and_its_result_is_shown(auditor: Client) -> None:
    answer = auditor.post("/trail/check/", follow=True)

    assert answer.context["check"]["open"]
    job = ProcrastinateJob.objects.get(task_name="trail.check")
    audit.run_check(check=Check.objects.get(pk=job.args["check"]), by=Machine("trail"))
    assert auditor.get("/trail/").context["check"]["ok"] is True


@pytest.mark.parametrize("role", set(Role) - {Role.AUDITOR})
def test_nobody_else_reads_the_trail_or_has_it_verified(client: Client, role: Role) -> None:
    client.force_login(person(role, units().county))

    assert client.get("/trail/").status_code == 403
    assert client.get("/trail/head/").status_code == 403
    assert client.post("/trail/check/").status_code == 403
    assert not Check.objects.exists()


def test_without_a_seal_there_is_no_head(auditor: Client) -> None:
    assert auditor.get("/trail/head/").status_code == 404
