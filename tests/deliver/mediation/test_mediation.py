"""Voluntary, free, in nobody's way: consent, mediator, sessions, agreement, other ways."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.models import Clock, Matter
from sanwen.deliver.matters.states import State as MatterState
from sanwen.deliver.mediation import actions
from sanwen.deliver.mediation.drafts import Terms
from sanwen.deliver.mediation.models import Agreement, How, Mediation, Session
from sanwen.deliver.mediation.states import MOVES, OPEN, Move, State
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.listen.voices.models import OpenMatter
from sanwen.people.roles import Role
from tests.factories.matters import Cast
from tests.factories.matters import matter as a_matter
from tests.factories.mediation import MEETING, TERMS, keeper, mediation, mediator
from tests.factories.moments import MORNING, later
from tests.factories.unchanged import nothing_changes, world

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def matter(cast: Cast) -> Matter:
    return a_matter(cast, MatterState.IN_HAND)


def of_the_matter(matter: Matter) -> list[Any]:
    clocks = Clock.objects.filter(matter=matter).order_by("pk").values_list()
    return [list(Matter.objects.filter(pk=matter.pk).values_list()), list(clocks)]


@pytest.mark.parametrize("state", State)
def test_whatever_happens_the_matter_and_its_clocks_stay_as_they_were(
    cast: Cast, matter: Matter, state: State
) -> None:
    before = of_the_matter(matter)

    assert mediation(cast, matter, state).state == state
    assert of_the_matter(matter) == before


def test_names_lie_in_the_vault_and_nowhere_else(cast: Cast, matter: Matter) -> None:
    mediation(cast, matter, State.SIGNED)

    assert "王秀英" not in str(world())


def test_nothing_begins_before_every_side_has_agreed(cast: Cast, matter: Matter) -> None:
    one = mediation(cast, matter)
    first = one.parties.all()[0]
    actions.note_consent(
        party=first, how=How.PHONE, wants=mediator(cast), by=keeper(cast), now=MORNING
    )

    with nothing_changes(), pytest.raises(NotAllowed):
        actions.begin(mediation=one, mediator=mediator(cast), by=keeper(cast), now=MORNING)


def test_a_new_side_brings_it_back_to_being_asked(cast: Cast, matter: Matter) -> None:
    one = mediation(cast, matter, State.AGREED_TO)

    actions.add_party(
        mediation=one, stands_for="物业", contact=ContactDraft(), by=keeper(cast), now=MORNING
    )

    one.refresh_from_db()
    assert one.state == State.ASKED


@pytest.mark.parametrize("state", sorted(OPEN))
def test_one_side_leaves_and_it_ends_at_once(cast: Cast, matter: Matter, state: State) -> None:
    one = mediation(cast, matter, state)

    actions.note_withdrawal(party=one.parties.all()[1], by=keeper(cast), now=MORNING)

    one.refresh_from_db()
    assert (one.state, one.ended_at) == (State.REFUSED, MORNING)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.hold_session(mediation=one, meeting=MEETING, by=keeper(cast), now=MORNING)


def test_the_sides_choose_and_nobody_else(cast: Cast, matter: Matter) -> None:
    one = mediation(cast, matter, State.AGREED_TO)
    other = cast.who(Role.HANDLER, cast.units.town)

    with nothing_changes(), pytest.raises(NotAllowed, match="23|二十三"):
        actions.begin(mediation=one, mediator=other, by=keeper(cast), now=MORNING)


def test_nobody_of_the_unit_the_matter_is_with_mediates(cast: Cast, matter: Matter) -> None:
    one = mediation(cast, matter, State.AGREED_TO)
    for side in one.parties.all():
        actions.name_mediator(party=side, wants=cast.head, by=keeper(cast), now=MORNING)

    with nothing_changes(), pytest.raises(NotAllowed):
        actions.begin(mediation=one, mediator=cast.head, by=keeper(cast), now=MORNING)


def test_either_side_has_the_mediator_step_aside_and_they_do_not_return(
    cast: Cast, matter: Matter
) -> None:
    one = mediation(cast, matter, State.UNDER_WAY)

    actions.step_aside(
        mediation=one, asked_by="楼下", because="是楼上的亲戚", by=keeper(cast), now=MORNING
    )

    one.refresh_from_db()
    assert (one.state, one.mediator) == (State.AGREED_TO, None)
    for side in one.parties.all():
        actions.name_mediator(party=side, wants=mediator(cast), by=keeper(cast), now=MORNING)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.begin(mediation=one, mediator=mediator(cast), by=keeper(cast), now=MORNING)


def test_thirty_days_to_ask_the_court_and_a_day_off_moves_it_on(cast: Cast, matter: Matter) -> None:
    mediation(cast, matter, State.SIGNED)

    # The thirtieth day is Thursday, 9 April 2026.
    assert Agreement.objects.get().confirm_by == date(2026, 4, 9)


def test_an_agreement_is_not_signed_tomorrow(cast: Cast, matter: Matter) -> None:
    one = mediation(cast, matter, State.UNDER_WAY)
    terms = Terms(
        TERMS.facts, TERMS.terms, TERMS.performance,
        later(days=1).date(), later(days=1).date(),
    )  # fmt: skip

    with nothing_changes(), pytest.raises(NotAllowed):
        actions.sign(mediation=one, terms=terms, by=keeper(cast), now=MORNING)


def test_without_other_ways_nothing_is_called_failed(cast: Cast, matter: Matter) -> None:
    one = mediation(cast, matter, State.UNDER_WAY)

    with nothing_changes(), pytest.raises(NotAllowed, match="26|二十六"):
        actions.fail(mediation=one, because="谈不拢", routes=[], by=keeper(cast), now=MORNING)


def test_the_keeper_is_reminded_of_the_court_once(cast: Cast, matter: Matter) -> None:
    mediation(cast, matter, State.SIGNED)

    assert actions.remind(now=later(days=5)) == 0
    assert actions.remind(now=later(days=25)) == 1
    with nothing_changes():
        actions.remind(now=later(days=25, minutes=5))


def test_what_the_court_confirmed_is_noted(cast: Cast, matter: Matter) -> None:
    mediation(cast, matter, State.SIGNED)
    agreement = Agreement.objects.select_related("mediation").get()

    actions.note_confirmation(
        agreement=agreement, asked_on=later(days=3).date(), confirmed_on=None,
        by=keeper(cast), now=later(days=4),
    )  # fmt: skip

    agreement.refresh_from_db()
    assert agreement.confirmation_asked_on == MORNING.date() + timedelta(days=3)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", Move)
def test_moves_lead_only_to_states_that_there_are(state: State, move: Move) -> None:
    assert MOVES[state].get(move, State.ASKED) in State


def test_every_state_is_reached_and_every_move_made() -> None:
    ways = [way for moves in MOVES.values() for way in moves.items()]

    assert {to for _, to in ways} | {State.ASKED} == set(State) == set(MOVES)
    assert {move for move, _ in ways} == set(Move)


# Rights: who sees the file at all, and who may act on it

WHO = {
    "keeper": (Role.UNIT_LEAD, "town", 200),
    "handler of the keeper": (Role.HANDLER, "town", 200),
    "mediator": (Role.HANDLER, "village", 200),
    "lead unit": (Role.HANDLER, "roads", 404),
    "desk": (Role.INTAKE, "desk", 404),
    "supervisor": (Role.SUPERVISOR, "county", 404),
    "leader": (Role.LEADER, "county", 404),
    "auditor": (Role.AUDITOR, "county", 404),
    "administrator": (Role.ADMINISTRATOR, "county", 404),
}
PAGES = ("", "party/", "begin/", "aside/", "session/", "prolong/", "sign/", "fail/", "court/",
         "follow-up/")  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_the_file_opens_to_its_keepers_and_its_mediator_alone(
    cast: Cast, matter: Matter, page: str
) -> None:
    one = mediation(cast, matter, State.UNDER_WAY)

    for who, (role, unit, expected) in WHO.items():
        client = Client()
        client.force_login(cast.who(role, getattr(cast.units, unit)))
        status = client.get(f"/desk/mediations/D-{one.pk}/{page}").status_code

        assert status == expected, f"{who} at {page}"


@pytest.mark.parametrize("who", [name for name, row in WHO.items() if row[2] == 404])
def test_nobody_else_acts_and_nothing_changes(cast: Cast, matter: Matter, who: str) -> None:
    one = mediation(cast, matter, State.UNDER_WAY)
    role, unit, _ = WHO[who]
    by = cast.who(role, getattr(cast.units, unit))
    acts = (
        lambda: actions.hold_session(mediation=one, meeting=MEETING, by=by, now=MORNING),
        lambda: actions.sign(mediation=one, terms=TERMS, by=by, now=MORNING),
        lambda: actions.fail(mediation=one, because="x", routes=["court"], by=by, now=MORNING),
        lambda: actions.note_withdrawal(party=one.parties.all()[0], by=by, now=MORNING),
        lambda: actions.step_aside(mediation=one, asked_by="x", because="x", by=by, now=MORNING),
        lambda: actions.open_file(
            matter=matter, unit=cast.units.town, about="x", by=by, now=MORNING
        ),
    )

    for act in acts:
        with nothing_changes(), pytest.raises(NotAllowed):
            act()


def test_every_page_says_that_it_is_voluntary_free_and_blocks_nothing(
    cast: Cast, matter: Matter
) -> None:
    one = mediation(cast, matter, State.UNDER_WAY)
    client = Client()
    client.force_login(keeper(cast))

    for page in ("/desk/mediations/", *(f"/desk/mediations/D-{one.pk}/{page}" for page in PAGES)):
        text = client.get(page, headers=EN).content.decode()
        assert "voluntary and free" in text, page
        assert "stays open meanwhile" in text, page


def test_minutes_are_in_no_list_and_nothing_of_it_is_public(cast: Cast, matter: Matter) -> None:
    one = mediation(cast, matter, State.UNDER_WAY)
    actions.hold_session(mediation=one, meeting=MEETING, by=mediator(cast), now=MORNING)
    client = Client()
    client.force_login(keeper(cast))

    assert MEETING.minutes not in client.get("/desk/mediations/").content.decode()
    assert MEETING.minutes in client.get(f"/desk/mediations/D-{one.pk}/").content.decode()
    assert MEETING.minutes not in str(list(OpenMatter.objects.values_list()))
    assert Session.objects.count() == 1


def test_a_file_is_walked_through_by_its_pages(cast: Cast, matter: Matter) -> None:
    one = mediation(cast, matter, State.AGREED_TO)
    client = Client()
    client.force_login(keeper(cast))
    page = f"/desk/mediations/D-{one.pk}/"

    client.post(f"{page}begin/", {"wants": mediator(cast).pk})
    client.post(f"{page}fail/", {"because": "金额谈不拢", "routes": ["court"]})

    one = Mediation.objects.get(pk=one.pk)
    assert (one.state, one.routes_told) == (State.FAILED, ["court"])
    assert "12368" in client.get(page, headers=EN).content.decode()
