"""Finding words: what is found, by whom, in which order, and both ways of looking agree."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from sanwen.deliver.matters import search as searching
from sanwen.deliver.matters.actions import asking, opening
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.queues import queue_of
from sanwen.deliver.matters.search import Asked, search
from sanwen.deliver.matters.states import State
from sanwen.methods.text import sought
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.matters import Cast, matter, taken_in, voice_of
from tests.factories.moments import MORNING

pytestmark = pytest.mark.django_db
TODAY = MORNING.date()
TEXTS = (
    "石桥村口的路灯坏了半个月，晚上看不见路。",
    "小区三号楼下水道堵了。\n水管也破了。",
    "工地夜里施工到两点，孩子睡不着，路灯倒是亮的",
    "電話打不通，請問路燈何時修？",
    "The street light on Mill Road is out; please mend it.",
    "一条很长的街，灯光微弱，㵐水河边",
    "门牌 12 号，车号 川A·12345",
)


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture(params=["probe", "walk"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Rare words are read from the index, common ones are walked to: both must find the same."""
    monkeypatch.setattr(searching, "PROBED", 5000 if request.param == "probe" else 0)
    return str(request.param)


@pytest.fixture(params=["each unit", "everything"])
def along(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "FEW_UNITS", 1000 if request.param == "each unit" else 0)


def numbers(person: User, words: str, **more: object) -> list[int]:
    found = search(person, Asked(words, **more), today=TODAY)  # type: ignore[arg-type]
    return [hit.matter.pk for hit in found.hits]


def registered(cast: Cast) -> list[Matter]:
    return [
        taken_in(cast, text=text, now=MORNING + timedelta(hours=hours)).matter
        for hours, text in enumerate(TEXTS)
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("路灯", [3, 2, 0]),
        ("路燈", [3, 2, 0]),
        ("灯", [5, 3, 2, 0]),
        ("㵐", [5]),
        ("㵐水", [5]),
        ("下水道堵", [1]),
        ("下水道 水管", [1]),
        ("“路灯坏了半个月晚上”", [0]),
        ('"street light"', [4]),
        ("STREET out", [4]),
        ("streetlight", []),
        ("ill Road", [4]),
        ("川A12345", [6]),
        ("12", [6]),
        ("路灯 施工", [2]),
        ("不存在的词", []),
        ("，。！", []),
        ("", []),
        ("100%", []),
        ("_", []),
    ],
)
def test_words_of_any_length_are_found_newest_first(
    cast: Cast, way: str, along: None, words: str, expected: list[int]
) -> None:
    made = registered(cast)

    assert numbers(cast.clerk, words) == [made[at].pk for at in expected]


def test_what_is_found_is_what_a_reading_of_everything_finds(cast: Cast, way: str) -> None:
    made = registered(cast)
    everything = "".join(TEXTS)
    pieces = {everything[at : at + size] for at in range(len(everything)) for size in (1, 2, 4)}

    for piece in sorted(piece for piece in pieces if sought(piece) and not piece.isdigit()):
        holding = [
            one.pk
            for one, text in zip(made, TEXTS, strict=True)
            if all(sought(word) in sought(text) for word in piece.split())
        ]
        assert numbers(cast.clerk, piece) == sorted(holding, reverse=True), piece


RIGHTS = [
    # role, of which unit, whether the matter led by roads and registered by the desk is found
    (Role.INTAKE, "desk", True),
    (Role.SUPERVISOR, "desk", True),
    (Role.LEADER, "desk", True),
    (Role.HANDLER, "roads", True),
    (Role.UNIT_LEAD, "roads", True),
    (Role.INTAKE, "water", False),
    (Role.SUPERVISOR, "water", False),
    (Role.LEADER, "water", False),
    (Role.HANDLER, "water", False),
    (Role.UNIT_LEAD, "water", False),
    (Role.AUDITOR, "desk", False),
    (Role.ADMINISTRATOR, "desk", False),
]


@pytest.mark.parametrize(("role", "unit", "sees"), RIGHTS)
def test_nobody_finds_what_they_may_not_see(
    cast: Cast, way: str, along: None, role: Role, unit: str, sees: bool
) -> None:
    one = matter(cast, State.IN_HAND)
    person = cast.who(role, getattr(cast.units, unit))

    assert numbers(person, "路灯") == ([one.pk] if sees else [])
    assert Matter.objects.visible_to(person).exists() is sees


def test_a_unit_that_took_part_once_finds_the_matter_still(
    cast: Cast, way: str, along: None
) -> None:
    one = matter(cast, State.RETURNED)

    assert numbers(cast.handler, "路灯") == [one.pk]


