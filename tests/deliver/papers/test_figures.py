"""A chart in a paper: seen, heard, and read as a table."""

from io import BytesIO

import pytest
import time_machine
from docx import Document
from PIL import Image

from sanwen.charts import Chart, Stack, pictures
from sanwen.counsel.consultations.models import OpinionMap
from sanwen.counsel.decisions.models import Version
from sanwen.counsel.decisions.states import State
from sanwen.deliver.papers import consulted
from sanwen.deliver.papers.sheet.content import Sheet
from sanwen.deliver.papers.sheet.writing import render
from tests.factories.decisions import decision
from tests.factories.moments import MORNING, later

STACK = Stack("1号 建停车场", [("赞成", 30), ("略过", 10), ("不赞成", 20)])
CHART = Chart("对各条观点的表态", "按表过态的人数算。", [STACK], kind="distribution")


def paper(*figures: Chart) -> bytes:
    return render(Sheet(title="说明", text=["如下。"], figures=figures))


@pytest.mark.skipif(not pictures.has_chinese(), reason="this machine has no Chinese type")
def test_a_picture_has_words_for_those_who_do_not_see_it() -> None:
    word = Document(BytesIO(paper(CHART)))

    (shape,) = word.inline_shapes
    about = shape._inline.docPr
    assert about.get("descr").startswith("对各条观点的表态. 1号 建停车场")
    assert "50%" in about.get("descr")
    picture = next(part for part in word.part.package.iter_parts() if "image" in part.content_type)
    assert Image.open(BytesIO(picture.blob)).width > 1800


def test_its_table_and_definition_stand_under_it() -> None:
    word = Document(BytesIO(paper(CHART)))

    (table,) = word.tables
    assert [cell.text for cell in table.rows[0].cells][1:4] == ["赞成", "略过", "不赞成"]
    assert [cell.text for cell in table.rows[1].cells] == [
        "1号 建停车场", "50%", "17%", "33%", "n = 60",
    ]  # fmt: skip
    assert "按表过态的人数算。" in [each.text for each in word.paragraphs]


def test_without_chinese_type_the_table_alone_tells_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "has_chinese", lambda: False)

    word = Document(BytesIO(paper(CHART)))

    assert len(word.inline_shapes) == 0
    assert len(word.tables) == 1
    assert "对各条观点的表态" in [each.text for each in word.paragraphs]


def test_the_same_chart_gives_the_same_file() -> None:
    assert paper(CHART) == paper(CHART)


@pytest.mark.django_db
@time_machine.travel(later(hours=6))
def test_the_account_of_a_consultation_shows_how_people_voted_on_what_was_said() -> None:
    made = decision(State.DECIDED).consultation
    version = Version.objects.filter(decision__consultation=made).latest("pk")
    number = made.statements.shown().earliest("number").number
    told = {"number": number, "at": [0, 0], "all": [30, 20, 10], "groups": []}
    few = {"number": number + 1, "at": [0, 0], "all": None, "groups": []}
    OpinionMap.objects.create(
        consultation=made,
        counted_at=MORNING,
        drawn_at=MORNING,
        participants=60,
        votes=60,
        picture={"groups": [], "statements": [told, few]},
    )

    (figure,) = consulted.sheet(version, today=MORNING.date()).figures

    assert [row.shares for row in figure.rows] == [[0.5, 1 / 6, 1 / 3]]
