"""The page tells how right suggestions were, by subject, at a price that does not grow."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from sanwen.core.actors import Machine
from sanwen.deliver.matters.actions import assigning
from sanwen.deliver.matters.actions.assigning import Assign
from sanwen.listen.triage import knowing
from sanwen.listen.triage.actions import load_shipped
from sanwen.listen.triage.models import Category, ModelVersion, Target
from sanwen.office.suggesting import actions
from sanwen.office.suggesting.corrections import Correction, examples
from sanwen.office.suggesting.counting import counted
from sanwen.people.roles import Role
from tests.factories.matters import Cast, taken_in
from tests.factories.moments import MORNING

pytestmark = pytest.mark.django_db

BY = Machine("tests")


@pytest.fixture
def cast() -> Cast:
    load_shipped(by=BY)
    knowing.forget()
    return Cast()


def confirmed(cast: Cast, code: str | None) -> None:
    one = taken_in(cast, text="石桥村口的路灯坏了半个月，晚上看不见路。").matter
    subject = Category.objects.get(code=code) if code else None
    assigning.assign(
        matter=one, to=Assign(lead=cast.units.roads, category=subject), by=cast.clerk, now=MORNING
    )


def page(cast: Cast, role: Role) -> Client:
    client = Client()
    client.force_login(cast.who(role))
    return client


def version(number: int = 1, *, current: bool = True) -> ModelVersion:
    figures = {"n": 40, "accuracy": 0.8, "covered": 0.95, "size": 1.2, "unsure": 0.1, "error": 0.02}
    return ModelVersion.objects.create(
        target=Target.CATEGORY,
        number=number,
        made_at=MORNING,
        made_by="machine:triage",
        examples=100,
        classes=5,
        learned_until=MORNING,
        figures={"new": figures, "rules": figures, "now": None},
        data=b"",
        is_current=current,
    )


def test_only_what_a_person_named_teaches(cast: Cast) -> None:
    confirmed(cast, "020101")
    confirmed(cast, None)

    found = list(examples())

    assert [one.category for one in found] == ["020101"]
    assert found[0].text.startswith("石桥村口")


def test_a_unit_teaches_once_it_has_begun(cast: Cast) -> None:
    confirmed(cast, "020101")

    assert [one.unit for one in examples()] == [""]


def test_the_first_suggestion_is_compared_with_what_was_confirmed(cast: Cast) -> None:
    confirmed(cast, "020101")
    confirmed(cast, "060101")

    count = actions.count(now=MORNING + timedelta(days=1))

    assert count.matters == 2
    assert count.figures["right"]["value"] == 0.5
    assert sorted(row["n"] for row in count.figures["branches"]) == [1, 1]


def test_sets_doubt_and_branches_are_counted() -> None:
    rows = [
        Correction(1, [{"id": 1, "p": 0.9}], [1], False),
        Correction(2, [{"id": 1, "p": 0.4}], [1, 2, 3], True),
        Correction(9, [], [], True),
    ]

    found = counted(rows, {1: 10, 2: 10, 9: 9})

    assert (found["matters"], found["guessed"], found["sets"]) == (3, 2, 2)
    assert (found["covered"]["value"], found["size"]) == (1, 2)
    assert found["unsure"] == pytest.approx(2 / 3)
    assert [(row["subject"], row["n"], row["near"]) for row in found["branches"]] == [
        (10, 2, 2),
        (9, 1, 0),
    ]


def test_before_anything_is_named_the_page_says_so(cast: Cast) -> None:
    answer = page(cast, Role.INTAKE).get(reverse("triage"))

    assert answer.status_code == 200
    assert "figures" not in answer.context
    assert [source["current"] for source in answer.context["sources"]] == [None, None]


def test_the_page_shows_figures_curve_and_versions(cast: Cast) -> None:
    confirmed(cast, "020101")
    actions.count(now=MORNING + timedelta(days=1))
    version()

    answer = page(cast, Role.LEADER).get(reverse("triage"))

    assert answer.context["figures"][0].value == "100%"
    assert "100% (21–100%) 1/1" in answer.content.decode()
    assert answer.context["sources"][0]["current"].accuracy == "80%"
    assert reverse("triage_use", args=["category"]).encode() not in answer.content


def test_its_queries_do_not_grow(cast: Cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(1, 8):
        version(number, current=number == 1)
    for _ in range(3):
        confirmed(cast, "020101")
    actions.count(now=MORNING + timedelta(days=1))
    client = page(cast, Role.INTAKE)
    client.get(reverse("triage"))

    with django_assert_max_num_queries(7):
        client.get(reverse("triage"))


def test_the_desk_chooses_with_one_press(cast: Cast) -> None:
    old, new = version(1, current=False), version(2)

    page(cast, Role.INTAKE).post(reverse("triage_use", args=["category"]), {"version": old.pk})

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.is_current, new.is_current) == (True, False)


@pytest.mark.parametrize("given", [{"version": "x"}, {"version": "999999"}])
def test_what_does_not_exist_is_not_found(cast: Cast, given: dict[str, str]) -> None:
    assert page(cast, Role.INTAKE).post("/triage/category/use/", given).status_code == 404
    assert page(cast, Role.INTAKE).post("/triage/weather/use/", {}).status_code == 404


def test_a_handler_sees_nothing_and_a_leader_chooses_nothing(cast: Cast) -> None:
    one = version()

    assert page(cast, Role.HANDLER).get(reverse("triage")).status_code == 403
    refused = page(cast, Role.LEADER).post("/triage/category/use/", {"version": ""})

    one.refresh_from_db()
    assert (refused.status_code, one.is_current) == (403, True)
