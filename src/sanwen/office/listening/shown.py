"""Topics and candidates put into words once, with counts that the reader may see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanwen.core.dates import day_words, local_day, short_day
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.states import State
from sanwen.listen.topics.models import FEWEST, Topic
from sanwen.methods.suppression import hidden
from sanwen.office.listening.cells import count_words
from sanwen.office.listening.figures import Fate
from sanwen.office.listening.growing import growth_mark
from sanwen.office.listening.lists import area_name, category_name
from sanwen.office.listening.models import Recurrence, RootCause
from sanwen.verdict.ratings.models import Solved


@dataclass(frozen=True, slots=True)
class TopicRow:
    address: str
    ref: str
    name: str
    people: str
    under: str
    growth: str
    mark: str
    is_small: bool


@dataclass(frozen=True, slots=True)
class Count:
    """A line of a table: how many, or `words` where the number is not for this reader."""

    name: str
    words: str
    is_hidden: bool = False


def topic_row(topic: Topic) -> TopicRow:
    parts = [
        area_name(topic.area) or _("several areas"),
        category_name(topic.category),
        span(topic.first_said_at, topic.last_said_at),
    ]
    return TopicRow(
        address=reverse("topic", args=[topic.pk]),
        ref=topic.ref,
        name=topic.name or _("without a name"),
        people=people_words(topic.people, may_see=topic.inside),  # type: ignore[attr-defined]
        under=" · ".join(part for part in parts if part),
        growth=growth_mark(topic),
        mark=what_became(topic),
        is_small=topic.people < FEWEST,
    )


def what_became(topic: Topic) -> str:
    if topic.is_current:
        return ""
    return _("joined another topic") if topic.became_id else _("no longer spoken of")


def span(first: datetime, last: datetime) -> str:
    begins, ends = (local_day(one) for one in (first, last))
    if begins == ends:
        return short_day(begins)
    return _("%(first)s to %(last)s") % {"first": short_day(begins), "last": short_day(ends)}


def long_span(topic: Topic) -> str:
    begins, ends = (local_day(one) for one in (topic.first_said_at, topic.last_said_at))
    if begins == ends:
        return day_words(begins)
    return _("%(first)s to %(last)s") % {"first": day_words(begins), "last": day_words(ends)}


def people_words(count: int, *, may_see: bool) -> str:
    if count < FEWEST and not may_see:
        return _("fewer than 5 people")
    return ngettext("%(count)d person", "%(count)d people", count) % {"count": count}


def counts(named: Sequence[tuple[str, int]], *, inside: bool) -> list[Count]:
    numbers = [count for _, count in named]
    hide = [False] * len(numbers) if inside else hidden(numbers)
    return [
        Count(name, count_words(count, is_hidden=away), away)
        for (name, count), away in zip(named, hide, strict=True)
    ]


def states(fate: Fate, *, inside: bool) -> list[Count]:
    """In the order in which a matter goes through them."""
    named = [(_state(state), fate.states[state]) for state in State.values if state in fate.states]
    return counts(named, inside=inside)


def _state(state: str) -> str:
    return _("waiting for the resident") if state == State.WAITING else str(State(state).label)


def verdicts(fate: Fate, *, inside: bool) -> list[Count]:
    """Silence stands beside what was said: it is not content."""
    named = [(str(kind.label), fate.judged.get(kind.value, 0)) for kind in Solved]
    return counts([*named, (_("did not say"), fate.silent)], inside=inside)


def came_back(fate: Fate, *, inside: bool) -> str:
    """Of so many matters that were judged solved, so many came back; empty where none was."""
    if not fate.solved:
        return ""
    parts = [fate.came_back, fate.solved - fate.came_back]
    hide = [False, False] if inside else hidden(parts)
    if any(hide):
        return _("Some of the matters judged solved may have come back: too few to say how many.")
    return _("Of %(solved)d matters judged solved, %(back)d came back.") % {
        "solved": fate.solved,
        "back": fate.came_back,
    }


@dataclass(frozen=True, slots=True)
class CauseRow:
    address: str
    ref: str
    area: str
    category: str
    times: int
    people: str
    span: str


def cause_row(cause: RootCause, *, may_see: bool) -> CauseRow:
    return CauseRow(
        address=reverse("root_cause", args=[cause.pk]),
        ref=cause.ref,
        area=area_name(cause.area),
        category=category_name(cause.category) or _("no subject yet"),
        times=cause.times,
        people=people_words(cause.people, may_see=may_see),
        span=span(cause.first_at, cause.last_at) if cause.first_at and cause.last_at else "",
    )


@dataclass(frozen=True, slots=True)
class LinkRow:
    number: int
    matter: "MatterLine"
    earlier: "MatterLine"
    was: str
    because: list[str]
    is_set_aside: bool
    aside: str


@dataclass(frozen=True, slots=True)
class MatterLine:
    """A matter in a sentence; without an address for who may not open it."""

    ref: str
    title: str
    day: str
    address: str


def link_rows(found: Iterable[Recurrence], readable: Mapping[int, str]) -> list[LinkRow]:
    return [
        LinkRow(
            number=one.pk,
            matter=_line(one.matter, one.matter.opened_at, readable),
            earlier=_line(one.earlier, one.earlier.closed_at, readable),
            was=one.get_was_display(),
            because=_reasons(one),
            is_set_aside=one.set_aside_at is not None,
            aside=_aside(one),
        )
        for one in found
    ]


def _line(matter: Matter, at: datetime | None, readable: Mapping[int, str]) -> MatterLine:
    title = readable.get(matter.pk)
    return MatterLine(
        ref=matter.ref,
        title=title or "",
        day=day_words(local_day(at)) if at else "",
        address=reverse("matter", args=[matter.pk]) if title is not None else "",
    )


def _reasons(one: Recurrence) -> list[str]:
    found = [_("the same place")] if one.same_place else []
    found += [_("the same topic")] if one.same_topic else []
    found += [_("“%(words)s” in both") % {"words": words} for words in one.because[:2]]
    return [*found, _("%(percent)d %% alike") % {"percent": one.likeness}]


def _aside(one: Recurrence) -> str:
    if one.set_aside_at is None:
        return ""
    return _("Set aside on %(day)s by %(who)s: %(why)s") % {
        "day": day_words(local_day(one.set_aside_at)),
        "who": one.set_aside_by.removeprefix("staff:"),
        "why": one.set_aside_because,
    }
