"""The nouns of the ledger, in the order in which they know each other."""

from sanwen.verdict.promises.models.entry import (
    INSIDE,
    DateChange,
    Entry,
    EntryQuerySet,
    Pulled,
    Saying,
    Source,
    What,
)
from sanwen.verdict.promises.models.project import Batch, Indicator, Milestone, Stage
from sanwen.verdict.promises.models.round import Finding, How, Round, RoundQuerySet, Seat

__all__ = [
    "INSIDE",
    "Batch",
    "DateChange",
    "Entry",
    "EntryQuerySet",
    "Finding",
    "How",
    "Indicator",
    "Milestone",
    "Pulled",
    "Round",
    "RoundQuerySet",
    "Saying",
    "Seat",
    "Source",
    "Stage",
    "What",
]
