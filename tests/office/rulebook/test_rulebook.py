"""Versions are published by the administrator, tried on last year, and nothing is half written."""

import inspect
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.states import State
from sanwen.deliver.procedures import known
from sanwen.deliver.procedures.declared import Declared, Length
from sanwen.deliver.procedures.models import Version
from sanwen.deliver.procedures.written import written
from sanwen.integrity.audit.models import Entry
from sanwen.office.rulebook import actions, rules
from sanwen.office.rulebook.forms import VersionForm
from sanwen.office.rulebook.replay import replay
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.matters import Cast, matter
from tests.factories.moments import MORNING, later
from tests.factories.people import person

pytestmark = pytest.mark.django_db
TODAY = MORNING.date()
WHY = "县里研究决定，答复再快一天。"
EN = {"accept-language": "en"}


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def administrator(cast: Cast) -> User:
    return person(Role.ADMINISTRATOR, cast.units.county)


def promising(length: int, *, code: str = "service", begins: date = TODAY) -> Declared:
    base = known.versions(code)[-1]
    unit = "day" if code == "appeal" else "workday"
    first = replace(base.promise, own=Length(length, unit, 30, "day"))
    return replace(base, begins_on=begins, clocks=(first, *base.clocks[1:]))


def publish(one: Declared, by: User, because: str = WHY) -> Version:
    return actions.publish(one=one, because=because, by=by, now=MORNING)


# Publishing


def test_a_version_is_numbered_written_and_recorded(administrator: User) -> None:
    row = publish(promising(4), administrator)
    again = publish(promising(3), administrator)

    assert (row.number, again.number) == ("1.1", "1.2")
    assert known.version("service", "1.1").because_zh == WHY
    assert known.current("service", TODAY).own_length("service.reply") == Length(
        3, "workday", 30, "day"
    )
    assert Entry.objects.filter(
        verb="procedure.published", subject="procedure:service-1.2"
    ).exists()


def test_the_places_own_procedure_begins_at_one(administrator: User) -> None:
    own = replace(promising(3), code="heating")

    assert publish(own, administrator).number == "1"
    assert publish(replace(own, begins_on=TODAY), administrator).number == "2"


@pytest.mark.parametrize("role", set(Role) - {Role.ADMINISTRATOR})
def test_nobody_else_publishes_and_nothing_is_written(cast: Cast, role: Role) -> None:
    with pytest.raises(NotAllowed):
        publish(promising(4), person(role, cast.units.county))

    assert not Version.objects.exists()


@pytest.mark.parametrize(
    ("one", "because"),
    [
        (lambda: promising(4, begins=TODAY - timedelta(days=1)), WHY),
        (lambda: promising(61, code="appeal"), WHY),
        (lambda: replace(promising(4), outcomes=()), WHY),
        (lambda: promising(4), "  "),
    ],
)
def test_what_is_not_sound_is_refused_and_nothing_is_written(
    administrator: User, one: "object", because: str
) -> None:
    with pytest.raises(NotAllowed):
        publish(one(), administrator, because)  # type: ignore[operator]

    assert not Version.objects.exists()
    assert not Entry.objects.filter(verb="procedure.published").exists()


def test_a_version_does_not_overtake_the_one_before(administrator: User) -> None:
    publish(promising(4, begins=TODAY + timedelta(days=30)), administrator)

    with pytest.raises(NotAllowed):
        publish(promising(3, begins=TODAY + timedelta(days=10)), administrator)


TABLE = {
    "may_read": set(Role),
    "may_publish": {Role.ADMINISTRATOR},
}


@pytest.mark.parametrize("name", TABLE)
def test_the_table_of_rights_holds(cast: Cast, name: str) -> None:
    allowed = {r for r in Role if getattr(rules, name)(person(r, cast.units.county))}

    assert allowed == TABLE[name]


def test_every_right_stands_in_the_table() -> None:
    found = {name for name, _ in inspect.getmembers(rules, inspect.isfunction)}

    assert {name for name in found if name.startswith("may_")} == TABLE.keys() | {"may_begin"}


# Trying it on last year


def test_a_shorter_promise_moves_every_date_earlier_and_names_who_would_be_late(cast: Cast) -> None:
    answered = matter(cast, State.ANSWERED)
    Matter.objects.filter(pk=answered.pk).update(answered_at=later(days=3))
    answered.clocks.filter(rule="service.reply").update(stopped_at=later(days=3))
    running = matter(cast, State.IN_HAND)
    base = known.version("service", "1")

    (shift,) = replay(base, promising(1), now=later(days=30)).shifts

    assert (shift.earlier, shift.same, shift.later) == (2, 0, 0)
    assert (shift.became_late, shift.no_longer_late) == (1, 0)
    assert shift.days[1] < 0
    assert shift.examples[0].matter == answered.pk
    assert shift.examples[0].turned == "late"
    assert running.pk in {each.matter for each in shift.examples} | {answered.pk}


def test_the_same_rule_moves_nothing(cast: Cast) -> None:
    matter(cast, State.ANSWERED)
    base = known.version("service", "1")

    assert replay(base, base, now=later(days=30)).shifts == []


def test_it_reads_no_more_than_it_is_told(cast: Cast) -> None:
    for _ in range(3):
        matter(cast, State.REGISTERED)
    base = known.version("service", "1")

    found = replay(base, promising(9), now=later(days=30), most=2)

    assert (found.read, found.bounded) == (2, True)
    assert found.shifts[0].later == 2


