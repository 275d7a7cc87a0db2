"""Which of the opinions that people could read has no reason beside it yet."""

from django.db.models import QuerySet

from sanwen.counsel.consultations.models import Statement
from sanwen.counsel.decisions.models import Point, Version
from sanwen.counsel.meetings.models import MeetingOpinion


def to_answer(version: Version) -> QuerySet[Statement]:
    """Every statement that is shown; what was said already stands under the one that says it."""
    return Statement.objects.shown().filter(consultation=version.decision.consultation_id)


def uncovered(version: Version) -> QuerySet[Statement]:
    named = Point.statements.through.objects.filter(point__version=version)
    left = Statement.objects.shown().filter(consultation=version.decision.consultation_id)
    return left.exclude(pk__in=named.values("statement")).numbered()


def opinions(version: Version) -> QuerySet[MeetingOpinion]:
    """What was said at the talk meetings of the same question."""
    return MeetingOpinion.objects.filter(
        meeting__consultation=version.decision.consultation_id
    ).order_by("meeting_id", "number")
