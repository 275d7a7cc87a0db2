"""The night's reading: topics over everything that may be counted, then what came back."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from sanwen.core.actors import Actor, Machine
from sanwen.listen.topics.actions import finding
from sanwen.listen.topics.models import TopicNight
from sanwen.office.listening.actions import recurring
from sanwen.office.listening.pulling import kept_voices, window_start

NIGHT = Machine("night")


def read_all(*, by: Actor = NIGHT, now: datetime | None = None) -> TopicNight:
    """Each in a transaction of its own: what the first found stands if the second fails."""
    now = timezone.now() if now is None else now
    kept = kept_voices(since=window_start(now, settings.TOPIC_DAYS))
    night = finding.find_topics(kept=kept, by=by, now=now)
    recurring.find_recurrences(by=by, now=now)
    return night