def test_what_is_older_than_a_year_is_not_read(cast: Cast) -> None:
    matter(cast, State.ANSWERED)
    base = known.version("service", "1")

    assert replay(base, promising(9), now=later(days=400)).read == 0


def test_it_changes_nothing(cast: Cast) -> None:
    one = matter(cast, State.IN_HAND)
    before = Matter.objects.filter(pk=one.pk).values().get()

    replay(known.version("service", "1"), promising(1), now=later(days=30))

    assert Matter.objects.filter(pk=one.pk).values().get() == before


# The pages


@pytest.mark.parametrize("role", Role)
def test_everybody_with_a_role_reads_them_in_both_languages(
    client: Client, cast: Cast, role: Role
) -> None:
    client.force_login(person(role, cast.units.county))

    assert "办理程序" in client.get("/procedures/").content.decode()
    for code in known.ORDER:
        for headers in ({}, EN):
            assert client.get(reverse("procedure", args=[code]), headers=headers).status_code == 200
    response = client.get(reverse("procedure_version", args=["service"]))
    assert response.status_code == (200 if role == Role.ADMINISTRATOR else 403)


def entered(of: str = "service", **changes: object) -> dict[str, object]:
    """What the form would send as it stands, with changes."""
    form = VersionForm(base=known.versions(of)[-1], today=date.today())  # noqa: DTZ011
    data: dict[str, object] = {
        name: form[name].value() for name in form.fields if form[name].value() not in (None, "")
    }
    return data | {"because": WHY} | changes


def test_a_period_is_changed_in_a_form(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    page = reverse("procedure_version", args=["service"])

    tried = client.post(page, entered(clock_0_length=4, **{"try": "1"}), headers=EN)
    assert tried.status_code == 200
    assert "5 working days → 4 working days" in tried.content.decode()
    assert not Version.objects.exists()

    response = client.post(page, entered(clock_0_length=4, publish="1"))
    assert response.status_code == 302
    own = known.versions("service")[-1]
    assert own.version == "1.1"
    assert own.own_length("service.reply").length == 4
    assert all(timed.own for timed in own.clocks)


@pytest.mark.parametrize(
    "wrong",
    [
        {"clock_0_length": "0"},
        {"clock_0_length": ""},
        {"outcomes": []},
        {"because": ""},
        {"begins_on": "2001-01-01"},
        {"moves_in_hand": ["ask"]},
    ],
    ids=str,
)
def test_what_is_wrong_keeps_what_was_entered_and_writes_nothing(
    client: Client, administrator: User, wrong: dict[str, object]
) -> None:
    client.force_login(administrator)
    data = entered(clock_1_length=7, publish="1") | wrong

    response = client.post(reverse("procedure_version", args=["service"]), data)

    assert response.status_code in (403, 422)
    assert 'name="clock_1_length" value="7"' in response.content.decode()
    assert not Version.objects.exists()


def test_a_procedure_of_its_own_begins_as_a_copy(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    words = {
        "code": "heating",
        "name_zh": "供暖诉求",
        "name_en": "Heating",
        "article": "本县供热管理办法第12条",
        "sentence_zh": "暖气不热，24小时内答复。",
        "sentence_en": "No heating: an answer within 24 hours.",
    }
    hours = {"clock_0_length": 24, "clock_0_unit": "hour", "publish": "1"}
    page = reverse("procedure_copy", args=["service"])

    assert client.post(page, entered(**hours, **words)).status_code == 302
    assert client.post(page, entered(**hours, **words)).status_code == 422
    assert known.version("heating", "1").name_zh == "供暖诉求"
    assert "供暖诉求" in client.get(reverse("procedures")).content.decode()


def test_a_file_goes_out_and_comes_back(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    text = client.get(reverse("procedure_file", args=["service", "1"])).content.decode()
    today = date.today().isoformat()  # noqa: DTZ011
    text = text.replace("begins_on = 2018-01-01", f"begins_on = {today}")
    text = text.replace(
        'rule = "service.reply"', 'rule = "service.reply"\nlength = 4\nunit = "workday"'
    )
    page = reverse("procedure_upload")

    assert client.post(page, {"text": text, "because": WHY, "try": "1"}).status_code == 200
    assert not Version.objects.exists()
    assert client.post(page, {"text": text, "because": WHY, "publish": "1"}).status_code == 302
    assert known.version("service", "1.1").own_length("service.reply") == Length(4, "workday")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "粘贴"),
        ("code = ", "Invalid value"),
        ('code = "x"', "缺少 version"),
        (written(replace(known.shipped()["service", "1"], outcomes=("won",))), "won"),
        (written(known.shipped()["sealed", "1"]), "单独的地方"),
    ],
)
def test_a_wrong_file_is_told_line_by_line_and_kept_in_the_box(
    client: Client, administrator: User, text: str, said: str
) -> None:
    client.force_login(administrator)

    response = client.post(
        reverse("procedure_upload"), {"text": text, "because": WHY, "publish": "1"}
    )

    assert response.status_code == 422
    assert said in response.content.decode()
    assert WHY in response.content.decode()
    assert not Version.objects.exists()


def test_nobody_else_uploads(client: Client, cast: Cast) -> None:
    client.force_login(cast.clerk)

    assert client.get(reverse("procedure_upload")).status_code == 403
    assert client.get(reverse("procedure", args=["nothing"])).status_code == 404
    assert client.get(reverse("procedure_version", args=["sealed"])).status_code == 403
