"""The four difficulties: four sums, never of a person, hidden while they are small."""

import pytest

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.reception import figures
from sanwen.deliver.reception.actions import speaking
from sanwen.deliver.reception.actions.speaking import Said
from sanwen.deliver.reception.models import Counter, Feedback, ListGap, Visit
from sanwen.deliver.reception.states import State
from sanwen.integrity.audit.models import Entry
from tests.factories.matters import Cast
from tests.factories.moments import MORNING, later
from tests.factories.reception import counter, shipped_list, visit
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db
MONTH = MORNING.date().replace(day=1)


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def one(cast: Cast) -> Counter:
    return counter(cast)


def spoken(cast: Cast, one: Counter, *said: Said) -> figures.Line:
    for each in said:
        speaking.give(visit=visit(cast, one, State.DONE), said=each, now=MORNING)
    return figures.of_month([one], MONTH, with_words=True)[0]


def test_an_answer_cannot_be_led_back_to_its_visit(cast: Cast, one: Counter) -> None:
    done = visit(cast, one, State.DONE)

    speaking.give(visit=done, said=Said(talk=True, words="没听我说完。"), now=MORNING)

    kept = Feedback.objects.get()
    assert {field.name for field in Feedback._meta.concrete_fields} == {
        "id", "counter", "month", "door", "face", "talk", "deed", "words",
    }  # fmt: skip
    assert kept.month == MONTH
    rows = Entry.objects.filter(verb="counter.spoken_of")
    assert [(row.subject, row.actor) for row in rows] == [(one.trail_ref, "machine:visit-feedback")]


def test_an_answer_is_given_once(cast: Cast, one: Counter) -> None:
    done = visit(cast, one, State.DONE)
    speaking.give(visit=done, said=Said(door=False), now=MORNING)

    with nothing_changes(), pytest.raises(NotAllowed):
        speaking.give(visit=done, said=Said(door=True), now=MORNING)


@pytest.mark.parametrize("state", [s for s in State if s != State.DONE])
def test_only_who_was_received_says_how_it_was(cast: Cast, one: Counter, state: State) -> None:
    early = visit(cast, one, state)

    with nothing_changes(), pytest.raises(NotAllowed):
        speaking.give(visit=early, said=Said(door=True), now=MORNING)


def test_after_thirty_days_it_is_too_late(cast: Cast, one: Counter) -> None:
    done = visit(cast, one, State.DONE)

    with nothing_changes(), pytest.raises(NotAllowed):
        speaking.give(visit=done, said=Said(door=True), now=later(days=31))


def test_below_five_nothing_is_shown(cast: Cast, one: Counter) -> None:
    line = spoken(cast, one, *[Said(door=True, words="等了一上午。")] * 4)

    assert line.is_hidden
    assert line.words == ()
    assert [cell.hard for cell in line.cells] == [None] * 4


def test_from_five_on_each_question_has_its_own_sum(cast: Cast, one: Counter) -> None:
    line = spoken(cast, one, *[Said(door=True, face=False)] * 5, Said(words="没有别的。"))

    door, face, talk, deed = line.cells
    assert (door.hard, door.asked, face.hard, face.asked) == (5, 5, 0, 5)
    assert talk.is_hidden
    assert deed.is_hidden
    assert (line.visits, line.spoken) == (6, 6)


def test_one_to_four_are_not_told_apart(cast: Cast, one: Counter) -> None:
    line = spoken(cast, one, *[Said(door=False)] * 5, Said(door=True))

    assert line.cells[0].is_few
    assert line.cells[0].hard is None


def test_words_come_masked_and_in_no_order(cast: Cast, one: Counter) -> None:
    words = [f"窗口让我打13800138000找人，第{n}次。" for n in range(6)]

    line = spoken(cast, one, *[Said(words=each) for each in words])

    assert not any("13800138000" in each for each in line.words)
    assert len(line.words) == 6


def test_what_the_list_lacked_goes_to_the_lists_and_not_into_the_answer(
    cast: Cast, one: Counter
) -> None:
    done = visit(cast, one, State.DONE)
    Visit.objects.filter(pk=done.pk).update(checklist=shipped_list())

    speaking.give(visit=done, said=Said(not_on_the_list="居住证"), now=MORNING)

    assert ListGap.objects.get().asked_for == "居住证"
    assert not Feedback.objects.exists()
