"""The nouns of a consultation, in the order in which they know each other."""

from sanwen.counsel.consultations.models.consultation import (
    Consultation,
    Identity,
    Invitation,
    Material,
    Origin,
    Phase,
)
from sanwen.counsel.consultations.models.counted import (
    Margin,
    MarginPart,
    OpinionMap,
    StatementCount,
)
from sanwen.counsel.consultations.models.statement import Appeal, HoldReason, Statement
from sanwen.counsel.consultations.models.vote import Follower, Participant, Pass, Proof, Vote

__all__ = [
    "Appeal",
    "Consultation",
    "Follower",
    "HoldReason",
    "Identity",
    "Invitation",
    "Margin",
    "MarginPart",
    "Material",
    "OpinionMap",
    "Origin",
    "Participant",
    "Pass",
    "Phase",
    "Proof",
    "Statement",
    "StatementCount",
    "Vote",
]
