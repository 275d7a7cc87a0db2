"""Counted once, after the last day, so that anybody can count it again."""

import json
from pathlib import Path

import pytest
from django.db import connection

from sanwen.core.ruling import NotAllowed
from sanwen.counsel.ballots import electing, seats
from sanwen.counsel.ballots.actions import casting, counting, importing
from sanwen.counsel.ballots.models import Ballot, Identity, Kind, Method, Shape, Slip
from sanwen.counsel.ballots.states import State
from sanwen.integrity.audit.models import Entry
from sanwen.methods.ballots import read, write
from sanwen.people.roles import Role
from tests.cli.conftest import Run, sanwen  # noqa: F401
from tests.factories.ballots import AFTER, ballot
from tests.factories.moments import MORNING
from tests.factories.people import person
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db


def cast(one: Ballot, *votes: list[tuple[str, int]]) -> None:
    for chosen in votes:
        casting.cast(ballot=one, code=seats.fresh(), chosen=chosen, now=MORNING)


def six(one: Ballot) -> None:
    cast(one, *[[("01", 1)]] * 4, [("02", 1), ("03", 1)], [("02", 1)])


def test_the_result_tells_every_option_why() -> None:
    one = ballot()
    six(one)

    tally = counting.count(ballot=one, by=person(Role.UNIT_LEAD, one.unit), now=AFTER)

    one.refresh_from_db()
    assert one.state == State.COUNTED
    assert (tally.slips, tally.result["winners"], tally.result["spent"]) == (6, ["01"], 120_000)
    lines = {line["name"]: line for line in tally.result["lines"]}
    assert lines["02"]["fate"] == "short"
    assert lines["02"]["lacks"] > 0


@pytest.mark.parametrize("method", Method)
def test_the_published_list_counted_at_the_command_line_gives_the_published_result(
    method: Method,
    tmp_path: Path,
    sanwen: Run,  # noqa: F811
) -> None:
    one = ballot(method=method)
    six(one)
    tally = counting.count(ballot=one, by=person(Role.LEADER, one.unit), now=AFTER)
    file = tmp_path / f"{one.ref}.pb"
    file.write_text(published(one), encoding="utf-8")

    words = electing.command(one).split()[3:]
    done = sanwen("budget", file, *words, "--json")

    said = json.loads(done.stdout)
    assert said["winners"] == tally.result["winners"]
    assert said["spent"] == tally.result["spent"]


def published(one: Ballot) -> str:
    return write(electing.document(one, list(one.options.all()), one.slips.all()))


def test_the_list_is_sealed_by_its_fingerprint_on_the_trail() -> None:
    one = ballot()
    six(one)

    tally = counting.count(ballot=one, by=person(Role.LEADER, one.unit), now=AFTER)

    assert tally.list_hash == electing.fingerprint(published(one))
    assert tally.list_hash in Entry.objects.get(verb="ballot.counted").details


def test_every_slip_is_still_there_and_nothing_of_their_order() -> None:
    one = ballot()
    six(one)
    before = set(Slip.objects.values_list("id", "marks", "receipt"))

    counting.count(ballot=one, by=person(Role.LEADER, one.unit), now=AFTER)

    assert set(Slip.objects.values_list("id", "marks", "receipt")) == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM ballots_slip ORDER BY ctid")
        lying = [row[0] for row in cursor.fetchall()]
    assert lying == sorted(lying)


def test_of_fewer_than_five_no_list_is_published() -> None:
    one = ballot()
    cast(one, *[[("01", 1)]] * 4)

    tally = counting.count(ballot=one, by=person(Role.LEADER, one.unit), now=AFTER)

    assert tally.list_hash == ""


@pytest.mark.parametrize("role", [Role.INTAKE, Role.HANDLER, Role.SUPERVISOR, Role.AUDITOR])
def test_others_do_not_count(role: Role) -> None:
    one = ballot()

    with nothing_changes(), pytest.raises(NotAllowed):
        counting.count(ballot=one, by=person(role, one.unit), now=AFTER)


def test_nobody_counts_before_the_last_day_has_ended_nor_twice() -> None:
    one = ballot()
    lead = person(Role.UNIT_LEAD, one.unit)

    with nothing_changes(), pytest.raises(NotAllowed):
        counting.count(ballot=one, by=lead, now=MORNING)
    counting.count(ballot=one, by=lead, now=AFTER)
    with nothing_changes(), pytest.raises(NotAllowed):
        counting.count(ballot=one, by=lead, now=AFTER)


@pytest.mark.parametrize(
    ("shape", "votes", "order"),
    [
        (Shape.APPROVAL, [[("02", 1)], [("02", 1), ("01", 1)]], ["02", "01", "03"]),
        (Shape.SCORE, [[("01", 5)], [("02", 3), ("03", 4)]], ["01", "03", "02"]),
        (Shape.RANKED, [[("03", 1), ("01", 1)], [("01", 1)]], ["01", "03", "02"]),
    ],
)
def test_needs_come_in_the_order_in_which_they_are_wanted(shape, votes, order) -> None:
    one = ballot(kind=Kind.PRIORITY, budget=0, shape=shape)
    cast(one, *votes)

    tally = counting.count(ballot=one, by=person(Role.LEADER, one.unit), now=AFTER)

    assert [line["name"] for line in tally.result["lines"]] == order


def test_handed_out_codes_are_told_beside_the_ballots_cast() -> None:
    one = ballot(identity=Identity.CODE)

    tally = counting.count(ballot=one, by=person(Role.LEADER, one.unit), now=AFTER)

    assert (tally.slips, tally.handed_out) == (0, 0)


def test_what_was_published_can_be_taken_over_elsewhere_with_the_same_result() -> None:
    one = ballot()
    six(one)
    leader = person(Role.LEADER, one.unit)
    tally = counting.count(ballot=one, by=leader, now=AFTER)

    other = importing.take_over(
        read(published(one)), title="旧票决", source="石桥村", unit=one.unit, by=leader, now=AFTER
    )

    assert other.state == State.COUNTED
    assert other.tally.result == tally.result
    assert not other.slips.exclude(receipt="").exists()


def test_whoever_only_prepares_publishes_no_file() -> None:
    one = ballot()
    text = published(one)

    with nothing_changes(), pytest.raises(NotAllowed):
        importing.take_over(
            read(text), title="旧", source="旧", unit=one.unit,
            by=person(Role.INTAKE, one.unit), now=AFTER,
        )  # fmt: skip
