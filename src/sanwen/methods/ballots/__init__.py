"""Ballots: what was voted on and how, who won by which rule, why, and who is represented."""

from sanwen.methods.ballots.completing import Completion
from sanwen.methods.ballots.election import (
    Election,
    Kind,
    Marks,
    Points,
    Project,
    Voter,
    election,
    longest,
    named,
    scored,
)
from sanwen.methods.ballots.outcome import Fate, Outcome, Reason, Rule, Settings, decide
from sanwen.methods.ballots.pabulib import read, read_document
from sanwen.methods.ballots.priority import Wanted, priority
from sanwen.methods.ballots.represented import Represented, by_group, represented
from sanwen.methods.ballots.shares import TooMuch
from sanwen.methods.ballots.support import Count, Ties, Utility
from sanwen.methods.ballots.writing import Document, write
from sanwen.methods.unreadable import Unreadable

__all__ = [
    "Completion",
    "Count",
    "Document",
    "Election",
    "Fate",
    "Kind",
    "Marks",
    "Outcome",
    "Points",
    "Project",
    "Reason",
    "Represented",
    "Rule",
    "Settings",
    "Ties",
    "TooMuch",
    "Unreadable",
    "Utility",
    "Voter",
    "Wanted",
    "by_group",
    "decide",
    "election",
    "longest",
    "named",
    "priority",
    "read",
    "read_document",
    "represented",
    "scored",
    "write",
]
