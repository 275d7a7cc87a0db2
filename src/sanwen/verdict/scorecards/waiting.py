"""What waits for one person behind each door of the results: each part answers for itself."""

from collections.abc import Callable
from datetime import date

from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.verdict.scorecards import rules
from sanwen.verdict.scorecards.models import (
    Exclusion,
    FieldCheck,
    FieldDraw,
    Length,
    PublishedCard,
    Stage,
)
from sanwen.verdict.scorecards.periods import containing

# How many acts this person could do now in one part. More than MOST are not told apart.
Waiting = Callable[[User, date], int]
MOST = 100
_parts: dict[str, Waiting] = {}


def answers(part: str, ask: Waiting) -> None:
    """A part names itself when the program starts, so that what is below need not know it."""
    _parts[part] = ask


def for_person(by: User, today: date) -> dict[str, int]:
    """By part; a part that has nothing for this person is not in it."""
    found = {part: ask(by, today) for part, ask in _parts.items()}
    return {part: many for part, many in found.items() if many}


def rates(by: User, today: date) -> int:
    """A quarter that is over is published once, by those who answer for all."""
    last = containing(today, Length.QUARTER).before()
    known = PublishedCard.objects.filter(length=last.length, since=last.since).exists()
    return int(bool(rules.may_publish(by, until=last.until, today=today, is_published=known)))


def exclusions(by: User, today: date) -> int:
    open_now = Exclusion.objects.visible_to(by).filter(state__in=(Stage.PROPOSED, Stage.OBJECTED))
    rows = open_now.select_related("matter__lead_unit", "matter__received_by")[:MOST]
    return sum(
        bool(rules.may_answer(one, by) or rules.may_decide(one, by, decision="-")) for one in rows
    )


def checks(by: User, today: date) -> int:
    """Matters to look at, and lots to draw of one's own."""
    mine = FieldCheck.objects.to_look_at(by)
    lots = FieldDraw.objects.filter(drawn_at=None, of__in=by.reach(Role.SUPERVISOR))
    return mine[:MOST].count() + lots[:MOST].count()
