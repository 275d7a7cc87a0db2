"""A consultation as Polis exports one: summary, comments, participants-votes and votes as CSV."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time
from io import BytesIO, StringIO
from itertools import groupby
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils import timezone

from sanwen.core.dates import local_day
from sanwen.counsel.consultations import ledger
from sanwen.counsel.consultations.models import Consultation, Statement
from sanwen.counsel.consultations.states import Stand

# A zip with the same content has the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MODERATED = {Stand.SHOWN: 1, Stand.WAITING: 0, Stand.HELD: -1, Stand.SAME: -1}
Row = Sequence[object]


def zipped(one: Consultation) -> bytes:
    """Four files. Participants have the numbers of the published hash, which say nothing of when
    they came; a vote has its day and no hour; nobody is named as a statement's author."""
    votes = list(ledger.votes(one))
    statements = list(one.statements.numbered())
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, rows in (
            ("summary.csv", _summary(one, votes, statements)),
            ("comments.csv", _comments(statements, votes)),
            ("participants-votes.csv", _participants(statements, votes)),
            ("votes.csv", _votes(one, votes)),
        ):
            _add(archive, name, rows)
    return packed.getvalue()


def _add(archive: ZipFile, name: str, rows: Iterable[Row]) -> None:
    text = StringIO()
    csv.writer(text).writerows(rows)
    archive.writestr(ZipInfo(name, _EPOCH), text.getvalue())


def _summary(
    one: Consultation, votes: Sequence[tuple[int, int, int]], statements: Sequence[Statement]
) -> Iterator[Row]:
    people = len({participant for participant, _, _ in votes})
    yield "topic", one.question
    yield "voters", people
    yield "voters-in-conv", people
    yield "comments", len(statements)
    yield "conversation-description", one.summary


def _comments(
    statements: Sequence[Statement], votes: Sequence[tuple[int, int, int]]
) -> Iterator[Row]:
    yield (
        "timestamp", "datetime", "comment-id", "author-id",
        "agrees", "disagrees", "moderated", "comment-body",
    )  # fmt: skip
    counts = Counter((number, value) for _, number, value in votes)
    for each in statements:
        number, shown = each.number, each.stand == Stand.SHOWN
        yield (
            *_day(each.said_at), number, "", counts[number, 1], counts[number, -1],
            # What is held back is not read here either.
            _MODERATED[Stand(each.stand)], each.text if shown else "",
        )  # fmt: skip


def _participants(
    statements: Sequence[Statement], votes: Sequence[tuple[int, int, int]]
) -> Iterator[Row]:
    numbers = [each.number for each in statements if each.stand == Stand.SHOWN]
    yield ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree", *numbers)
    for participant, own in groupby(votes, key=lambda vote: vote[0]):
        values = {number: value for _, number, value in own}
        said = list(values.values())
        cells = (values.get(number, "") for number in numbers)
        yield (participant, "", "", len(said), said.count(1), said.count(-1), *cells)


def _votes(one: Consultation, votes: Iterable[tuple[int, int, int]]) -> Iterator[Row]:
    """With the day on which it was published: the hour of a vote could tell whose it is."""
    day = _day(one.published_at or one.made_at)
    yield "timestamp", "datetime", "comment-id", "voter-id", "vote"
    for participant, number, value in votes:
        yield (*day, number, participant, value)


def _day(moment: datetime) -> tuple[int, str]:
    """Milliseconds, and the day in words of machines."""
    day = local_day(moment)
    midnight = timezone.make_aware(datetime.combine(day, time()))
    return int(midnight.timestamp() * 1000), day.isoformat()
