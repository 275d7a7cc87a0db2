"""Every night the voices of the last half year are grouped anew; topics stay who they are."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as clock_time

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from sanwen.core.actors import Actor
from sanwen.core.dates import local_day
from sanwen.integrity.audit.actions import record
from sanwen.listen.topics.actions import keeping
from sanwen.listen.topics.gathering import Heard, Kept, gather, said
from sanwen.listen.topics.measures import RECENT, WEEK
from sanwen.listen.topics.models import FEWEST, TopicNight
from sanwen.listen.topics.telling import Told, tell
from sanwen.methods.topics import topics


@dataclass(frozen=True, slots=True)
class _Window:
    since: datetime
    until: datetime
    weeks: int


def find_topics(*, kept: Iterable[Kept], by: Actor, now: datetime | None = None) -> TopicNight:
    """Group the window's voices and write what was found. Grouping holds no lock and no row."""
    now = timezone.now() if now is None else now
    began = time.monotonic()
    window = _window(now)
    heard = gather(kept, since=window.since, until=window.until)
    found = tell(
        topics(said(heard), at_least=FEWEST), heard, until=window.until, weeks=window.weeks
    )
    return _write(found, heard, window, by=by, now=now, began=began)


def _window(now: datetime) -> _Window:
    """Whole weeks, the last of which ends with today."""
    tomorrow = local_day(now) + timedelta(days=1)
    until = timezone.make_aware(datetime.combine(tomorrow, clock_time()))
    weeks = max(settings.TOPIC_DAYS // WEEK.days, RECENT + 1)
    return _Window(until - weeks * WEEK, until, weeks)


@transaction.atomic
def _write(
    found: list[Told],
    heard: list[Heard],
    window: _Window,
    *,
    by: Actor,
    now: datetime,
    began: float,
) -> TopicNight:
    change = keeping.keep(found, window={one.voice for one in heard}, now=now)
    night = TopicNight.objects.create(
        at=now,
        since=window.since,
        source=by.actor_ref,
        voices=len(heard),
        people=len({one.person for one in heard}),
        topics=len(found),
        fresh=change.fresh,
        retired=change.retired,
        took_ms=int(1000 * (time.monotonic() - began)),
    )
    details = {"voices": night.voices, "topics": night.topics, "fresh": night.fresh}
    record("topics.found", on="topics:night", by=by, at=now, retired=night.retired, **details)
    return night
