"""The map for everybody: its sentences, its files, its frame, and what they never show."""

import csv
import io

import pytest
from django.test import Client

from sanwen.counsel.consultations.models import Consultation, OpinionMap, StatementCount
from sanwen.counsel.consultations.picture.drawn import drawn
from sanwen.counsel.consultations.states import State
from tests.factories.consultations import consultation, statements
from tests.factories.moments import MORNING
from tests.factories.pictures import ALL, no_groups, two_groups

pytestmark = pytest.mark.django_db
TEXTS = ["村口修一条人行道", "空地全部做停车场", "一半做小广场", "先不要动"]


@pytest.fixture
def asked() -> Consultation:
    made = consultation()
    for statement, tally in zip(statements(made, TEXTS), ALL, strict=True):
        StatementCount.objects.create(
            statement=statement, agree=tally.agree, disagree=tally.disagree, skip=tally.passed
        )
    return made


def kept(made: Consultation, found: object = None, *, participants: int = 13) -> OpinionMap:
    return OpinionMap.objects.create(
        consultation=made,
        counted_at=MORNING,
        drawn_at=MORNING,
        participants=participants,
        votes=44,
        picture=drawn(found or two_groups(), (1, 2, 3, 4)),  # type: ignore[arg-type]
    )


def page(client: Client, made: Consultation, language: str = "en", where: str = "map/") -> str:
    answer = client.get(f"/ask/{made.ref}/{where}", headers={"Accept-Language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_map_says_who_thinks_alike_what_unites_and_what_divides(client, asked):
    kept(asked)

    told = page(client, asked)

    assert "People fall into 2 groups that think alike." in told
    assert "in every group at least 83% agree" in told
    assert "Most of A agree, most of B disagree: 100 points apart" in told


def test_in_chinese_it_says_the_same(client, asked):
    kept(asked)

    told = page(client, asked, "zh-hans")

    assert "想法相近的人大致分成 2 群。" in told
    assert TEXTS[0] in told


def test_where_there_are_no_groups_it_says_so_and_names_none(client, asked):
    kept(asked, no_groups())

    told = page(client, asked)

    assert "There are no camps" in told
    assert "41%" in told
    assert "Group A" not in told


def test_before_five_people_took_part_there_is_no_picture(client, asked):
    kept(asked, participants=4)

    assert "once at least five people have reacted" in page(client, asked)
    assert client.get(f"/ask/{asked.ref}/map.svg").status_code == 404


def test_what_fewer_than_five_of_a_group_thought_is_not_shown(client, asked):
    kept(asked)

    rows = list(csv.DictReader(io.StringIO(page(client, asked, where="map.csv").lstrip("\ufeff"))))

    few = next(row for row in rows if row["statement"] == "3" and row["group"] == "B")
    assert few["agree"] == few["disagree"] == few["passed"] == ""
    assert (
        next(row for row in rows if row["statement"] == "3" and row["group"] == "A")["agree"] == "5"
    )


def test_a_draft_has_no_map(client):
    draft = consultation(state=State.DRAFT)

    for where in ("map/", "map.csv", "frame/"):
        assert client.get(f"/ask/{draft.ref}/{where}").status_code == 404


def test_the_picture_can_be_taken_away(client, asked):
    kept(asked)

    svg = client.get(f"/ask/{asked.ref}/map.svg")
    png = client.get(f"/ask/{asked.ref}/map.png")

    assert svg["Content-Type"] == "image/svg+xml"
    assert svg.content.decode().count("<circle") == 4
    assert png.content.startswith(b"\x89PNG")


def test_only_the_frame_may_stand_on_another_site_and_it_can_send_nothing(client, asked):
    kept(asked)

    frame, whole = client.get(f"/ask/{asked.ref}/frame/"), client.get(f"/ask/{asked.ref}/map/")

    assert "frame-ancestors *" in frame["Content-Security-Policy"]
    assert "form-action 'none'" in frame["Content-Security-Policy"]
    assert "X-Frame-Options" not in frame
    assert whole["X-Frame-Options"] == "DENY"
    assert "<script" not in frame.content.decode()


def test_a_statement_held_back_after_the_drawing_is_on_no_page(client, asked):
    kept(asked)
    asked.statements.filter(number=1).update(stand="held", reason="insult")

    assert TEXTS[0] not in page(client, asked)
    assert TEXTS[0] not in page(client, asked, where="map.csv")


def test_a_page_of_statements_costs_the_same_however_many_there_are(
    client, asked, django_assert_max_num_queries
):
    kept(asked)
    statements(asked, [f"第 {number} 条" for number in range(120)])

    with django_assert_max_num_queries(6):
        told = page(client, asked)

    assert told.count('id="s-') == 50
    assert "?after=50#all" in told
