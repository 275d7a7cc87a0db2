"""Handed out in Polis' files and taken in again: the same votes, and nobody named."""

import csv
import io
import zipfile

import pytest
from django.utils.translation import override

from sanwen.core.ruling import NotAllowed
from sanwen.counsel.consultations import ledger
from sanwen.counsel.consultations.actions import exporting, importing
from sanwen.counsel.consultations.models import Consultation, OpinionMap, Statement, Vote
from sanwen.counsel.consultations.polis.reading import conversation
from sanwen.integrity.audit.models import Entry
from sanwen.people.roles import Role
from tests.factories.consultations import consultation, statements, voters
from tests.factories.people import person
from tests.factories.places import units

pytestmark = pytest.mark.django_db
ROWS = [[1, -1, None], [0, 1, 1], [-1, None, 1], [1, 1, 1], [None, 0, -1]]


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def lead():
    return person(Role.UNIT_LEAD, units().desk)


def asked() -> Consultation:
    made = consultation()
    statements(made, ["修一条人行道", "全部停车", "先不要动"])
    voters(made, ROWS)
    return made


def opened(packed: bytes) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode())))
            for name in archive.namelist()
        }


def patterns(one: Consultation) -> list[tuple[tuple[int, int], ...]]:
    """What each participant voted, whoever it was."""
    each: dict[int, list[tuple[int, int]]] = {}
    for participant, number, value in ledger.votes(one):
        each.setdefault(participant, []).append((number, value))
    return sorted(tuple(votes) for votes in each.values())


def test_what_is_handed_out_comes_back_the_same(lead):
    made = asked()
    packed = exporting.hand_out(consultation=made, by=lead)

    again = importing.take_in(
        conversation({"x.zip": packed}),
        unit=made.unit, question="同一个问题", source="自己的导出", is_read=True, by=lead,
    )  # fmt: skip

    assert patterns(again) == patterns(made)
    assert (
        OpinionMap.objects.get(consultation=again).votes
        == Vote.objects.filter(consultation=made).count()
    )


def test_the_matrix_alone_is_enough(lead):
    made = asked()
    with zipfile.ZipFile(io.BytesIO(exporting.hand_out(consultation=made, by=lead))) as archive:
        files = {name: archive.read(name) for name in ("comments.csv", "participants-votes.csv")}

    again = importing.take_in(
        conversation(files), unit=made.unit, question="问", source="源", is_read=True, by=lead
    )

    assert patterns(again) == patterns(made)


def test_the_files_name_no_author_no_hour_and_nothing_that_was_held_back(lead):
    made = asked()
    Statement.objects.filter(number=2).update(stand="held", reason="insult", reason_words="-")

    files = opened(exporting.hand_out(consultation=made, by=lead))

    assert {row["author-id"] for row in files["comments.csv"]} == {""}
    assert files["comments.csv"][1]["comment-body"] == ""
    assert files["comments.csv"][1]["moderated"] == "-1"
    assert {int(row["timestamp"]) % 1000 for row in files["votes.csv"]} == {0}
    assert len({row["timestamp"] for row in files["votes.csv"]}) == 1
    assert "2" not in files["participants-votes.csv"][0]


def test_that_votes_were_handed_out_is_on_the_trail(lead):
    made = asked()

    exporting.hand_out(consultation=made, by=lead)

    entry = Entry.objects.get(verb="consultation.votes_handed_out")
    assert (entry.subject, entry.actor) == (made.trail_ref, lead.actor_ref)


@pytest.mark.parametrize("role", [Role.INTAKE, Role.HANDLER, Role.SUPERVISOR])
def test_others_are_not_handed_single_votes(role):
    made = asked()

    with pytest.raises(NotAllowed, match="leaders, heads of units and auditors"):
        exporting.hand_out(consultation=made, by=person(role, made.unit))

    assert not Entry.objects.filter(verb="consultation.votes_handed_out").exists()


def test_what_nobody_here_has_read_waits_for_the_desk(lead):
    packed = exporting.hand_out(consultation=asked(), by=lead)

    again = importing.take_in(
        conversation({"x.zip": packed}),
        unit=units().desk, question="问", source="源", is_read=False, by=lead,
    )  # fmt: skip

    assert set(again.statements.values_list("stand", flat=True)) == {"waiting"}


def test_a_clerk_takes_nothing_in(lead):
    packed = exporting.hand_out(consultation=asked(), by=lead)
    before = Consultation.objects.count()

    with pytest.raises(NotAllowed, match="head of the unit"):
        importing.take_in(
            conversation({"x.zip": packed}),
            unit=units().desk, question="问", source="源", is_read=True,
            by=person(Role.INTAKE, units().desk),
        )  # fmt: skip

    assert Consultation.objects.count() == before


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({}, "Choose comments.csv"),
        ({"votes.csv": b"a"}, "Choose comments.csv"),
        ({"x.zip": b"no zip"}, "not a zip"),
        ({"comments.csv": b"", "votes.csv": b"a,b\n1,2\n"}, "No column is named voter-id"),
        (
            {"comments.csv": b"", "votes.csv": b"comment-id,voter-id,vote\n1,2,1\n"},
            "comments.csv is empty",
        ),
        (
            {"comments.csv": b"comment-id\n1\n", "votes.csv": b"comment-id,voter-id,vote\n1,2,7\n"},
            "“7” is no vote",
        ),
    ],
)
def test_files_that_cannot_be_read_say_what_is_wrong(files, why):
    with pytest.raises(NotAllowed, match=why):
        conversation(files)
