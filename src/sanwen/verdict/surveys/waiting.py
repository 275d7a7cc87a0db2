"""What waits for one person in the surveys: calls to make, results to publish."""

from datetime import date

from sanwen.people.models import User
from sanwen.verdict.scorecards.waiting import MOST
from sanwen.verdict.surveys import asking_rules, rules
from sanwen.verdict.surveys.models import Survey
from sanwen.verdict.surveys.states import State


def surveys(by: User, today: date) -> int:
    """Surveys, never the people in them."""
    rows = Survey.objects.on_their_own().filter(state__in=(State.OPEN, State.CLOSED))
    near = rows.inside_for(by).select_related("unit", "about_unit")[:MOST]
    return sum(
        bool(rules.may_publish(one, by) or asking_rules.may_interview(one, by, today=today))
        for one in near
    )
