"""Every page that shows a matter × everybody who keeps away from it: nothing, at any door."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import URLResolver

from sanwen.core.actors import Machine
from sanwen.deliver.matters.actions import assigning, opening
from sanwen.deliver.matters.actions.assigning import Assign
from sanwen.deliver.matters.models import Group, Matter, Recusal
from sanwen.deliver.matters.queue_rows import counts
from sanwen.deliver.mediation.models import Mediation
from sanwen.deliver.papers.models import Paper
from sanwen.deliver.reception.models import Visit
from sanwen.deliver.reception.states import State as Visiting
from sanwen.integrity.conduct import touched
from sanwen.listen.voices import actions as voices
from sanwen.listen.voices.models import Photo
from sanwen.listen.voices.pictures import Picture
from sanwen.office.listening.models import Recurrence, RootCause
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories import mediation as mediations
from tests.factories import reception
from tests.factories.matters import Cast, taken_in, voice_of
from tests.factories.moments import MORNING, later
from tests.factories.people import person
from tests.factories.topics import area

pytestmark = pytest.mark.django_db
MARK = "沙棘坡涵洞"
WORDS = f"{MARK}塌了，路灯也坏了，晚上没法走。"
# Who would see the matter if they kept no distance: the role, and the unit it is held in.
READERS = [
    (Role.INTAKE, "desk"),
    (Role.INTAKE, "county"),
    (Role.SUPERVISOR, "county"),
    (Role.LEADER, "county"),
    (Role.HANDLER, "roads"),
    (Role.UNIT_LEAD, "roads"),
    (Role.HANDLER, "water"),
    (Role.UNIT_LEAD, "town"),
]
OPEN = ("/accounts/", "/api/", "/static/")
NUMBER = re.compile(r"<int:(\w+)>")


def routes() -> list[str]:
    """Every address that asks who one is; what is open to all is tested as such."""
    return [route for route in _routes() if not route.startswith(OPEN)]


def _routes(
    patterns: "list[URLPattern | URLResolver] | None" = None, start: str = "/"
) -> list[str]:
    found: list[str] = []
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = start + str(one.pattern).replace("^", "").replace("\\Z", "").replace("$", "")
        if isinstance(one, URLResolver):
            found += _routes(one.url_patterns, route)
        elif getattr(one.callback, "login_required", True):
            found.append(route)
    return found


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def matter(cast: Cast) -> Matter:
    """With all that may hang on one: helpers, a photo, a paper, a mediation, a visit, a group."""
    one = taken_in(cast, text=WORDS).matter
    other = taken_in(cast, text=f"{MARK}又塌了，请来看看。").matter
    to = Assign(lead=cast.units.roads, assists=[cast.units.water])
    assigning.assign(matter=one, to=to, by=cast.clerk, now=later(hours=1))
    assigning.take(matter=one, by=cast.handler, now=later(hours=2))
    voices.add_picture(
        voice=voice_of(one),
        picture=Picture("a" * 32, b"\xff\xd8jpeg", 60, 80),
        by=Machine("tests"),
        now=MORNING,
    )
    group = Group.objects.create(
        received_by=cast.units.desk, percent=80, shared=[MARK], made_at=MORNING
    )
    group.matters.set([one, other])
    Paper.objects.create(
        matter=one, kind="transfer", version=1, unit=cast.units.desk, filled={"subject": MARK},
        made_by="staff:x", made_at=MORNING,
    )  # fmt: skip
    file = mediations.mediation(cast, one)
    Mediation.objects.filter(pk=file.pk).update(about=MARK)
    visit = reception.visit(cast, reception.counter(cast), Visiting.DONE)
    visit.voice = voice_of(one)
    visit.save()
    cause = RootCause.objects.create(times=2, area=area())
    Recurrence.objects.create(
        cause=cause, matter=one, earlier=other, was="judged", because=[MARK], likeness=70,
        found_at=MORNING,
    )  # fmt: skip
    for both in (one, other):
        both.refresh_from_db()
    return one


def keep_away(who: User, *matters: Matter, by_unit: bool) -> None:
    who_or_unit = {"unit": who.units()[0]} if by_unit else {"user": who}
    for one in matters:
        Recusal.objects.create(
            matter=one, ground="declared", found_at=MORNING, found_by="machine:x", **who_or_unit
        )


def numbers() -> dict[str, int]:
    """What stands before a number in an address tells whose it is; else it is the matter's."""
    one = Matter.objects.earliest("pk")
    return {
        "matters/M-": one.pk,
        "photos/": Photo.objects.get().pk,
        "papers/": Paper.objects.get().pk,
        "mediation": Mediation.objects.get().pk,
        "visits/": Visit.objects.get().pk,
        "reception/": Visit.objects.get().pk,
        "causes/": RootCause.objects.get().pk,
        "groups/": Group.objects.get().pk,
        "voice>": voice_of(one).pk,
        "": one.pk,
    }


