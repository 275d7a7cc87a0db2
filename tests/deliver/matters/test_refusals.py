"""Every act that is refused says why and leaves everything as it was."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

import pytest

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.actions import answering, asking, assigning, contacting, opening
from sanwen.deliver.matters.actions.assigning import Assign
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.states import State
from sanwen.integrity.vault.actions import ContactDraft
from sanwen.integrity.vault.models import Openness, Reason, Way
from sanwen.listen.triage.models import Category
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Duty, DutyKind, Unit
from tests.factories.matters import (
    COURT,
    DONE,
    REFUSED,
    Cast,
    answer_of,
    matter,
    voice_of,
)
from tests.factories.moments import later
from tests.factories.people import also
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db
NOW = later(days=1)
Act = Callable[[Cast, Matter, User], Any]


def _assign(cast: Cast, one: Matter, by: User) -> Any:
    return assigning.assign(matter=one, to=Assign(lead=cast.units.roads), by=by, now=NOW)


def _designate(cast: Cast, one: Matter, by: User) -> Any:
    to = Assign(lead=cast.units.water)
    return assigning.designate(matter=one, to=to, words="由水务局办。", by=by, now=NOW)


def _decide_on_time(cast: Cast, one: Matter, by: User) -> Any:
    asked = asking.ask_for_time(matter=one, days=5, reason="等配件。", by=cast.handler, now=NOW)
    with nothing_changes():
        return asking.decide_on_time(extension=asked, approved=True, by=by, now=NOW)


def _read(cast: Cast, one: Matter, by: User) -> Any:
    answering.answer(matter=one, reply=REFUSED, by=cast.handler, now=NOW)
    with nothing_changes():
        return answering.read(answer=answer_of(one), agreed=True, by=by, now=NOW)


def _join(cast: Cast, one: Matter, by: User) -> Any:
    other = Matter.objects.exclude(pk=one.pk).first() or one
    return opening.join(matter=one, into=other, by=by, now=NOW)


def _hand_over(cast: Cast, one: Matter, by: User) -> Any:
    return answering.hand_over(answer=answer_of(one), voice=voice_of(one), by=by, now=NOW)


def _reveal(cast: Cast, one: Matter, by: User) -> Any:
    return contacting.reveal(
        matter=one, voice=voice_of(one), reason=Reason.EMERGENCY, by=by, now=NOW
    )


# Act, the state in which it would be allowed, and a state in which it comes too late or too early.
ACTS: dict[str, tuple[Act, State, State | None]] = {
    "accept": (
        lambda cast, one, by: assigning.accept(matter=one, by=by, now=NOW),
        State.REGISTERED,
        State.ASSIGNED,
    ),
    "assign": (_assign, State.REGISTERED, State.ANSWERED),
    "take": (
        lambda cast, one, by: assigning.take(matter=one, by=by, now=NOW),
        State.ASSIGNED,
        State.IN_HAND,
    ),
    "object": (
        lambda cast, one, by: assigning.object_to(matter=one, reason="不是。", by=by, now=NOW),
        State.ASSIGNED,
        State.WAITING,
    ),
    "agree": (
        lambda cast, one, by: assigning.agree(matter=one, words="对。", by=by, now=NOW),
        State.RETURNED,
        State.ASSIGNED,
    ),
    "refuse_return": (
        lambda cast, one, by: assigning.refuse_return(matter=one, words="是。", by=by, now=NOW),
        State.RETURNED,
        State.ASSIGNED,
    ),
    "designate": (_designate, State.RETURNED, State.ASSIGNED),
    "ask": (
        lambda cast, one, by: asking.ask(matter=one, question="哪里？", by=by, now=NOW),
        State.IN_HAND,
        State.WAITING,
    ),
    "ask_for_time": (
        lambda cast, one, by: asking.ask_for_time(
            matter=one, days=5, reason="等。", by=by, now=NOW
        ),
        State.IN_HAND,
        State.ANSWERED,
    ),
    "decide_on_time": (_decide_on_time, State.IN_HAND, None),
    "answer": (
        lambda cast, one, by: answering.answer(matter=one, reply=DONE, by=by, now=NOW),
        State.IN_HAND,
        State.ASSIGNED,
    ),
    "read": (_read, State.IN_HAND, None),
    "redirect": (
        lambda cast, one, by: answering.redirect(matter=one, to=COURT, by=by, now=NOW),
        State.REGISTERED,
        State.ANSWERED,
    ),
    "join": (_join, State.REGISTERED, State.CLOSED),
    "part": (
        lambda cast, one, by: opening.part(matter=one, by=by, now=NOW),
        State.JOINED,
        State.ASSIGNED,
    ),
    "hand_over": (_hand_over, State.ANSWERED, None),
    "write_to": (
        lambda cast, one, by: contacting.write_to(
            matter=one, voice=voice_of(one), text="您好。", by=by, now=NOW
        ),
        State.IN_HAND,
        None,
    ),
    "reveal": (_reveal, State.IN_HAND, None),
}


# These first bring about what is to be decided, and look at the world after that.
PREPARING = ("decide_on_time", "read")


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.mark.parametrize("name", ACTS)
def test_another_unit_is_refused_and_nothing_changes(cast: Cast, name: str) -> None:
    act, state, _ = ACTS[name]
    one, stranger = matter(cast, state), cast.who(Role.HANDLER, cast.units.water)

    with pytest.raises(NotAllowed), nothing_changes() if name not in PREPARING else nullcontext():
        act(cast, one, stranger)


@pytest.mark.parametrize("name", [name for name, (*_, late) in ACTS.items() if late])
def test_the_wrong_moment_is_refused_and_nothing_changes(cast: Cast, name: str) -> None:
    act, _, state = ACTS[name]
    assert state is not None
    one = matter(cast, state)
    both = also(also(cast.clerk, Role.HANDLER, cast.units.roads), Role.UNIT_LEAD, cast.units.roads)

    with pytest.raises((NotAllowed, Matter.DoesNotExist)), nothing_changes():
        act(cast, one, both)


def _version_acts(cast: Cast, one: Matter) -> dict[str, Callable[[int], Any]]:
    here = {"matter": one, "now": NOW}
    return {
        "assign": lambda v: assigning.assign(
            to=Assign(lead=cast.units.roads), by=cast.clerk, version=v, **here
        ),
        "take": lambda v: assigning.take(by=cast.handler, version=v, **here),
        "object": lambda v: assigning.object_to(
            reason="不是。", by=cast.handler, version=v, **here
        ),
        "ask": lambda v: asking.ask(question="哪里？", by=cast.handler, version=v, **here),
        "ask_for_time": lambda v: asking.ask_for_time(
            days=3, reason="等。", by=cast.handler, version=v, **here
        ),
        "answer": lambda v: answering.answer(reply=DONE, by=cast.handler, version=v, **here),
        "redirect": lambda v: answering.redirect(to=COURT, by=cast.clerk, version=v, **here),
        "part": lambda v: opening.part(by=cast.clerk, version=v, **here),
    }


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("assign", State.REGISTERED),
        ("take", State.ASSIGNED),
        ("object", State.ASSIGNED),
        ("ask", State.IN_HAND),
        ("ask_for_time", State.IN_HAND),
        ("answer", State.IN_HAND),
        ("redirect", State.IN_HAND),
        ("part", State.JOINED),
    ],
)
def test_an_act_on_an_old_page_is_refused_and_nothing_changes(
    cast: Cast, name: str, state: State
) -> None:
    one = matter(cast, state)
    act = _version_acts(cast, one)[name]

    with pytest.raises(NotAllowed), nothing_changes():
        act(one.version - 1)

    assert act(one.version)


def test_a_town_leads_beyond_its_duty_list_only_for_a_reason(cast: Cast) -> None:
    one, town = matter(cast), cast.units.town
    Duty.objects.create(unit=town, category_code="roads", item="村道保洁", kind=DutyKind.BASIC)
    subject = _subject("noise")
    to = Assign(lead=town, category=subject)

    with pytest.raises(NotAllowed), nothing_changes():
        assigning.assign(matter=one, to=to, by=cast.clerk, now=NOW)

    with_reason = Assign(lead=town, category=subject, beyond_list_because="镇里正在处理同一工地")
    assigning.assign(matter=one, to=with_reason, by=cast.clerk, now=NOW)
    assert one.assignments.get().beyond_list_because == "镇里正在处理同一工地"


def _subject(code: str) -> Category:
    return Category.objects.create(code=code, name="噪声", name_en="Noise")


def test_more_time_is_asked_for_once_at_a_time(cast: Cast) -> None:
    one = matter(cast, State.IN_HAND)
    asking.ask_for_time(matter=one, days=5, reason="等配件。", by=cast.handler, now=NOW)

    with pytest.raises(NotAllowed), nothing_changes():
        asking.ask_for_time(matter=one, days=9, reason="还要等。", by=cast.handler, now=NOW)


def test_more_time_is_decided_once(cast: Cast) -> None:
    one = matter(cast, State.IN_HAND)
    asked = asking.ask_for_time(matter=one, days=5, reason="等配件。", by=cast.handler, now=NOW)
    asking.decide_on_time(extension=asked, approved=True, by=cast.head, now=NOW)

    with pytest.raises(NotAllowed), nothing_changes():
        asking.decide_on_time(extension=asked, approved=True, by=cast.head, now=NOW)


def test_a_reopened_matter_is_not_returned(cast: Cast) -> None:
    one = matter(cast, State.REOPENED)
    assigning.take(matter=one, by=cast.handler, now=later(days=30))

    with pytest.raises(NotAllowed), nothing_changes():
        assigning.object_to(matter=one, reason="不归我们。", by=cast.handler, now=later(days=30))


def test_a_refusal_is_not_sent_once_the_matter_has_gone_elsewhere(cast: Cast) -> None:
    one = matter(cast, State.IN_HAND)
    answering.answer(matter=one, reply=REFUSED, by=cast.handler, now=NOW)
    asking.ask(matter=one, question="哪一盏？", by=cast.handler, now=NOW)

    with pytest.raises(NotAllowed), nothing_changes():
        answering.read(answer=answer_of(one), agreed=True, by=cast.head, now=NOW)


def test_a_company_that_assists_sees_no_contact(cast: Cast) -> None:
    one = matter(cast, State.IN_HAND, contact=ContactDraft(phone="13800138000"))
    company = cast.units.roads
    Unit.objects.filter(pk=company.pk).update(third_party=True)
    company.refresh_from_db()
    worker = cast.who(Role.HANDLER, company)
    worker.__dict__.pop("memberships_now", None)

    with pytest.raises(NotAllowed), nothing_changes():
        _reveal(cast, one, worker)


CONFIDENTIAL = ContactDraft(phone="13800138000", wishes=Way.PHONE)


def test_who_asked_for_confidence_is_not_shown_to_the_unit_that_does_the_work(cast: Cast) -> None:
    one = matter(cast, State.IN_HAND, contact=CONFIDENTIAL)

    for by in (cast.handler, cast.head):
        with pytest.raises(NotAllowed, match="asked|要求"), nothing_changes():
            _reveal(cast, one, by)


def test_the_desk_that_registered_it_may_still_call_in_an_emergency(cast: Cast) -> None:
    one = matter(cast, State.IN_HAND, contact=CONFIDENTIAL)

    assert _reveal(cast, one, cast.clerk).fields == ["phone"]


def test_who_agreed_to_be_known_is_shown_to_the_unit_for_a_reason(cast: Cast) -> None:
    known = replace(CONFIDENTIAL, openness=Openness.OPEN)
    one = matter(cast, State.IN_HAND, contact=known)

    assert _reveal(cast, one, cast.handler).fields == ["phone"]


def test_the_voice_of_another_matter_is_not_reached_through_this_one(cast: Cast) -> None:
    one, other = matter(cast, State.IN_HAND), matter(cast, State.IN_HAND)

    with pytest.raises(NotAllowed), nothing_changes():
        contacting.write_to(
            matter=one, voice=voice_of(other), text="您好。", by=cast.handler, now=NOW
        )
