"""Words are read for one's own areas; what is doubtful is a question, never an answer."""

import pytest

from sanwen.deliver.intake.actions import take_in
from sanwen.listen.voices.actions import Draft
from sanwen.listen.voices.models import Channel
from sanwen.places import actions
from sanwen.places.area_import import plan
from sanwen.places.models import Area
from sanwen.places.reading import read
from sanwen.web import nearby
from tests.factories.moments import later
from tests.factories.places import TESTS, units

pytestmark = pytest.mark.django_db
NOW = later(days=1)
TABLE = """code,name,name_en,aliases,parent
430100,清源县,Qingyuan County,,
430100001,柳溪镇,Liuxi Town,老柳溪街,
430100001001,和平村,,,
430100002,石桥铺镇,,,
430100002001,和平村,,,
"""


@pytest.fixture(autouse=True)
def areas() -> dict[str, int]:
    actions.import_areas(by=TESTS, year=2026, rows=plan(TABLE.encode(), known={}).rows)
    return {area.code: area.pk for area in Area.objects.all()}


def test_a_name_and_an_alias_lead_to_their_area(areas: dict[str, int]) -> None:
    assert read("柳溪停水两天").area_id == areas["430100001"]
    assert read("老柳溪街停水").area_id == areas["430100001"]


def test_a_name_of_two_villages_is_a_question(areas: dict[str, int]) -> None:
    found = read("和平村停水")

    assert found.area_id is None
    assert set(found.candidates) == {areas["430100001001"], areas["430100002001"]}


def test_a_changed_table_is_read_anew(
    areas: dict[str, int], django_capture_on_commit_callbacks: object
) -> None:
    assert read("青石镇停水").area_id is None

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        rows = plan("code,name\n430100003,青石镇\n".encode(), known={"430100": "/430100/"}).rows
        actions.import_areas(by=TESTS, year=2026, rows=rows)

    assert read("青石镇停水").area_id is not None


def test_the_public_form_asks_which_of_two_it_is(areas: dict[str, int]) -> None:
    hints = nearby.hints("和平村停水", area_id=None, now=NOW)

    assert hints.area is None
    assert {area.pk for area in hints.choices} == {areas["430100001001"], areas["430100002001"]}


@pytest.mark.parametrize(
    ("channel", "text", "code"),
    [
        (Channel.API, "柳溪镇停水", "430100001"),
        (Channel.IMPORT, "和平村停水", None),
        (Channel.WEB, "柳溪镇停水", None),
    ],
)
def test_only_a_sure_place_is_set_and_never_against_the_person(
    areas: dict[str, int], channel: Channel, text: str, code: str | None
) -> None:
    taken = take_in(Draft(text=text, channel=channel), received_by=units().desk, by=TESTS, now=NOW)

    assert taken.voice.area_id == (areas[code] if code else None)
