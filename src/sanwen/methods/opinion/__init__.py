from sanwen.methods.opinion.mapping import opinion_map
from sanwen.methods.opinion.priority import choose, priority, reach_of
from sanwen.methods.opinion.published import Published, published
from sanwen.methods.opinion.published_counts import Representative, Shared
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
    "Published",
    "Representative",
    "Shared",
    "Stability",
    "Tally",
    "Turnout",
    "Votes",
    "choose",
    "coverage",
    "keyed",
    "opinion_map",
    "priority",
    "published",
    "reach_of",
]
