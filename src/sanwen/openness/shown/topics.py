"""Topics for everybody: subject and place, how many people, and what became of their matters.

Names of topics are made of people's own words and stay inside; here a topic is told by its subject.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanwen.core.dates import day_words, local_day
from sanwen.core.names import name_of
from sanwen.deliver.matters.states import OPEN
from sanwen.listen.topics.models import FEWEST, Topic, TopicQuerySet
from sanwen.methods.suppression import hidden
from sanwen.office.listening.figures import Fate, fate

SHOWN = 60
_ENDED = ("closed", "finished")


@dataclass(frozen=True, slots=True)
class TopicRow:
    ref: str
    subject: str
    where: str
    people: int
    since: str
    rising: bool
    # What became of its matters: a count, or None where it is not shown.
    became: list[tuple[str, int | None]]


def public() -> TopicQuerySet:
    return Topic.objects.current().filter(people__gte=FEWEST).select_related("area", "category")


def row(topic: Topic) -> TopicRow:
    return TopicRow(
        ref=topic.ref,
        subject=name_of(topic.category) or _("several subjects"),
        where=name_of(topic.area) or _("several areas"),
        people=topic.people,
        since=day_words(local_day(topic.first_said_at)),
        rising=topic.is_rising,
        became=_became(fate(topic)),
    )


def _became(found: Fate) -> list[tuple[str, int | None]]:
    """Three parts of all its matters; what is small goes, and what would give it away."""
    going = sum(many for state, many in found.states.items() if state in OPEN)
    ended = sum(many for state, many in found.states.items() if state in _ENDED)
    parts = [
        (_("being worked on"), going),
        (_("answered"), found.matters - going - ended),
        (_("closed"), ended),
    ]
    away = hidden([many for _name, many in parts])
    return [
        (name, None if is_away else many) for (name, many), is_away in zip(parts, away, strict=True)
    ]
