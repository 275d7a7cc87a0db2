"""What the night may read: nothing withdrawn, nothing that accuses, nothing sealed."""

from datetime import timedelta

import pytest

from sanwen.deliver.matters.actions import answering, ending
from sanwen.deliver.matters.actions.answering import LegalRoute
from sanwen.deliver.matters.states import State
from sanwen.integrity.conduct.actions import seal_report
from sanwen.integrity.conduct.models import Kind
from sanwen.listen.topics.gathering import Kept
from sanwen.listen.topics.models import Topic, TopicVoice
from sanwen.office.listening.pulling import kept_voices, solved_matters
from tests.factories.matters import Cast, matter, taken_in, voice_of
from tests.factories.moments import MORNING, later
from tests.factories.topics import NIGHT, TELLINGS, answered, area, night, noise, speak

pytestmark = pytest.mark.django_db
SINCE = MORNING - timedelta(days=60)
TO_INSPECTION = LegalRoute("supervision", "县纪委监委信访室", "随时", "材料", "《监察法》第35条")


@pytest.fixture
def cast() -> Cast:
    return Cast()


def kept() -> list[Kept]:
    return list(kept_voices(since=SINCE))


def test_a_voice_comes_with_its_desk_its_unit_and_its_subject(cast: Cast) -> None:
    handled = matter(cast, State.IN_HAND)

    (one,) = kept()

    assert one == Kept(
        voice_of(handled).pk, cast.units.desk.pk, cast.units.roads.pk, handled.category_id
    )


def test_while_nobody_leads_the_desk_has_it_in_hand(cast: Cast) -> None:
    matter(cast)

    assert kept()[0].handled_by == cast.units.desk.pk


def test_what_was_withdrawn_is_not_read(cast: Cast) -> None:
    taken = taken_in(cast)
    ending.withdraw(voice=taken.voice, now=later(hours=1))

    assert kept() == []


def test_what_accuses_somebody_is_not_read(cast: Cast) -> None:
    taken = taken_in(cast, text="村干部收了我家的钱。")
    answering.redirect(matter=taken.matter, to=TO_INSPECTION, by=cast.clerk, now=later(hours=1))

    assert kept() == []


def test_what_was_shown_another_way_is_still_a_need(cast: Cast) -> None:
    matter(cast, State.REDIRECTED)

    assert len(kept()) == 1


def test_sealed_reports_never_enter_a_topic(cast: Cast) -> None:
    noise(cast, 6)
    for number in range(6):
        seal_report(
            kind=Kind.MANNER,
            text="窗口的人骂人，绿皮本子丢过来。",
            about=(),
            submission_key=f"sealed-{number}",
            now=MORNING,
        )
    night()

    assert TopicVoice.objects.count() == 6
    assert not Topic.objects.filter(name__contains="绿皮").exists()


@pytest.mark.parametrize(("said", "ends_well"), [("yes", True), ("no", False)])
def test_solved_is_what_those_who_asked_say(cast: Cast, said: str, ends_well: bool) -> None:
    taken = speak(cast, TELLINGS[0], here=area())

    answered(cast, taken, said=said)

    assert solved_matters(since=SINCE).exists() == ends_well


def test_what_was_answered_as_done_and_disputed_by_nobody_counts_too(cast: Cast) -> None:
    taken = speak(cast, TELLINGS[0], here=area())
    answered(cast, taken, said="")

    ending.close_by_silence(matter=taken.matter, by=NIGHT, now=later(days=20))

    assert [one.is_judged for one in solved_matters(since=SINCE)] == [False]


def test_without_an_area_nothing_comes_back_anywhere(cast: Cast) -> None:
    answered(cast, speak(cast, TELLINGS[0]), said="yes")

    assert not solved_matters(since=SINCE).exists()
