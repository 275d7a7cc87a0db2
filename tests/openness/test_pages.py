"""Every open page opens for everybody, empty and filled, in both languages, and is light."""

import gzip
import re
from datetime import timedelta

import pytest
from django.test import Client

from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.states import State
from sanwen.openness import counting
from sanwen.openness.actions.reading import read_lines
from tests.contracts.test_public_weight import PAGE_AND_STYLE, SCRIPT, SCRIPTS, STYLES, weight
from tests.factories.matters import Cast, matter, taken_in
from tests.factories.moments import MORNING

pytestmark = pytest.mark.django_db
PAGES = [
    "/open/", "/open/matters/", "/open/matters/places/", "/open/topics/", "/open/counts/",
    "/open/trail/", "/open/data/", "/open/definitions/",
]  # fmt: skip
FEEDS = ["matters", "topics", "promises", "surveys", "trail", "data"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_it_opens_before_anything_happened(path: str, language: str) -> None:
    page = Client(headers={"accept-language": language}).get(path)

    assert page.status_code == 200
    assert "aria-current=" in page.content.decode()


def test_on_a_telephone_the_section_one_is_in_is_named_above_the_others() -> None:
    page = Client(headers={"accept-language": "en"}).get("/open/matters/places/").content.decode()

    assert re.search(r"<summary>.*?You are at.*?<b>Matters</b>.*?</summary>", page)
    assert "<details><summary>" in page


@pytest.fixture
def filled() -> None:
    cast = Cast()
    matter(cast, State.CLOSED)
    for number in range(40):
        one = taken_in(cast, text=f"第{number}处积水", now=MORNING + timedelta(days=number)).matter
        Matter.objects.filter(pk=one.pk).update(public_summary=f"第{number}处路面积水请清理")
    read_lines()


@pytest.mark.parametrize("path", PAGES)
def test_it_is_light(path: str, filled: None) -> None:
    page = Client().get(path).content

    assert len(gzip.compress(page)) + weight(STYLES.findall(page)) <= PAGE_AND_STYLE
    assert weight(SCRIPTS.findall(page)) <= SCRIPT


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_is_atom_with_identifiers_that_stay(name: str, filled: None) -> None:
    chinese = Client(headers={"accept-language": "zh-hans"}).get(f"/open/{name}.atom")
    english = Client(headers={"accept-language": "en"}).get(f"/open/{name}.atom")

    assert chinese["Content-Type"].startswith("application/atom+xml")
    ids = [
        [line for line in feed.content.decode().split("<") if line.startswith("id>")]
        for feed in (chinese, english)
    ]
    assert ids[0] == ids[1]


def test_the_pages_ask_as_much_of_many_matters_as_of_few(
    filled: None, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        Client().get("/open/matters/")


def test_small_numbers_of_people_are_not_shown() -> None:
    assert counting.shown("", [0, 3, 9]).cells == (0, None, None)
    assert counting.shown("", [0, 0]).cells == (0, 0)


def test_the_home_page_and_every_footer_lead_here() -> None:
    assert Client().get("/").content.count(b'href="/open/"') == 2
