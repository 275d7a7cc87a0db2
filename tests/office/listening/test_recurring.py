"""What comes back at the same place after it was solved is linked; a person may set it aside."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sanwen.core.ruling import NotAllowed
from sanwen.integrity.audit.models import Entry
from sanwen.office.listening.actions import recurring
from sanwen.office.listening.models import Recurrence, RootCause
from sanwen.people.roles import Role
from tests.factories.matters import Cast
from tests.factories.moments import MORNING, later
from tests.factories.topics import NIGHT, answered, area, speak
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db
LAMP = "滨河东路的路灯不亮，晚上看不见路。"
AGAIN = "滨河东路的路灯又不亮了，晚上还是看不见路。"
ROAD = "滨河东路"


@pytest.fixture
def cast() -> Cast:
    return Cast()


def find(now: Any = None) -> int:
    return recurring.find_recurrences(by=NIGHT, now=now or later(days=60))


def came_back(cast: Cast) -> Recurrence:
    answered(cast, speak(cast, LAMP, here=area(), place=ROAD))
    speak(cast, AGAIN, at=later(days=30), here=area(), place=ROAD)
    find()
    return Recurrence.objects.get()


def test_what_comes_back_after_it_was_solved_is_linked_with_its_reasons(cast: Cast) -> None:
    old = answered(cast, speak(cast, LAMP, here=area(), place=ROAD))
    new = speak(cast, AGAIN, at=later(days=30), here=area(), place=ROAD).matter

    assert find() == 1

    link = Recurrence.objects.get()
    assert (link.matter, link.earlier, link.was) == (new, old, "judged")
    assert link.same_place
    assert any("路灯" in phrase for phrase in link.because)
    cause = RootCause.objects.get()
    assert (cause.area, cause.times, cause.matters, cause.people) == (area(), 1, 2, 2)


@pytest.mark.parametrize(
    ("said", "text", "place", "days"),
    [
        ("no", AGAIN, ROAD, 30),  # it was never solved
        ("yes", "社保卡补办要几天，在哪里领？", ROAD, 30),  # another subject
        ("yes", AGAIN.replace(ROAD, "文昌路"), "文昌路", 30),  # another road
        ("yes", AGAIN, ROAD, 0.3),  # opened before the other was solved
        ("yes", AGAIN, ROAD, 900),  # too long ago
    ],
)
def test_what_is_not_the_same_again_is_not_linked(
    cast: Cast, said: str, text: str, place: str, days: float
) -> None:
    answered(cast, speak(cast, LAMP, here=area(), place=ROAD), said=said)
    speak(cast, text, at=MORNING + timedelta(days=days), here=area(), place=place)

    assert find(MORNING + timedelta(days=days + 1)) == 0


def test_another_area_is_another_place(cast: Cast) -> None:
    answered(cast, speak(cast, LAMP, here=area()))
    speak(cast, AGAIN, at=later(days=30), here=area("白杨镇", "990199002"))

    assert find() == 0


def test_a_second_night_links_nothing_twice(cast: Cast) -> None:
    came_back(cast)

    assert find(later(days=61)) == 0
    assert RootCause.objects.get().times == 1


def test_each_time_is_counted(cast: Cast) -> None:
    came_back(cast)
    second = speak(cast, AGAIN, at=later(days=62), here=area(), place=ROAD)
    answered(cast, second, now=later(days=62))
    speak(cast, LAMP, at=later(days=80), here=area(), place=ROAD)

    find(later(days=90))

    cause = RootCause.objects.get()
    assert (cause.times, cause.people) == (3, 4)


def test_a_number_in_the_words_is_masked_in_the_reasons(cast: Cast) -> None:
    words = "，我的手机13800138000"
    answered(cast, speak(cast, LAMP + words, here=area(), place=ROAD))
    speak(cast, AGAIN + words, at=later(days=30), here=area(), place=ROAD)
    find()

    assert "13800138000" not in "".join(Recurrence.objects.get().because)


def test_setting_aside_says_why_and_the_counts_follow(cast: Cast) -> None:
    link = came_back(cast)

    recurring.set_aside(recurrence=link, reason="是另一盏灯。", by=cast.clerk, now=later(days=61))

    link.refresh_from_db()
    assert (link.set_aside_by, link.set_aside_because) == (cast.clerk.actor_ref, "是另一盏灯。")
    assert RootCause.objects.get().times == 0
    entry = Entry.objects.get(verb="recurrence.set_aside")
    assert "另一盏" not in entry.details
    assert find(later(days=62)) == 0


@pytest.mark.parametrize(("role", "reason"), [(Role.AUDITOR, "不对"), (Role.SUPERVISOR, "  ")])
def test_who_only_reads_and_who_gives_no_reason_sets_nothing_aside(
    cast: Cast, role: Role, reason: str
) -> None:
    link = came_back(cast)
    who = cast.who(role, cast.units.county)

    with nothing_changes(), pytest.raises(NotAllowed):
        recurring.set_aside(recurrence=link, reason=reason, by=who, now=later(days=61))

    link.refresh_from_db()
    assert link.set_aside_at is None


def test_nothing_is_set_aside_twice(cast: Cast) -> None:
    link = came_back(cast)
    recurring.set_aside(recurrence=link, reason="另一盏", by=cast.clerk, now=later(days=61))

    with nothing_changes(), pytest.raises(NotAllowed):
        recurring.set_aside(recurrence=link, reason="再说", by=cast.clerk, now=later(days=62))


# role · unit · sees the candidate · may open its matters
TABLE = [
    (Role.LEADER, "county", True, True),
    (Role.INTAKE, "desk", True, True),
    (Role.UNIT_LEAD, "water", False, False),
    (Role.AUDITOR, "county", True, False),
    (Role.SUPERVISOR, "town", False, False),
]


@pytest.mark.parametrize(("role", "unit", "sees", "opens"), TABLE)
def test_a_candidate_is_seen_where_a_matter_of_it_is(
    cast: Cast, role: Role, unit: str, sees: bool, opens: bool
) -> None:
    link = came_back(cast)
    client = Client()
    client.force_login(cast.who(role, getattr(cast.units, unit)))

    listed = client.get(reverse("root_causes"))
    page = client.get(reverse("root_cause", args=[link.cause_id]))

    assert bool(listed.context["rows"]) == sees
    assert page.status_code == (200 if sees else 404)
    if sees:
        assert bool(page.context["links"][0].matter.address) == opens


def test_the_page_sets_aside_and_asks_for_the_reason(cast: Cast) -> None:
    link = came_back(cast)
    client = Client()
    client.force_login(cast.clerk)
    address = reverse("set_recurrence_aside", args=[link.cause_id, link.pk])

    without = client.post(address, {"reason": " "})
    with_reason = client.post(address, {"reason": "另一盏灯"})

    assert without.status_code == 422
    assert without.context["refusal"]
    assert with_reason.status_code == 302
    assert Recurrence.objects.get().set_aside_because == "另一盏灯"
