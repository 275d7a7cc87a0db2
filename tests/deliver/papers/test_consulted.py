"""征求意见情况说明: the same words as on the page, as a paper."""

from io import BytesIO

import pytest
import time_machine
from django.test import Client
from docx import Document

from sanwen.counsel.decisions.states import State
from sanwen.people.roles import Role
from tests.factories.decisions import WORDS, begun, decision, head
from tests.factories.moments import later
from tests.factories.people import person
from tests.factories.places import units

pytestmark = pytest.mark.django_db


def text(content: bytes) -> str:
    return "\n".join(each.text for each in Document(BytesIO(content)).paragraphs)


@time_machine.travel(later(hours=6))
def test_everybody_may_take_it_with_when_how_and_why() -> None:
    one = decision(State.DECIDED)

    answer = Client(headers={"accept-language": "en"}).get(
        f"/ask/C-{one.consultation_id}/report.docx"
    )

    told = text(answer.content)
    for words in (
        "征求意见情况的说明", "2026年1月29日至2026年3月8日", "公开征求意见共39日",
        "采纳的意见", "未采纳的意见", "理由：多数人赞成，钱够。", "明年预算有余时再议。",
        WORDS.gist, "柳溪镇2026年度民生项目计划", "由交通运输局在2026年9月26日前完成",
        "缺：决定之前没有公布过草案。", "2026年3月9日",
    ):  # fmt: skip
        assert words in told
    assert "草案，不是最后决定" not in told


@time_machine.travel(later(hours=6))
def test_the_same_decision_gives_the_same_file() -> None:
    one = decision(State.DECIDED)
    path = f"/ask/C-{one.consultation_id}/report.docx"

    assert Client().get(path).content == Client().get(path).content


def test_before_anything_is_published_there_is_none() -> None:
    one = begun()

    assert Client().get(f"/ask/C-{one.consultation_id}/report.docx").status_code == 404


def test_those_who_write_it_read_it_as_it_stands_now_and_others_do_not() -> None:
    one = decision(State.WRITING)
    for by, status in ((head(), 200), (person(Role.UNIT_LEAD, units().water), 404)):
        here = Client()
        here.force_login(by)
        answer = here.get(f"/desk/asks/C-{one.consultation_id}/report.docx")
        assert answer.status_code == status
        if status == 200:
            assert "本件为草案，不是最后决定" in text(answer.content)
