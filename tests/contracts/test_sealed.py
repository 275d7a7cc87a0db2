"""Every role on every page: what a sealed report says is nowhere but where two people opened it."""

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import URLResolver

from sanwen.deliver.matters.states import State
from sanwen.integrity.conduct import actions
from sanwen.integrity.conduct.models import Kind, SealedReport
from sanwen.listen.voices.models import Voice
from sanwen.notices.models import Notice
from sanwen.people.roles import Role
from tests.factories.matters import Cast, matter, voice_of
from tests.factories.moments import MORNING
from tests.factories.people import person

pytestmark = pytest.mark.django_db
MARK = "紫砂壶换护照"
WORDS = f"局长收了{MARK}，经办人叫欧阳建国。"
# Above the named unit, in it, and beside it.
STANDS = ("county", "water", "desk")


def addresses(
    patterns: "list[URLPattern | URLResolver] | None" = None, start: str = "/"
) -> list[str]:
    """Every page, with 1 wherever a number is asked for; the API's own document too."""
    found: list[str] = []
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = start + str(one.pattern)
        if isinstance(one, URLResolver):
            found += addresses(one.url_patterns, route)
        else:
            found.append(route)
    return found


def filled(route: str, numbers: dict[str, str]) -> str:
    for name, value in numbers.items():
        route = route.replace(f"<int:{name}>", value)
    return route.replace("^", "").replace("\\Z", "").replace("$", "")


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def sealed(cast: Cast) -> SealedReport:
    one = matter(cast, State.ANSWERED)
    return actions.seal_report(
        kind=Kind.ACCUSATION,
        text=WORDS,
        about=[cast.units.water],
        submission_key="s",
        subject=f"voice:{voice_of(one).ref}",
        now=MORNING,
    ).report


@pytest.mark.parametrize("stands", STANDS)
@pytest.mark.parametrize("role", [None, *Role])
def test_its_words_are_on_no_page_of_any_role(
    cast: Cast, sealed: SealedReport, role: Role | None, stands: str
) -> None:
    client = Client(raise_request_exception=False)
    if role is not None:
        client.force_login(person(role, getattr(cast.units, stands)))
    numbers = {"number": str(sealed.pk), "pk": str(sealed.pk), "id": str(sealed.pk)}
    seen = 0

    for route in addresses():
        path = filled(route, numbers)
        if "<" in path or "(" in path:
            continue
        answer = client.get(path, {"q": MARK, "find": MARK})
        seen += answer.status_code == 200
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        # A search box may repeat what was typed into it; nobody typed the other words.
        assert "局长收了".encode() not in body, path
        assert "欧阳建国".encode() not in body, path

    assert seen > 5


@pytest.mark.parametrize("role", list(Role))
def test_only_supervisors_outside_the_named_unit_learn_that_it_exists(
    cast: Cast, sealed: SealedReport, role: Role
) -> None:
    for stands in STANDS:
        client = Client()
        client.force_login(person(role, getattr(cast.units, stands)))
        may = role == Role.SUPERVISOR and stands != "water"

        assert (client.get(f"/desk/sealed/{sealed.pk}/").status_code == 200) is may


def test_no_notice_and_no_voice_is_made_of_it(cast: Cast, sealed: SealedReport) -> None:
    assert not Notice.objects.filter(subject__contains="sealed").exists()
    assert not Voice.objects.filter(text__contains=MARK).exists()
