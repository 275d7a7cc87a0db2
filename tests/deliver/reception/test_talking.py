"""Who receives first answers, until somebody else has said yes; and the words become a voice."""

import pytest

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.reception import shown
from sanwen.deliver.reception.actions import queue, safety, talking
from sanwen.deliver.reception.models import HandOver, HelpCall, Visit
from sanwen.deliver.reception.models.safety import Help
from sanwen.deliver.reception.states import State
from sanwen.listen.voices.actions import Draft
from sanwen.listen.voices.models import Channel, Voice
from sanwen.notices.models import Notice, Topic
from sanwen.people.roles import Role
from tests.factories.matters import WORDS, Cast
from tests.factories.moments import MORNING, later
from tests.factories.people import person
from tests.factories.reception import counter, visit
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_who_receives_first_answers(cast: Cast) -> None:
    talk = visit(cast, counter(cast), State.IN_TALK)

    assert talk.received_by == talk.responsible == cast.clerk


def test_a_hand_over_changes_nothing_before_the_yes(cast: Cast) -> None:
    talk = visit(cast, counter(cast), State.IN_TALK)

    talking.hand_over(
        visit=talk, to=cast.handler, because="属于交通局职责", by=cast.clerk, now=MORNING
    )

    talk.refresh_from_db()
    assert talk.responsible == cast.clerk


def test_after_the_yes_the_other_answers_and_the_first_stays_named(cast: Cast) -> None:
    talk = visit(cast, counter(cast), State.IN_TALK)
    offer = talking.hand_over(
        visit=talk, to=cast.handler, because="属于交通局职责", by=cast.clerk, now=MORNING
    )

    talking.accept(offer=offer, by=cast.handler, now=MORNING)

    talk.refresh_from_db()
    assert (talk.received_by, talk.responsible) == (cast.clerk, cast.handler)


def test_a_no_leaves_it_with_the_first(cast: Cast) -> None:
    talk = visit(cast, counter(cast), State.IN_TALK)
    offer = talking.hand_over(
        visit=talk, to=cast.handler, because="属于交通局职责", by=cast.clerk, now=MORNING
    )

    talking.decline(offer=offer, by=cast.handler, now=MORNING)

    talk.refresh_from_db()
    assert talk.responsible == cast.clerk
    assert HandOver.objects.get().accepted is False


def test_nobody_accepts_for_somebody_else_and_nothing_changes(cast: Cast) -> None:
    talk = visit(cast, counter(cast), State.IN_TALK)
    offer = talking.hand_over(
        visit=talk, to=cast.handler, because="属于交通局职责", by=cast.clerk, now=MORNING
    )

    for by in (cast.clerk, cast.head, cast.who(Role.SUPERVISOR)):
        with nothing_changes(), pytest.raises(NotAllowed):
            talking.accept(offer=offer, by=by, now=MORNING)


def test_who_handed_over_no_longer_ends_the_talk(cast: Cast) -> None:
    talk = visit(cast, counter(cast), State.IN_TALK)
    offer = talking.hand_over(
        visit=talk, to=cast.handler, because="属于交通局职责", by=cast.clerk, now=MORNING
    )
    with nothing_changes(), pytest.raises(NotAllowed):
        talking.finish(visit=talk, by=cast.clerk, now=MORNING)
    talking.accept(offer=offer, by=cast.handler, now=MORNING)

    with nothing_changes(), pytest.raises(NotAllowed):
        talking.finish(visit=talk, by=cast.clerk, now=MORNING)
    assert talking.finish(visit=talk, by=cast.handler, now=MORNING).state == State.DONE


def test_a_visit_asked_of_somebody_is_visible_to_them_only_so_long(cast: Cast) -> None:
    talk = visit(cast, counter(cast), State.IN_TALK)
    assert not Visit.objects.visible_to(cast.handler).exists()
    offer = talking.hand_over(
        visit=talk, to=cast.handler, because="属于交通局职责", by=cast.clerk, now=MORNING
    )
    assert Visit.objects.visible_to(cast.handler).exists()

    talking.take_back(offer=offer, by=cast.clerk, now=MORNING)

    assert not Visit.objects.visible_to(cast.handler).exists()


