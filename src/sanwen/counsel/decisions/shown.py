"""What the page of a decision shows: to everybody, and to those who write it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import get_language

from sanwen.core.dates import DueLine, day_words, due_line
from sanwen.counsel.consultations.models import Consultation, OpinionMap, Statement
from sanwen.counsel.decisions import covering
from sanwen.counsel.decisions.models import Adopted, Decision, Point, Promise, Version
from sanwen.counsel.meetings.models import MeetingOpinion


@dataclass(frozen=True, slots=True)
class PointShown:
    key: int
    number: int
    title: str
    adopted: str
    adopted_words: str
    reason: str
    instead: str
    group: str
    statements: Sequence[Statement]
    opinions: Sequence[MeetingOpinion]


@dataclass(frozen=True, slots=True)
class PromiseShown:
    key: int
    number: int
    words: str
    unit: str
    day: str
    due: DueLine
    # Whether it was kept is not known here: the day alone is no blame.
    is_past: bool
    residents_part: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """All that was adopted, or partly, or not."""

    adopted: str
    words: str
    points: Sequence[PointShown]

    @property
    def statements(self) -> int:
        return sum(len(point.statements) + len(point.opinions) for point in self.points)


@dataclass(frozen=True, slots=True)
class VersionShown:
    number: int
    gist: str
    text: str
    ground: str
    decided_by: str
    decided_on: str
    because: str
    is_decided: bool
    published_on: str
    chapters: Sequence[Chapter]
    promises: Sequence[PromiseShown]
    # Opinions that everybody can read and that nothing here answers.
    unanswered: Sequence[Statement]


@dataclass(frozen=True, slots=True)
class Counts:
    """Who took part, as far as it is known at all."""

    participants: int
    votes: int
    statements: int


def of(consultation: Consultation) -> Version | None:
    """What everybody reads now: the decision that stands, else the draft shown last."""
    decision = Decision.objects.filter(consultation=consultation).first()
    return decision.published if decision else None


def version(one: Version, today: date) -> VersionShown:
    points = [point_shown(point) for point in _points(one)]
    chapters = [
        Chapter(each, str(each.label), [point for point in points if point.adopted == each])
        for each in Adopted
    ]
    return VersionShown(
        number=one.number, gist=one.gist, text=one.text, ground=one.ground,
        decided_by=one.decided_by,
        decided_on=day_words(one.decided_on) if one.decided_on else "",
        because=one.because, is_decided=one.is_decided,
        published_on=day_words(localdate(one.published_at)) if one.published_at else "",
        chapters=[chapter for chapter in chapters if chapter.points],
        promises=[
            promise_shown(promise, today) for promise in one.promises.select_related("unit")
        ],
        unanswered=list(covering.uncovered(one)),
    )  # fmt: skip


def _points(one: Version) -> "Sequence[Point]":
    return list(one.points.prefetch_related("statements__count", "opinions"))


def point_shown(point: Point) -> PointShown:
    return PointShown(
        key=point.pk, number=point.number, title=point.title, adopted=point.adopted,
        adopted_words=point.get_adopted_display(), reason=point.reason, instead=point.instead,
        group=point.get_group_display(),
        statements=sorted(point.statements.all(), key=lambda one: one.number),
        opinions=sorted(point.opinions.all(), key=lambda one: (one.meeting_id, one.number)),
    )  # fmt: skip


def promise_shown(promise: Promise, today: date) -> PromiseShown:
    return PromiseShown(
        key=promise.pk, number=promise.number, words=promise.words,
        unit=promise.unit.name_in(get_language() or ""), day=day_words(promise.due_on),
        due=due_line(promise.due_on, today), is_past=today > promise.due_on,
        residents_part=promise.residents_part,
    )  # fmt: skip


def counts(consultation: Consultation) -> Counts:
    """From the last count where there is one: five million votes are not counted for a page."""
    counted = OpinionMap.objects.filter(consultation=consultation).first()
    shown = Statement.objects.shown().filter(consultation=consultation).count()
    if counted is not None:
        return Counts(counted.participants, counted.votes, shown)
    return Counts(consultation.participants.count(), consultation.votes.count(), shown)


def earlier(decision: Decision, current: Version) -> list[Version]:
    """Every other version that was ever published, newest first: nothing is overwritten."""
    out = Version.objects.published().filter(decision=decision).exclude(pk=current.pk)
    return list(out.order_by("-number"))
