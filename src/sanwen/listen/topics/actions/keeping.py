"""A night's topics written over the last night's: continued, fresh, merged, split or retired."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sanwen.core.many import write_many
from sanwen.listen.topics.models import Topic, TopicArea, TopicUnit, TopicVoice
from sanwen.listen.topics.telling import Told
from sanwen.methods.identity import Lineage, lineage

_BATCH = 2000
_WRITTEN = (
    "name",
    "words",
    "area",
    "category",
    "first_said_at",
    "last_said_at",
    "people",
    "voices",
    "score",
    "weekly",
    "growth",
    "growth_low",
    "growth_high",
    "expected",
    "seen",
    "is_rising",
    "knows_season",
    "counted_at",
)


@dataclass(frozen=True, slots=True)
class Change:
    fresh: int
    retired: int


def keep(found: Sequence[Told], *, window: Collection[int], now: datetime) -> Change:
    """Within the transaction of the action; two nights at once wait for each other."""
    current = {topic.pk: topic for topic in Topic.objects.current().select_for_update()}
    old = _members(current, window)
    line = lineage(old, [set(one.keys) for one in found])
    topics = [_topic(one, current.get(mine or 0), now) for one, mine in _pairs(found, line)]
    fresh = [topic for topic in topics if topic.pk is None]
    write_many(fresh)
    kept = [topic for topic in topics if topic.pk in current]
    _name_parents(topics, {topic.pk for topic in fresh}, line)
    for topic in kept:
        # One by one: a bulk update of this many columns costs ten times as much to put together.
        topic.save(update_fields=_WRITTEN)
    retired = [pk for pk in current if pk not in {topic.pk for topic in kept}]
    _retire(retired, _heirs(topics, line), now)
    _rewrite(topics, found)
    return Change(fresh=len(fresh), retired=len(retired))


def _members(current: Collection[int], window: Collection[int]) -> dict[int, set[int]]:
    """Yesterday's topics by those of their voices that this window still holds."""
    members: dict[int, set[int]] = {pk: set() for pk in current}
    rows = TopicVoice.objects.filter(topic__in=current).order_by()
    for voice, topic in rows.values_list("voice", "topic"):
        if voice in window:
            members[topic].add(voice)
    return members


def _pairs(found: Sequence[Told], line: Lineage) -> Iterable[tuple[Told, int | None]]:
    return zip(found, line.continues, strict=True)


def _topic(told: Told, mine: Topic | None, now: datetime) -> Topic:
    topic = mine or Topic(since=now)
    for name, value in told.fields.items():
        setattr(topic, name, value)
    topic.counted_at = now
    return topic


def _name_parents(topics: Sequence[Topic], fresh: Collection[int], line: Lineage) -> None:
    """A fresh topic that took a good share of an old one says out of which it came."""
    for old, parts in line.splits.items():
        taken = [topics[at].pk for at in parts if topics[at].pk in fresh]
        Topic.objects.filter(pk__in=taken).update(split_from=old)


def _heirs(topics: Sequence[Topic], line: Lineage) -> dict[int, int]:
    """Which topic took in each old one that ended."""
    ended = set(line.ended)
    return {
        old: topics[at].pk for at, merged in line.merges.items() for old in merged if old in ended
    }


def _retire(numbers: Sequence[int], heirs: dict[int, int], now: datetime) -> None:
    """It keeps its number, its name and its last figures: a link to it still opens."""
    Topic.objects.filter(pk__in=numbers).update(retired_at=now, is_rising=False)
    for old in set(numbers) & set(heirs):
        Topic.objects.filter(pk=old).update(became=heirs[old])


def _rewrite(topics: Sequence[Topic], found: Sequence[Told]) -> None:
    """Who is in which topic now; a retired one keeps what nobody claimed."""
    current = [topic.pk for topic in topics]
    claimed = [key for told in found for key in told.keys]
    TopicVoice.objects.filter(topic__in=current).delete()
    for start in range(0, len(claimed), _BATCH):
        TopicVoice.objects.filter(voice__in=claimed[start : start + _BATCH]).delete()
    TopicArea.objects.filter(topic__in=current).delete()
    TopicUnit.objects.filter(topic__in=current).delete()
    pairs = list(zip(topics, found, strict=True))
    TopicVoice.objects.bulk_create(
        [TopicVoice(voice_id=key, topic=topic) for topic, told in pairs for key in told.keys],
        batch_size=_BATCH,
    )
    write_many(
        [
            TopicArea(topic=topic, area_id=area, people=people, voices=voices)
            for topic, told in pairs
            for area, (people, voices) in told.areas.items()
        ]
    )
    write_many(
        [
            TopicUnit(topic=topic, unit_id=unit, part=part)
            for topic, told in pairs
            for part, unit in sorted(told.units)
        ]
    )