def test_pages_follow_one_another_without_gap_or_repeat(cast: Cast, way: str, along: None) -> None:
    made = [taken_in(cast, text=f"路灯坏了，第{n}次", now=MORNING).matter.pk for n in range(7)]
    found, after = [], ""
    while True:
        page = search(cast.clerk, Asked("路灯", after=after), today=TODAY, size=3)
        found.append([hit.matter.pk for hit in page.hits])
        after = page.after
        if not after:
            break

    assert found == [made[:3:-1], made[3:0:-1], made[:1]]


@pytest.mark.parametrize("after", ["", "2026", "~", "x~1", "2026-03-10T00:00:00+08:00~x"])
def test_a_page_that_was_cut_short_begins_at_the_first(cast: Cast, way: str, after: str) -> None:
    one = matter(cast)

    assert numbers(cast.clerk, "路灯", after=after) == [one.pk]


def test_a_queue_bounds_what_is_found(cast: Cast, way: str) -> None:
    fresh, held = matter(cast), matter(cast, State.IN_HAND)
    of = {key: queue_of(cast.clerk, key) for key in ("new", "all", "late")}

    assert numbers(cast.clerk, "路灯", queue=of["new"]) == [fresh.pk]
    assert set(numbers(cast.clerk, "路灯", queue=of["all"])) == {fresh.pk, held.pk}
    assert numbers(cast.clerk, "路灯", queue=of["late"]) == []


@pytest.mark.parametrize("key", ["mine", "unit-hand", "unit-all", "unit-assist", "unit-read"])
def test_every_kind_of_queue_can_be_searched(cast: Cast, way: str, key: str) -> None:
    one = matter(cast, State.IN_HAND)
    queue = queue_of(cast.handler, key)

    found = numbers(cast.handler, "路灯", queue=queue)

    assert found == ([one.pk] if key in {"mine", "unit-hand", "unit-all"} else [])


def test_days_bound_what_is_found(cast: Cast, way: str, along: None) -> None:
    first = taken_in(cast, text="路灯坏了", now=MORNING).matter
    second = taken_in(cast, text="路灯又坏了", now=MORNING + timedelta(days=3)).matter
    between = MORNING + timedelta(days=1)

    assert numbers(cast.clerk, "路灯", since=between) == [second.pk]
    assert numbers(cast.clerk, "路灯", before=between) == [first.pk]


def test_what_was_added_later_is_found_too_and_shown(cast: Cast, way: str) -> None:
    one = matter(cast, State.IN_HAND)
    asking.add(matter=one, voice=voice_of(one), text="变压器旁边也黑了。", now=MORNING)

    (hit,) = search(cast.clerk, Asked("变压器"), today=TODAY).hits

    assert hit.matter == one
    assert [part.text for part in hit.parts if part.hit] == ["变压器"]


def test_every_joined_message_leads_to_its_matter_once(cast: Cast, way: str) -> None:
    into = matter(cast, voices=3)
    other = taken_in(cast, text="桥边路灯不亮").matter
    opening.join(matter=other, into=into, by=cast.clerk)

    assert numbers(cast.clerk, "路灯") == [into.pk]
    assert numbers(cast.clerk, "桥边") == [into.pk]


def test_numbers_that_tell_who_somebody_is_are_in_no_index(cast: Cast) -> None:
    taken_in(cast, text="我的电话 138 1234 5678，身份证11010519491231002X，3号楼")

    assert numbers(cast.clerk, "13812345678") == []
    assert numbers(cast.clerk, "11010519491231002X") == []
    assert len(numbers(cast.clerk, "3号楼")) == 1


def test_the_hit_is_marked_and_nothing_that_was_written_becomes_markup(cast: Cast) -> None:
    taken_in(cast, text="<script>alert(1)</script> 路灯 & <b>坏了</b>")
    client = Client()
    client.force_login(cast.clerk)

    page = client.get(reverse("desk_search"), {"q": '路灯 "><mark>'}).content.decode()

    assert "<script>alert" not in page
    assert "<mark>路灯</mark>" not in page  # the second word is found nowhere
    page = client.get(reverse("desk_search"), {"q": "路灯"}).content.decode()
    assert "<mark>路灯</mark> &amp; &lt;b&gt;" in page
    assert "alert(1)" in strip_tags(page)


def test_a_telephone_number_is_not_looked_for_and_the_page_says_so(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.clerk)

    page = client.get(reverse("desk_search"), {"q": "1381234567890"})

    assert page.context["personal"]


@pytest.mark.parametrize(
    "more",
    [{"queue": "none-such"}, {"since": "yesterday"}, {"until": "9999-12-31"}, {"after": "x"}],
)
def test_a_bound_that_is_none_is_left_out(cast: Cast, more: dict[str, str]) -> None:
    one = matter(cast)
    client = Client()
    client.force_login(cast.clerk)

    page = client.get(reverse("desk_search"), {"q": "路灯", **more})

    assert [hit["row"].ref for hit in page.context["hits"]] == [one.ref]
