"""The nouns of handling. Their order of import is the order in which they know each other."""

from sanwen.deliver.matters.models.answer import (
    NEGATIVE,
    Answer,
    AnswerItem,
    AnswerState,
    Delivery,
    GroundKind,
    Outcome,
    Redirection,
    Route,
    Way,
)
from sanwen.deliver.matters.models.disputes import Extension, Objection
from sanwen.deliver.matters.models.joining import Group, GroupState, Joining, Wording
from sanwen.deliver.matters.models.levels import Climb, ClimbGround, Help, Response, Rung, Whistle
from sanwen.deliver.matters.models.matter import DOERS, OVERSEERS, Ending, Matter
from sanwen.deliver.matters.models.need import Horizon, Need, NeedKind, Presence, Reach
from sanwen.deliver.matters.models.parts import Assignment, Clock, Part, Step, Task
from sanwen.deliver.matters.models.recusal import Recusal, RecusalGround

__all__ = [
    "Answer",
    "AnswerItem",
    "AnswerState",
    "Assignment",
    "Climb",
    "ClimbGround",
    "Clock",
    "DOERS",
    "Delivery",
    "Ending",
    "Extension",
    "GroundKind",
    "Group",
    "GroupState",
    "Help",
    "Horizon",
    "Joining",
    "Matter",
    "NEGATIVE",
    "Need",
    "NeedKind",
    "OVERSEERS",
    "Objection",
    "Outcome",
    "Part",
    "Presence",
    "Reach",
    "Recusal",
    "RecusalGround",
    "Redirection",
    "Response",
    "Route",
    "Rung",
    "Step",
    "Task",
    "Way",
    "Whistle",
    "Wording",
]
