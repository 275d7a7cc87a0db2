"""Loads the demo: an invented county and a year of its life, lived through the real actions."""

import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, connections, transaction
from django.utils import timezone

from sanwen.demo import (
    asking,
    beside,
    deciding,
    judging,
    levels,
    opening,
    promising,
    reaching,
    reviews,
    surveying,
)
from sanwen.demo.replay import Replay
from sanwen.demo.setting import Account, Cast, write_county
from sanwen.demo.story import Story, stories
from sanwen.listen.topics.actions import finding
from sanwen.listen.voices.models import Voice
from sanwen.notices.models import Notice
from sanwen.office.listening.actions import nights
from sanwen.office.listening.pulling import kept_voices, window_start
from sanwen.verdict.scorecards.actions import keeping

SEED = 3
STORIES = 3000
# The year is lived by two processes side by side, each with its own share of the matters.
PARTS = 2
# What staff were told longer ago than this they have read.
READ_AFTER = timedelta(days=3)
WATCH_SECONDS = 0.5

Report = Callable[..., None]


def load(
    *, progress: Report | None = None, n: int = STORIES, now: datetime | None = None
) -> list[dict[str, Any]]:
    """Writes the county and its year into an empty database; gives the accounts that sign in."""
    today = timezone.localtime(now or timezone.now()).date()
    accounts = _begin()
    _live(n, today, progress or _silent)
    reviews.write(Cast(), now or timezone.now(), whole=transaction.atomic)
    levels.write(now=now or timezone.now())
    _ask(now or timezone.now())
    _judge(now or timezone.now())
    _promise(now or timezone.now())
    _tidy(now or timezone.now())
    _read_by_night(now or timezone.now())
    _open(now or timezone.now())
    return [asdict(account) for account in accounts]


@transaction.atomic
def _ask(now: datetime) -> None:
    cast = Cast()
    asking.write(cast, now=now)
    deciding.write(cast, now=now)


def _open(now: datetime) -> None:
    """What is published is read from the sums, which a worker would keep."""
    keeping.keep()
    opening.write(now=now)


@transaction.atomic
def _judge(now: datetime) -> None:
    judging.write(Cast(), now=now)
    surveying.write(Cast(), now=now)


@transaction.atomic
def _promise(now: datetime) -> None:
    promising.write(Cast(), now=now)
    reaching.write(Cast(), now=now)


def _silent(*args: Any, **kwargs: Any) -> None:
    """Nobody watches."""


@transaction.atomic
def _begin() -> list[Account]:
    return write_county()


def _live(n: int, today: date, report: Report) -> None:
    connections.close_all()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PARTS, mp_context=context) as pool:
        parts = [pool.submit(beside.live, part, PARTS, n, today) for part in range(PARTS)]
        _watch(parts, n, report)
        for part in parts:
            part.result()


def _watch(parts: "list[Future[list[str]]]", n: int, report: Report) -> None:
    while not all(part.done() for part in parts):
        report(Voice.objects.count(), n)
        time.sleep(WATCH_SECONDS)
    report(n, n)


def live_part(part: int, parts: int, n: int, today: date) -> list[str]:
    """One share of the year; what the rules did not allow comes back, as a test wants to know."""
    with connection.cursor() as cursor:
        # No waiting for the disk: half a demo is thrown away.
        cursor.execute("SET synchronous_commit = off")
    replay = Replay(Cast())
    replay.play([story for story in stories(SEED, n, today) if _root(story) % parts == part])
    return replay.refused


def _root(story: Story) -> int:
    """Voices that ask for the same, or were sent twice, stay together."""
    return story.joins or story.same_as or story.number


def _read_by_night(now: datetime) -> None:
    """A few nights of the last months and the last one: topics that came, stayed and passed."""
    for weeks in (12, 8, 4):
        kept = kept_voices(since=window_start(now, settings.TOPIC_DAYS + 7 * weeks))
        finding.find_topics(kept=kept, by=nights.NIGHT, now=now - timedelta(weeks=weeks))
    nights.read_all(now=now)


@transaction.atomic
def _tidy(now: datetime) -> None:
    """A year's notices would bury the new ones."""
    told = Notice.objects.filter(read_at=None, made_at__lt=now - READ_AFTER)
    told.update(read_at=now)
