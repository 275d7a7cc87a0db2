"""What waits for one person in the reach checks: results to publish, wishes to meet before."""

from datetime import date

from sanwen.people.models import User
from sanwen.verdict.reach.models import Check
from sanwen.verdict.scorecards.waiting import MOST
from sanwen.verdict.surveys import rules as surveys
from sanwen.verdict.surveys.states import State


def checks(by: User, today: date) -> int:
    over = Check.objects.visible_to(by).filter(survey__state=State.CLOSED).select_related("unit")
    return sum(bool(surveys.prepares_for(one.unit, by)) for one in over[:MOST])
