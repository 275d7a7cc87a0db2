from sanwen.methods.opinion.mapping import opinion_map
from sanwen.methods.opinion.results import (
    Characteristic,
    Consensus,
    Difference,
    Dividing,
    Group,
    OpinionMap,
    Stability,
    Tally,
    Turnout,
)
from sanwen.methods.opinion.turnout import Coverage, Coverages, coverage
from sanwen.methods.opinion.votes import AGREE, DISAGREE, PASS, Keyed, Votes, keyed

__all__ = [
    "AGREE",
    "DISAGREE",
    "PASS",
    "Characteristic",
    "Consensus",
    "Coverage",
    "Coverages",
    "Difference",
    "Dividing",
    "Group",
    "Keyed",
    "OpinionMap",
    "Stability",
    "Tally",
    "Turnout",
    "Votes",
    "coverage",
    "keyed",
    "opinion_map",
]
