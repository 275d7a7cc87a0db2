"""What a verdict may be, when, and what follows from it. Only the resident gives one."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.deliver.matters.models import Answer, AnswerState, Joining, Matter
from sanwen.deliver.matters.states import State
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.verdict.ratings.models import Satisfaction, Solved, Verdict

CHANGEABLE = timedelta(minutes=15)
# By right to the same unit, then to the level above; after that the law has its own review.
REOPENINGS = 2
LONGEST = 2000
# An answer stands; a reopened matter has a new one coming.
STANDS = (State.ANSWERED, State.CLOSED)
# While another body looks at it again, and after that, it can be judged; it brings nothing back.
LOOKED_AT = (State.IN_REVIEW, State.REVIEWED, State.IN_SECOND, State.FINISHED)


def may_give(joining: Joining, answer: Answer, given: Verdict | None, *, now: datetime) -> Ruling:
    return all_of(
        _is_an_answer_to(joining, answer),
        _did_not_withdraw(joining),
        _is_first_or_fresh(given, joining.matter, now=now),
    )


def _is_an_answer_to(joining: Joining, answer: Answer) -> Ruling:
    if answer.matter_id == joining.matter_id and answer.state == AnswerState.SENT:
        return ALLOWED
    return refused(_("There is no answer to judge yet."))


def _did_not_withdraw(joining: Joining) -> Ruling:
    if joining.withdrawn_at is None:
        return ALLOWED
    return refused(_("You have withdrawn this."))


def _is_first_or_fresh(given: Verdict | None, matter: Matter, *, now: datetime) -> Ruling:
    if given is None:
        return ALLOWED
    if matter.state not in (*STANDS, *LOOKED_AT):
        return refused(_("Your verdict has brought the matter back; it is being handled again."))
    if now <= given.given_at + CHANGEABLE:
        return ALLOWED
    return refused(_("You have judged this answer. A verdict can be changed for 15 minutes."))


def is_well_formed(solved: str, satisfaction: int | None, words: str) -> Ruling:
    if solved not in Solved.values:
        return refused(_("Please choose whether it is solved."))
    if satisfaction is not None and satisfaction not in Satisfaction.values:
        return refused(_("Please choose one of the five levels."))
    if len(words) > LONGEST:
        return refused(_("Use at most %(most)d characters.") % {"most": LONGEST})
    return ALLOWED


def brings_back(matter: Matter, solved: str, *, reopen_wanted: bool) -> bool:
    """ "No" by right; "partly" only when the person asks for it."""
    wanted = solved == Solved.NO or (solved == Solved.PARTLY and reopen_wanted)
    return wanted and matter.state in STANDS and matter.reopenings < REOPENINGS


def may_read_sums(by: User) -> Ruling:
    if by.holds(Role.HANDLER, Role.UNIT_LEAD, Role.SUPERVISOR, Role.LEADER):
        return ALLOWED
    return refused(_("The sums are for those who answer for a unit."))