def filled(route: str, known: dict[str, int]) -> str:
    def number(found: "re.Match[str]") -> str:
        before = route[: found.start()] + found.group().rpartition(":")[2]
        return str(next(pk for sign, pk in known.items() if sign in before))

    return NUMBER.sub(number, route)


def bodies(who: User) -> dict[str, bytes]:
    """Every page that answers, with the numbers of the matter and of what hangs on it."""
    client, known = Client(raise_request_exception=False), numbers()
    client.force_login(who)
    found = {}
    for route in routes():
        path = filled(route, known)
        if "<" not in path and "(" not in path:
            answer = client.get(path, {"q": "塌了", "words": "塌了", "what": "open"})
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            found[f"{path} {answer.status_code}"] = body
    return found


def leaks(pages: dict[str, bytes]) -> list[str]:
    return [path for path, body in pages.items() if MARK.encode() in body]


def test_the_pages_hold_it_for_whoever_may_see_it(cast: Cast, matter: Matter) -> None:
    """Else the next test would look where nothing is."""
    found = leaks(bodies(person(Role.INTAKE, cast.units.desk)))

    assert {path.split("/")[1] for path in found} >= {"desk"}
    assert len(found) >= 8


@pytest.mark.parametrize(
    ("role", "unit", "by_unit"),
    [(*reader, False) for reader in READERS]
    + [(Role.HANDLER, "roads", True), (Role.SUPERVISOR, "county", True)],
)
def test_it_is_on_no_page_of_whoever_keeps_away(
    cast: Cast, matter: Matter, role: Role, unit: str, by_unit: bool
) -> None:
    who = person(role, getattr(cast.units, unit))
    other = Matter.objects.exclude(pk=matter.pk).get()
    keep_away(who, matter, other, by_unit=by_unit)

    pages = bodies(User.objects.get(pk=who.pk))

    assert leaks(pages) == []
    for path in pages:
        if path.startswith(f"/desk/matters/M-{matter.pk}/"):
            assert path.endswith((" 404", " 405")), path


@pytest.mark.parametrize(("role", "unit"), READERS)
def test_it_is_in_no_count_of_whoever_keeps_away(
    cast: Cast, matter: Matter, role: Role, unit: str
) -> None:
    who = person(role, getattr(cast.units, unit))
    other = Matter.objects.exclude(pk=matter.pk).get()
    keep_away(who, matter, other, by_unit=False)

    found = counts(User.objects.get(pk=who.pk), today=MORNING.date())

    assert set(found.values()) <= {0}


def test_its_photo_is_not_sent(cast: Cast, matter: Matter, client: Client) -> None:
    photo = voice_of(matter).photos.get()
    client.force_login(cast.clerk)
    keep_away(cast.clerk, matter, by_unit=False)

    assert client.get(f"/desk/photos/{photo.pk}/").status_code == 404


@pytest.mark.parametrize("path", ["assign", "take", "answer", "ask", "keep-away", "recusals"])
def test_a_form_sent_by_hand_changes_nothing(
    cast: Cast, matter: Matter, client: Client, path: str
) -> None:
    for who in (cast.clerk, cast.handler):
        keep_away(who, matter, by_unit=False)
        client.force_login(who)
        before = Matter.objects.values().get(pk=matter.pk)

        answer = client.post(f"/desk/matters/M-{matter.pk}/{path}/", {"version": matter.version})

        assert answer.status_code == 404
        assert Matter.objects.values().get(pk=matter.pk) == before


def test_joining_brings_it_to_nobody_who_keeps_away(cast: Cast, matter: Matter) -> None:
    other = Matter.objects.exclude(pk=matter.pk).get()
    who = person(Role.INTAKE, cast.units.desk)
    keep_away(who, other, by_unit=False)
    touched.forget()

    opening.join(matter=other, into=matter, by=cast.clerk, now=later(hours=3))

    assert leaks(bodies(User.objects.get(pk=who.pk))) == []
