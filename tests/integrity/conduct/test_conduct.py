"""Sealed reports never reach whoever they name, and nobody opens one alone."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from sanwen.core import codes
from sanwen.core.ruling import NotAllowed
from sanwen.integrity.audit.models import Entry
from sanwen.integrity.conduct import actions
from sanwen.integrity.conduct.models import (
    Conclusion,
    Kind,
    SealedMessage,
    SealedReport,
    Unsealing,
)
from sanwen.integrity.conduct.states import MOVES, State
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.moments import MORNING, later
from tests.factories.people import also, person
from tests.factories.places import Units, units
from tests.factories.unchanged import nothing_changes

WORDS = "站长让我改成满意，不然以后不给派单。"

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Units:
    return units()


def sealed(*about: object, text: str = WORDS, key: str = "k1") -> actions.Sealed:
    return actions.seal_report(
        kind=Kind.MANNER,
        text=text,
        about=about,  # type: ignore[arg-type]
        submission_key=key,
        subject="matter:M-12",
        now=MORNING,
    )


def report(*about: object, **more: str) -> SealedReport:
    return sealed(*about, **more).report


def opened(found: SealedReport, places: Units) -> tuple[User, User]:
    """Two supervisors of the county have opened it."""
    first, second = (person(Role.SUPERVISOR, places.county) for _ in range(2))
    actions.ask_to_unseal(report=found, because="轮到我们值班", by=first, now=MORNING)
    actions.agree_to_unseal(report=found, by=second, now=later(hours=1))
    return first, second


def rows(verb: str) -> list[tuple[str, str, str]]:
    found = Entry.objects.filter(verb=verb)
    return list(found.values_list("subject", "actor", "details"))


def test_the_words_are_stored_sealed_and_so_are_the_messages(places: Units) -> None:
    actions.add_words(report=report(places.water), text=WORDS, now=MORNING)

    with connection.cursor() as cursor:
        for table in ("conduct_sealedreport", "conduct_sealedmessage"):
            cursor.execute(f"SELECT string_agg(r::text, '') FROM {table} r")
            text = cursor.fetchone()[0]
            assert WORDS not in text
            assert WORDS.encode().hex() not in text


def test_the_trail_learns_only_that_a_report_exists(places: Units) -> None:
    found = report(places.water)

    assert rows("report.sealed") == [(found.ref, "machine:conduct", "{}")]


def test_an_empty_report_is_refused_and_nothing_is_kept(places: Units) -> None:
    with nothing_changes(), pytest.raises(NotAllowed):
        report(text=" ")


def test_the_same_submission_twice_is_one_report_with_one_code(places: Units) -> None:
    first, second = sealed(places.water), sealed(places.water)

    assert first == second
    assert SealedReport.objects.count() == 1
    assert len(rows("report.sealed")) == 1


def test_the_code_opens_the_report_and_is_not_stored(places: Units) -> None:
    made = sealed(places.water)

    assert actions.report_of(codes.grouped(made.code).lower()) == made.report
    assert actions.report_of(codes.make(bytes(16))) is None
    assert made.code.encode() not in bytes(made.report.code_hash)


@pytest.mark.parametrize(
    ("role", "stands", "named", "sees"),
    [
        (Role.SUPERVISOR, "county", "water", True),
        (Role.SUPERVISOR, "county", "village", True),
        (Role.SUPERVISOR, "desk", "water", True),
        (Role.SUPERVISOR, "water", "water", False),
        (Role.SUPERVISOR, "village", "town", False),
        (Role.SUPERVISOR, "water", "county", False),
        (Role.SUPERVISOR, "town", "village", True),
        (Role.LEADER, "county", "water", False),
        (Role.HANDLER, "water", "water", False),
        (Role.ADMINISTRATOR, "county", "water", False),
        (Role.AUDITOR, "county", "water", False),
    ],
)
def test_who_sees_a_report(
    places: Units, role: Role, stands: str, named: str, *, sees: bool
) -> None:
    sealed = report(getattr(places, named))
    user = person(role, getattr(places, stands))

    assert SealedReport.objects.visible_to(user).contains(sealed) is sees


def test_a_supervisor_who_also_works_in_the_named_unit_does_not_see_it(places: Units) -> None:
    found = report(places.water)
    user = also(person(Role.SUPERVISOR, places.county), Role.HANDLER, places.water)

    assert not SealedReport.objects.visible_to(user).contains(found)


def test_of_two_units_named_both_are_shut_out(places: Units) -> None:
    found = report(places.water, places.town)

    for unit in (places.water, places.town):
        user = person(Role.SUPERVISOR, unit)
        assert not SealedReport.objects.visible_to(user).contains(found)


def test_a_report_that_names_no_unit_is_seen_by_every_supervisor(places: Units) -> None:
    found = report()

    assert SealedReport.objects.visible_to(person(Role.SUPERVISOR, places.desk)).contains(found)


def test_whoever_is_named_in_the_words_does_not_see_it(places: Units) -> None:
    named = person(Role.SUPERVISOR, places.county, name="欧阳建国")
    other = person(Role.SUPERVISOR, places.county, name="欧阳建民")
    found = report(text="督查 欧阳 建国 收了店主的烟。")

    assert not SealedReport.objects.visible_to(named).contains(found)
    assert SealedReport.objects.visible_to(other).contains(found)


def test_whoever_is_named_later_loses_sight_of_it(places: Units) -> None:
    named = person(Role.SUPERVISOR, places.county, name="欧阳建国")
    found = report(places.water)
    assert SealedReport.objects.visible_to(named).contains(found)

    actions.add_words(report=found, text="带头的是欧阳建国", now=MORNING)

    assert not SealedReport.objects.visible_to(named).contains(found)


def test_two_people_open_it_and_every_reading_is_recorded(places: Units) -> None:
    found = report(places.water)
    first, second = opened(found, places)

    for user in (first, second):
        assert actions.open_report(report=found, by=user, now=later(hours=2)) == [WORDS]

    found.refresh_from_db()
    assert (found.state, found.first_read_at) == (State.READ, later(hours=1))
    assert [actor for _, actor, _ in rows("report.read")] == [first.actor_ref, second.actor_ref]
    assert [actor for _, actor, _ in rows("report.unsealed")] == [second.actor_ref]


def test_nobody_opens_it_alone(places: Units) -> None:
    found = report(places.water)
    user = person(Role.SUPERVISOR, places.county)
    actions.ask_to_unseal(report=found, because="想看看", by=user, now=MORNING)

    with nothing_changes():
        for act in (actions.agree_to_unseal, actions.open_report):
            with pytest.raises(NotAllowed):
                act(report=found, by=user, now=MORNING)
    with pytest.raises(IntegrityError), transaction.atomic():
        Unsealing.objects.update(agreed_by=user, agreed_at=MORNING)


def test_a_third_supervisor_has_to_ask_as_well(places: Units) -> None:
    found = report(places.water)
    opened(found, places)
    third = person(Role.SUPERVISOR, places.county)

    with pytest.raises(NotAllowed):
        actions.open_report(report=found, by=third, now=MORNING)
    actions.ask_to_unseal(report=found, because="接手督办", by=third, now=MORNING)

    assert found.unsealings.filter(agreed_at=None).count() == 1


def test_it_is_not_opened_without_a_reason_nor_asked_for_twice(places: Units) -> None:
    found = report(places.water)
    user, other = (person(Role.SUPERVISOR, places.county) for _ in range(2))

    with nothing_changes(), pytest.raises(NotAllowed):
        actions.ask_to_unseal(report=found, because="  ", by=user, now=MORNING)
    actions.ask_to_unseal(report=found, because="值班", by=user, now=MORNING)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.ask_to_unseal(report=found, because="值班", by=other, now=MORNING)


def test_what_one_may_not_see_cannot_be_opened(places: Units) -> None:
    found = report(places.water)
    hidden = person(Role.SUPERVISOR, places.water)

    with nothing_changes():
        for act, more in (
            (actions.ask_to_unseal, {"because": "值班"}),
            (actions.agree_to_unseal, {}),
            (actions.open_report, {}),
            (actions.write_to_reporter, {"text": "你是谁"}),
        ):
            with pytest.raises(SealedReport.DoesNotExist):
                act(report=found, by=hidden, now=MORNING, **more)


def test_they_talk_without_a_name_and_the_end_is_told(places: Units) -> None:
    found = report(places.water)
    first, _ = opened(found, places)
    actions.write_to_reporter(report=found, text="是哪一天？", by=first, now=later(hours=2))
    actions.add_words(report=found, text="上周三", now=later(hours=3))
    actions.conclude(
        report=found,
        conclusion=Conclusion.PARTLY,
        text="已批评教育。",
        by=first,
        now=later(hours=4),
    )

    found.refresh_from_db()
    assert (found.state, found.conclusion) == (State.CONCLUDED, Conclusion.PARTLY)
    assert actions.words_of(found) == ["是哪一天？", "上周三", "已批评教育。"]
    assert list(SealedMessage.objects.values_list("by", flat=True)) == [first.pk, None, first.pk]


def test_new_words_of_the_reporter_open_a_concluded_report_again(places: Units) -> None:
    found = report(places.water)
    first, _ = opened(found, places)
    actions.conclude(
        report=found, conclusion=Conclusion.UNCONFIRMED, text="查无实据。", by=first, now=MORNING
    )

    actions.add_words(report=found, text="我有录音", now=later(hours=9))

    found.refresh_from_db()
    assert found.state == State.READ


def test_a_sealed_report_is_not_answered_or_concluded(places: Units) -> None:
    found = report(places.water)
    user = person(Role.SUPERVISOR, places.county)

    with nothing_changes():
        with pytest.raises(NotAllowed):
            actions.write_to_reporter(report=found, text="请说说", by=user, now=MORNING)
        with pytest.raises(NotAllowed):
            actions.conclude(
                report=found, conclusion=Conclusion.PARTLY, text="好", by=user, now=MORNING
            )


def test_every_state_has_its_moves() -> None:
    assert set(MOVES) == set(State)


def test_the_pages_lead_two_people_through_it(places: Units) -> None:
    found = report(places.water)
    first, second = Client(), Client()
    for client in (first, second):
        client.force_login(person(Role.SUPERVISOR, places.county))
    page = f"/desk/sealed/{found.pk}/"

    assert "水务局" in first.get("/desk/sealed/").content.decode()
    assert WORDS not in first.get(page).content.decode()
    assert first.post(f"{page}unseal/", {"because": ""}).status_code == 422
    first.post(f"{page}unseal/", {"because": "轮到我值班"})
    assert "轮到我值班" in second.get(page).content.decode()
    second.post(f"{page}agree/")
    read = first.get(page)
    assert WORDS in read.content.decode()
    assert "no-store" in read["Cache-Control"]
    assert first.post(f"{page}reply/", {"text": ""}).status_code == 422
    first.post(f"{page}reply/", {"text": "是哪一天？"})
    first.post(f"{page}conclude/", {"conclusion": "handed_on", "text": "已移交。"})

    found.refresh_from_db()
    assert found.conclusion == Conclusion.HANDED_ON
    assert actions.words_of(found) == ["是哪一天？", "已移交。"]


@pytest.mark.parametrize("path", ["", "unseal/", "agree/", "reply/", "conclude/"])
def test_a_hidden_report_does_not_exist(places: Units, client: Client, path: str) -> None:
    found = report(places.water)
    client.force_login(person(Role.SUPERVISOR, places.water))
    address = f"/desk/sealed/{found.pk}/{path}"

    with nothing_changes():
        answer = client.post(address) if path else client.get(address)
    assert answer.status_code == 404


def test_other_staff_are_refused_with_a_reason(places: Units, client: Client) -> None:
    client.force_login(person(Role.HANDLER, places.water))

    answer = client.get("/desk/sealed/")

    assert answer.status_code == 403
    assert "督查" in answer.content.decode()
