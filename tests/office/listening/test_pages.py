"""The pages of topics: who sees them, small counts hidden, and queries that do not grow."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sanwen.charts import table
from sanwen.deliver.matters.actions import assigning
from sanwen.deliver.matters.actions.assigning import Assign
from sanwen.deliver.matters.models import Joining, Matter
from sanwen.listen.topics.models import Topic, TopicUnit
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Area
from tests.factories.matters import Cast
from tests.factories.moments import MORNING, later
from tests.factories.topics import TELLINGS, area, night, noise, speak, the_topic

pytestmark = pytest.mark.django_db
MOST_QUERIES = 22


@pytest.fixture(autouse=True)
def in_english(client: Client, settings: Any) -> Iterator[None]:
    settings.LANGUAGE_CODE = "en"
    return iter([None])


@pytest.fixture
def cast() -> Cast:
    return Cast()


def seen_by(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def text_of(page: Any) -> str:
    return page.content.decode()


def give_to_roads(cast: Cast) -> None:
    for matter in Matter.objects.filter(state="registered", area__isnull=False):
        assigning.assign(
            matter=matter, to=Assign(lead=cast.units.roads), by=cast.clerk, now=later(hours=2)
        )


# role · unit · the list · a topic of many people · a matter of it is listed
TABLE = [
    (Role.LEADER, "county", 200, 200, True),
    (Role.SUPERVISOR, "desk", 200, 200, True),
    (Role.INTAKE, "desk", 200, 200, True),
    (Role.AUDITOR, "county", 200, 200, False),
    (Role.UNIT_LEAD, "roads", 200, 200, True),
    (Role.UNIT_LEAD, "water", 200, 404, False),
    (Role.LEADER, "town", 200, 404, False),
    (Role.HANDLER, "roads", 403, 403, False),
    (Role.ADMINISTRATOR, "county", 403, 403, False),
]


@pytest.mark.parametrize(("role", "unit", "on_list", "on_page", "listed"), TABLE)
def test_who_reads_which_page(
    cast: Cast, role: Role, unit: str, on_list: int, on_page: int, listed: bool
) -> None:
    noise(cast, 7)
    give_to_roads(cast)
    night()
    client = seen_by(cast.who(role, getattr(cast.units, unit)))

    page = client.get(reverse("topic", args=[the_topic().pk]))

    assert client.get(reverse("topics")).status_code == on_list
    assert client.get(reverse("root_causes")).status_code == on_list
    assert page.status_code == on_page
    assert bool(on_page == 200 and page.context["matters"]) == listed


def test_a_small_topic_is_not_there_for_others_and_whole_for_its_own_unit(cast: Cast) -> None:
    noise(cast, 5)
    give_to_roads(cast)
    night()
    topic = the_topic()
    Topic.objects.filter(pk=topic.pk).update(people=4)
    leader, head = seen_by(cast.who(Role.LEADER, cast.units.county)), seen_by(cast.head)

    assert leader.get(reverse("topics")).context["rows"] == []
    assert leader.get(reverse("topic", args=[topic.pk])).status_code == 404
    assert [row.ref for row in head.get(reverse("topics")).context["rows"]] == [topic.ref]
    assert "4 people" in text_of(head.get(reverse("topic", args=[topic.pk])))


def test_small_cells_are_numbers_to_the_handling_unit_only(cast: Cast) -> None:
    noise(cast, 7)
    for n in range(2):
        speak(cast, TELLINGS[n], at=later(hours=-n), here=area("白杨镇", "990199002"))
    give_to_roads(cast)
    night()
    address = reverse("topic", args=[the_topic().pk])

    outside = seen_by(cast.who(Role.LEADER, cast.units.county)).get(address)
    inside = seen_by(cast.head).get(address)

    assert [place.words for place in inside.context["map"].places] == ["7", "2"]
    assert [place.words for place in outside.context["map"].places] == ["not shown", "fewer than 5"]
    shown = [words for _span, words in table(outside.context["over_time"]).rows]
    assert set(shown) <= {"0", "9", "not shown"}
    assert "fewer than 5" not in text_of(inside)
    assert not inside.context["over_time"].hides


def test_a_hidden_bar_is_as_tall_as_any_other_hidden_bar(cast: Cast) -> None:
    noise(cast, 7)
    night()
    topic = the_topic()
    Topic.objects.filter(pk=topic.pk).update(weekly=[0] * 18 + [1, 9, 3, 9, 4, 9, 2, 9])

    page = seen_by(cast.who(Role.LEADER, cast.units.county)).get(reverse("topic", args=[topic.pk]))

    over_time = page.context["over_time"]
    assert over_time.hides
    assert {bar.count for bar in over_time.rows if bar.is_hidden} == {None}
    heights = re.findall(r'class="c-hidden"[^>]* height="([^"]+)"', text_of(page))
    assert len(heights) == sum(bar.is_hidden for bar in over_time.rows)
    assert len(set(heights)) == 1


def test_the_last_four_weeks_are_marked_week_by_week_and_as_one_span(cast: Cast) -> None:
    noise(cast, 7)
    night()
    pk = the_topic().pk
    client = seen_by(cast.who(Role.LEADER, cast.units.county))
    for weeks, marked in (([9] * 26, 4), ([1, 2] * 13, 1)):
        Topic.objects.filter(pk=pk).update(weekly=weeks)

        chart = client.get(reverse("topic", args=[pk])).context["over_time"]
        marks = [row.is_marked for row in chart.rows[-5:]]

        assert marks == [False] * (5 - marked) + [True] * marked


def test_no_person_and_no_place_finer_than_the_area_is_on_the_page(cast: Cast) -> None:
    for text in TELLINGS:
        speak(cast, text, here=area(), place="观澜府3号楼2单元1203")
    night()
    auditor = seen_by(cast.who(Role.AUDITOR, cast.units.county))

    page = text_of(auditor.get(reverse("topic", args=[the_topic().pk])))

    assert "1203" not in page
    assert not [
        voice for voice in Joining.objects.values_list("voice", flat=True) if f"V-{voice}<" in page
    ]


def test_a_retired_topic_opens_and_says_so(cast: Cast) -> None:
    noise(cast, 6)
    night()
    topic = the_topic()
    night(later(days=400))
    client = seen_by(cast.who(Role.LEADER, cast.units.county))

    page = client.get(reverse("topic", args=[topic.pk]))

    assert "Not found any more since" in text_of(page)
    assert client.get(reverse("topics")).context["rows"] == []
    past = client.get(reverse("topics"), {"show": "past"}).context["rows"]
    assert [row.ref for row in past] == [topic.ref]


def test_the_list_is_narrowed_by_area_subject_and_growth(cast: Cast) -> None:
    noise(cast, 6)
    night()
    topic = the_topic()
    client = seen_by(cast.who(Role.LEADER, cast.units.county))

    def shown(**given: object) -> int:
        return len(client.get(reverse("topics"), given).context["rows"])

    assert shown(area=area().pk) == 1
    assert shown(area=area("白杨镇", "990199002").pk) == 0
    assert shown(rising="1") == int(topic.is_rising)
    assert topic.category is None or shown(category=topic.category.code[:2]) == 1
    assert shown(category="99") == 0


def test_the_list_goes_on_where_the_page_ended(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanwen.office.listening.lists.PAGE", 2)
    noise(cast, 6)
    night()
    first = the_topic()
    units = list(first.units.values("unit", "part"))
    for people in (9, 6, 6):
        other = Topic.objects.get(pk=first.pk)
        other.pk, other.people, other.score = None, people, people
        other.save()
        for row in units:
            TopicUnit.objects.create(topic=other, unit_id=row["unit"], part=row["part"])
    client = seen_by(cast.who(Role.LEADER, cast.units.county))

    page = client.get(reverse("topics"))
    rest = client.get(reverse("topics"), {"after": page.context["after"]})

    people = [row.people for row in [*page.context["rows"], *rest.context["rows"]]]
    assert people == ["9 people", "6 people", "6 people", "6 people"]
    refs = [row.ref for row in [*page.context["rows"], *rest.context["rows"]]]
    assert len(set(refs)) == 4


@pytest.mark.parametrize(
    "query", ["area=x", "area=²", "category=%27", "after=x~y", "after=~", "show=1"]
)
def test_an_address_that_was_tampered_with_is_no_fault(cast: Cast, query: str) -> None:
    client = seen_by(cast.who(Role.LEADER, cast.units.county))

    assert client.get(f"{reverse('topics')}?{query}").status_code == 200


def test_shapes_are_drawn_where_the_operator_brought_them(cast: Cast) -> None:
    square = '{"type":"Polygon","coordinates":[[[0,0],[0.2,0],[0.2,0.1],[0,0.1],[0,0]]]}'
    noise(cast, 6)
    night()
    client = seen_by(cast.who(Role.LEADER, cast.units.county))
    address = reverse("topic", args=[the_topic().pk])
    without = client.get(address)

    Area.objects.filter(pk=area().pk).update(geometry=square)
    drawn = client.get(address)
    Area.objects.filter(pk=area().pk).update(geometry='{"type":"Polygon","coordinates":"x"}')
    broken = client.get(address)

    assert '<svg class="map"' not in text_of(without)
    assert 'd="M0 ' in text_of(drawn)
    assert '<svg class="map"' not in text_of(broken)
    assert [place.words for place in broken.context["map"].places] == ["6"]


def test_pages_ask_the_same_few_queries_however_much_there_is(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    noise(cast, 6)
    night()
    client = seen_by(cast.who(Role.LEADER, cast.units.county))
    address = reverse("topic", args=[the_topic().pk])
    for page in (reverse("topics"), address, reverse("root_causes")):
        with django_assert_max_num_queries(MOST_QUERIES) as few:
            client.get(page)
        if page == address:
            before = len(few)
    for n in range(12):
        speak(cast, TELLINGS[n % 7], at=MORNING - timedelta(days=n), here=area())
    night(later(days=1))

    with django_assert_max_num_queries(before):
        client.get(address)
