"""Voices about one thing are put together every night; a topic stays the same from day to day."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings

from sanwen.integrity.audit.models import Entry
from sanwen.integrity.vault import counting
from sanwen.integrity.vault.models import Way
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.listen.topics.actions import finding
from sanwen.listen.topics.models import Topic, TopicNight, TopicVoice
from sanwen.listen.voices.models import Voice
from tests.factories.matters import Cast
from tests.factories.moments import MORNING, later
from tests.factories.topics import NIGHT, TELLINGS, area, night, noise, speak, the_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_what_many_speak_of_at_one_place_is_one_topic(cast: Cast) -> None:
    heard = noise(cast, 6)

    night()

    topic = the_topic()
    assert {one.voice_id for one in topic.members.all()} == {one.voice.pk for one in heard}
    assert (topic.people, topic.voices) == (6, 6)
    assert topic.area == area()
    assert sum(topic.weekly) == 6
    assert topic.weekly[-2:] != [0, 0]
    assert topic.name


def test_one_person_who_writes_five_times_is_one_person(cast: Cast) -> None:
    noise(cast, 3)
    again = ContactDraft(phone="13800138000", wishes=Way.PHONE)
    for text in TELLINGS[3:7]:
        speak(cast, text, contact=again, here=area())

    night()

    assert (the_topic().voices, the_topic().people) == (7, 4)


def test_what_tells_of_a_person_is_masked_in_the_name(cast: Cast) -> None:
    for n, text in enumerate(TELLINGS[:6]):
        speak(cast, f"我叫王秀英，手机13800138000。{text}", at=later(hours=-n), here=area())

    night()

    shown = " ".join([the_topic().name, *the_topic().words])
    assert "13800138000" not in shown
    assert "王秀英" not in shown


def test_a_topic_keeps_its_number_from_night_to_night(cast: Cast) -> None:
    noise(cast, 6)
    night()
    before = the_topic()

    speak(cast, TELLINGS[6], at=later(days=1), here=area())
    night(later(days=1))

    after = the_topic()
    assert after.pk == before.pk
    assert after.since == before.since
    assert after.counted_at > before.counted_at
    assert (before.voices, after.voices) == (6, 7)


def test_what_is_no_longer_spoken_of_retires_and_stays_readable(cast: Cast) -> None:
    noise(cast, 6)
    night()
    topic = the_topic()

    night(later(days=settings.TOPIC_DAYS + 30))

    topic.refresh_from_db()
    assert not topic.is_current
    assert (topic.name != "", topic.people, topic.members.count()) == (True, 6, 6)
    assert not Topic.objects.current().exists()


def test_a_voice_is_in_one_topic_at_most(cast: Cast) -> None:
    noise(cast, 6)
    night()
    night(later(days=1))

    assert TopicVoice.objects.count() == 6


def test_only_the_voices_that_were_given_are_read(cast: Cast) -> None:
    noise(cast, 6)

    found = finding.find_topics(kept=[], by=NIGHT, now=MORNING)

    assert (found.voices, found.topics) == (0, 0)
    assert not Topic.objects.exists()


def test_what_was_said_before_the_window_is_not_read(cast: Cast) -> None:
    noise(cast, 6, at=MORNING)

    night(later(days=settings.TOPIC_DAYS + 20))

    assert TopicNight.objects.get().voices == 0


def test_a_night_says_what_it_did_and_leaves_one_row_on_the_trail(cast: Cast) -> None:
    noise(cast, 6)
    night()

    kept = TopicNight.objects.get()
    assert (kept.voices, kept.topics, kept.fresh, kept.retired) == (11, 1, 1, 0)
    entry = Entry.objects.get(verb="topics.found")
    assert entry.actor == NIGHT.actor_ref
    assert "观澜府" not in entry.details


def test_tokens_of_persons_are_stored_nowhere(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[str] = set()

    def remembered(contacts: Any) -> dict[int, str]:
        given = counting.tokens_for_counting(contacts)
        seen.update(given.values())
        return given

    monkeypatch.setattr("sanwen.listen.topics.gathering.tokens_for_counting", remembered)
    monkeypatch.setattr("sanwen.office.listening.actions.recurring.tokens_for_counting", remembered)
    noise(cast, 6)
    night()

    stored = "\n".join(
        str(row)
        for label in ("topics", "listening", "audit")
        for model in apps.get_app_config(label).get_models()
        for row in model._base_manager.values_list()
    )
    assert len(seen) == Voice.objects.count()
    assert not [token for token in seen if token in stored]


def test_a_topic_that_goes_into_another_says_into_which(cast: Cast) -> None:
    noise(cast, 6)
    night()
    old = the_topic()
    twin = Topic.objects.create(
        **{
            name: getattr(old, name)
            for name in ("name", "people", "voices", "score", "first_said_at", "last_said_at")
        },
        since=old.since,
        counted_at=old.counted_at,
    )
    members = list(old.members.order_by("voice")[:2])
    TopicVoice.objects.filter(voice__in=[one.voice_id for one in members]).update(topic=twin)

    night(later(days=1))

    ended = Topic.objects.exclude(retired_at=None).get()
    assert ended == twin
    assert ended.became == the_topic() == old


def test_grouping_grows_in_queries_with_nothing(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    noise(cast, 7)

    with django_assert_max_num_queries(60):
        night(MORNING + timedelta(days=1))
