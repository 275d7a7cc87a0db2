"""Events among staff: what happened and what is needed, never who; gone after their time."""

from datetime import timedelta

import pytest

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.reception.actions import keeping, safety
from sanwen.deliver.reception.actions.safety import EventDraft
from sanwen.deliver.reception.models import HelpCall, SafetyEvent
from sanwen.deliver.reception.models.safety import Help, Need, What
from sanwen.integrity.audit.models import Entry
from sanwen.people.roles import Role
from tests.factories.matters import Cast
from tests.factories.moments import MORNING, later
from tests.factories.reception import counter
from tests.factories.unchanged import nothing_changes, world

pytestmark = pytest.mark.django_db
THROWN = EventDraft(What.DAMAGE, MORNING, "有人把水杯摔在柜台上，玻璃碎了。", Need.REPAIR)


@pytest.fixture
def cast() -> Cast:
    return Cast()


def logged(cast: Cast, words: str = THROWN.words) -> SafetyEvent:
    draft = EventDraft(What.DAMAGE, MORNING, words, Need.REPAIR)
    return safety.log(draft, counter=counter(cast), by=cast.clerk, now=MORNING)


def test_an_event_has_no_field_for_a_person() -> None:
    assert {field.name for field in SafetyEvent._meta.concrete_fields} == {
        "id", "counter", "what", "happened_at", "words", "need", "noted_at", "helped_at",
        "expires_on",
    }  # fmt: skip


def test_names_and_numbers_are_masked_before_they_are_stored(cast: Cast) -> None:
    logged(cast, "来访人王秀英，电话13800138000，摔了水杯。")

    assert "13800138000" not in str(world())
    assert "王秀英" not in str(world())


@pytest.mark.parametrize("word", ["缠访户", "闹访", "重点人员", "精神偏激", "vexatious"])
def test_words_that_label_people_go_back_and_nothing_changes(cast: Cast, word: str) -> None:
    one = counter(cast)
    draft = EventDraft(What.WORDS, MORNING, f"{word}又来了，大声说话。")

    with nothing_changes(), pytest.raises(NotAllowed):
        safety.log(draft, counter=one, by=cast.clerk, now=MORNING)


def test_an_event_is_deleted_on_its_day_and_the_trail_says_so(cast: Cast) -> None:
    event = logged(cast)
    assert event.expires_on == MORNING.date() + timedelta(days=180)

    keeping.let_go(now=later(days=179))
    assert SafetyEvent.objects.exists()
    keeping.let_go(now=later(days=180))

    assert not SafetyEvent.objects.exists()
    row = Entry.objects.get(verb="safety.deleted")
    assert (row.subject, row.details) == (event.trail_ref, "{}")


def test_what_has_run_out_is_not_shown_even_if_nothing_deleted_it(cast: Cast) -> None:
    logged(cast)

    assert not SafetyEvent.objects.kept(later(days=180).date()).exists()


@pytest.mark.parametrize("role", list(Role))
def test_only_the_head_and_the_administrator_read_events(cast: Cast, role: Role) -> None:
    logged(cast)

    seen = SafetyEvent.objects.visible_to(cast.who(role)).exists()

    assert seen == (role in (Role.UNIT_LEAD, Role.ADMINISTRATOR))


def test_the_head_of_another_unit_reads_none(cast: Cast) -> None:
    logged(cast)

    assert not SafetyEvent.objects.visible_to(cast.head).exists()


@pytest.mark.parametrize("role", [Role.INTAKE, Role.ADMINISTRATOR, Role.SUPERVISOR])
def test_only_the_head_says_that_help_came_and_nothing_changes(cast: Cast, role: Role) -> None:
    event, by = logged(cast), cast.who(role)

    with nothing_changes(), pytest.raises(NotAllowed):
        safety.say_helped(event=event, by=by, now=MORNING)


def test_calls_for_help_are_gone_after_a_day(cast: Cast) -> None:
    safety.ask_help(counter=counter(cast), kind=Help.SECOND, by=cast.clerk, now=MORNING)

    keeping.let_go(now=later(days=1, minutes=1))

    assert not HelpCall.objects.exists()
