"""What a matter may still be given after its procedure is finished, and by whom."""

from sanwen.core.ruling import Ruling, all_of
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.rules import may_move, works_at_the_desk, works_for_the_lead
from sanwen.deliver.matters.states import Move
from sanwen.people.models import User
from sanwen.places.models import Unit


def may_help(matter: Matter, by: User) -> Ruling:
    """The desk that registered the matter, or the unit that had it."""
    who = works_for_the_lead(matter, by) or works_at_the_desk(matter, by)
    return all_of(who, may_move(matter, Move.HELP))


def helping_unit(matter: Matter, by: User) -> Unit:
    lead = matter.lead_unit
    return lead if lead and works_for_the_lead(matter, by) else matter.received_by
