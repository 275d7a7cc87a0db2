"""What can be done with a matter after its answer: a review is asked for, help goes on."""

from sanwen.deliver.matters import review_rules, rules
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.states import State
from sanwen.people.models import User

ASKING = (State.ANSWERED, State.CLOSED, State.IN_REVIEW, State.REVIEWED, State.IN_SECOND)


def may_be_asked_for(matter: Matter, by: User) -> bool:
    """Somebody comes or writes and wants the answer looked at again."""
    return matter.state in ASKING and bool(rules.works_at_the_desk(matter, by))


def may_be_helped(matter: Matter, by: User) -> bool:
    return bool(review_rules.may_help(matter, by))