def said(key: str = "k") -> Draft:
    return Draft(text=WORDS, channel=Channel.VISIT, submission_key=key)


def test_what_was_said_becomes_a_voice_of_the_visit(cast: Cast) -> None:
    talk = visit(cast, counter(cast), State.IN_TALK)

    taken = talking.register(
        visit=talk, draft=said(), desk=cast.units.desk, read_back=True, by=cast.clerk, now=MORNING
    )

    talk.refresh_from_db()
    assert talk.voice == taken.voice
    assert taken.voice.channel == Channel.VISIT


@pytest.mark.parametrize("state", [State.WAITING, State.CALLED, State.LEFT, State.EXPECTED])
def test_before_the_talk_nothing_is_written_down(cast: Cast, state: State) -> None:
    early = visit(cast, counter(cast), state)

    with nothing_changes(), pytest.raises(NotAllowed):
        talking.register(
            visit=early, draft=said(), desk=cast.units.desk, read_back=True,
            by=cast.clerk, now=MORNING,
        )  # fmt: skip


def test_what_was_not_read_back_is_not_theirs_and_nothing_changes(cast: Cast) -> None:
    talk = visit(cast, counter(cast), State.IN_TALK)

    with nothing_changes(), pytest.raises(NotAllowed):
        talking.register(
            visit=talk, draft=said(), desk=cast.units.desk, read_back=False,
            by=cast.clerk, now=MORNING,
        )  # fmt: skip
    assert not Voice.objects.exists()


@pytest.mark.parametrize(("minutes", "prompted", "a_break"), [
    (29, False, False), (30, True, False), (59, True, False), (60, True, True),
])  # fmt: skip
def test_a_long_talk_is_reminded_of_by_its_length_alone(
    cast: Cast, minutes: int, prompted: bool, a_break: bool
) -> None:
    talk = visit(cast, counter(cast), State.IN_TALK)

    found = shown.prompt(talk, later(minutes=minutes))

    assert (found is not None) == prompted
    assert bool(found and found.break_is_due) == a_break


def test_help_is_asked_of_colleagues_and_says_nothing_of_a_visit(
    cast: Cast, django_capture_on_commit_callbacks
) -> None:
    one, other = counter(cast), person(Role.INTAKE, cast.units.desk)
    head = cast.who(Role.UNIT_LEAD)

    with django_capture_on_commit_callbacks(execute=True):
        safety.ask_help(counter=one, kind=Help.SECOND, by=cast.clerk, now=MORNING)

    told = Notice.objects.filter(topic=Topic.HELP)
    assert {notice.staff for notice in told} == {other, head}
    assert {field.name for field in HelpCall._meta.concrete_fields} & {"visit", "contact"} == set()


def test_who_comes_is_somebody_else_and_only_one(cast: Cast) -> None:
    one, other = counter(cast), person(Role.INTAKE, cast.units.desk)
    call = safety.ask_help(counter=one, kind=Help.BREAK, by=cast.clerk, now=MORNING)
    with nothing_changes(), pytest.raises(NotAllowed):
        safety.come_to_help(call=call, by=cast.clerk, now=MORNING)

    safety.come_to_help(call=call, by=other, now=MORNING)

    with nothing_changes(), pytest.raises(NotAllowed):
        safety.come_to_help(call=call, by=cast.who(Role.UNIT_LEAD), now=MORNING)


def test_nobody_is_called_when_nobody_waits_and_nothing_changes(cast: Cast) -> None:
    one = counter(cast)
    visit(cast, one, State.DONE)

    with nothing_changes(), pytest.raises(NotAllowed):
        queue.call_next(counter=one, by=cast.clerk, now=MORNING)
