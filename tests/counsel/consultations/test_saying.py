"""Said in one's own words: masked, read once more, sifted, told why, looked at by another."""

import pytest
import time_machine
from django.test import Client

from sanwen.core.ruling import NotAllowed
from sanwen.counsel.consultations.actions import appealing, saying, sifting
from sanwen.counsel.consultations.drafts import Seat
from sanwen.counsel.consultations.models import Appeal, Participant, Statement
from sanwen.counsel.consultations.states import Stand
from sanwen.integrity.audit.models import Entry
from tests.factories.asking import cast, published
from tests.factories.consultations import statements
from tests.factories.moments import MORNING
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_the_morning():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def who():
    return cast()


@pytest.fixture
def one(who):
    made = published(who)
    statements(made, ["建停车场，外地车辆要收费。"])
    return made


def say(client: Client, one, text: str, **more: str):
    path = f"/ask/C-{one.pk}/say/"
    client.get(path)
    return client.post(path, {"text": text, **more})


def test_it_is_shown_to_the_writer_before_it_is_sent_and_personal_data_is_covered(one):
    page = say(Client(), one, "让张三收拾，打13812345678找他。").text

    assert "13812345678" not in page.split("<form")[0]
    assert "〔" in page
    assert Statement.objects.count() == 1


def test_what_is_stored_is_covered(one):
    say(Client(), one, "打13812345678问问。", sure="1")

    assert "13812345678" not in Statement.objects.get(number=2).text


def test_like_ones_are_pointed_out_while_writing_and_nothing_is_kept(one):
    answer = Client().post(
        f"/ask/C-{one.pk}/say/similar/", {"text": "停车场外地车辆要收费，13812345678"}
    )

    assert f"/ask/C-{one.pk}/react/?about=1" in answer.text
    assert "13812345678" not in answer.text
    assert Statement.objects.count() == 1


@pytest.mark.parametrize("text", ["", "   ", "长" * 141])
def test_what_is_empty_or_too_long_comes_back(one, text):
    answer = say(Client(), one, text, sure="1")

    assert answer.status_code == 422
    assert Statement.objects.count() == 1


def test_it_waits_to_be_read_and_its_writer_sees_that(one):
    client = Client()
    answer = say(client, one, "先修排水沟。", sure="1")

    assert answer.url == f"/ask/C-{one.pk}/mine/"
    assert "先修排水沟。" in client.get(answer.url).text
    assert "先修排水沟。" not in Client().get(f"/ask/C-{one.pk}/mine/").text
    assert "先修排水沟。" not in client.get(f"/ask/C-{one.pk}/votes/").text
    said = Statement.objects.get(number=2)
    assert (said.stand, said.author) == (Stand.WAITING, Participant.objects.get())


def test_the_trail_names_neither_the_words_nor_the_writer(one):
    say(Client(), one, "先修排水沟。", sure="1")

    row = Entry.objects.get(verb="statement.said")
    assert (row.actor, row.details) == ("machine:consultation-page", "{}")


def test_numbers_go_on_one_by_one(one):
    client = Client()
    for text in ("甲一样。", "乙不同。"):
        say(client, one, text, sure="1")

    assert list(Statement.objects.numbered().values_list("number", flat=True)) == [1, 2, 3]


@pytest.fixture
def held(who, one):
    said, seat = saying.say(consultation=one, text="先修排水沟。", seat=Seat("A" * 12), now=MORNING)
    sifting.hold(statement=said, reason="unclear", words="看不懂", by=who["clerk"], now=MORNING)
    said.refresh_from_db()
    return said, seat


def test_the_writer_reads_why_and_nobody_else_reads_the_words(one, who):
    client = Client()
    say(client, one, "先修排水沟。", sure="1")
    said = Statement.objects.get(number=2)
    sifting.hold(
        statement=said, reason="unclear", words="没说修哪一条", by=who["clerk"], now=MORNING
    )

    assert "没说修哪一条" in client.get(f"/ask/C-{one.pk}/mine/").text
    for path in ("log/", "votes/", ""):
        assert "先修排水沟。" not in Client().get(f"/ask/C-{one.pk}/{path}").text


def test_its_writer_appeals_once_with_words(held):
    said, seat = held

    with nothing_changes(), pytest.raises(NotAllowed):
        appealing.appeal(statement=said, participant=seat.participant, words=" ", now=MORNING)
    with nothing_changes(), pytest.raises(NotAllowed):
        appealing.appeal(statement=said, participant=seat.participant + 1, words="x", now=MORNING)
    appealing.appeal(statement=said, participant=seat.participant, words="村口那条", now=MORNING)
    with nothing_changes(), pytest.raises(NotAllowed):
        appealing.appeal(statement=said, participant=seat.participant, words="再看", now=MORNING)


def test_another_person_decides_and_the_opinion_is_shown(who, held):
    said, seat = held
    one = appealing.appeal(
        statement=said, participant=seat.participant, words="村口那条", now=MORNING
    )

    with nothing_changes(), pytest.raises(NotAllowed):
        appealing.decide(appeal=one, upheld=True, answer="看得懂", by=who["clerk"], now=MORNING)
    with nothing_changes(), pytest.raises(NotAllowed):
        sifting.show(statement=said, by=who["other clerk"], now=MORNING)
    appealing.decide(appeal=one, upheld=True, answer="看得懂", by=who["supervisor"], now=MORNING)

    said.refresh_from_db()
    assert (said.stand, said.reason) == (Stand.SHOWN, "")
    assert Appeal.objects.get().decided_by == who["supervisor"].actor_ref


def test_what_stays_held_back_stays_with_its_answer(who, held):
    said, seat = held
    one = appealing.appeal(
        statement=said, participant=seat.participant, words="村口那条", now=MORNING
    )

    appealing.decide(appeal=one, upheld=False, answer="还是看不懂", by=who["head"], now=MORNING)

    said.refresh_from_db()
    assert said.stand == Stand.HELD


def test_the_log_counts_and_quotes_nothing(client, one, who, held):
    said, seat = held
    appealing.appeal(statement=said, participant=seat.participant, words="村口", now=MORNING)

    page = client.get(f"/ask/C-{one.pk}/log/").text

    assert "先修排水沟。" not in page
    assert "村口那条" not in page
    assert page.count('<td class="number">1</td>') >= 4


def test_what_the_body_puts_is_marked_and_shown_at_once(client, who):
    one = published(who)

    saying.say_all_for_body(consultation=one, texts=["甲。", "乙。"], by=who["clerk"], now=MORNING)

    assert one.statements.filter(is_by_body=True, stand=Stand.SHOWN, author=None).count() == 2
    assert 'class="tag"' in client.get(f"/ask/C-{one.pk}/react/").text
