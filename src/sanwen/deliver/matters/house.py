"""The one table of moves as procedures are declared on it, and the procedure of a matter."""

from functools import lru_cache

from sanwen.deliver.matters import clock_rules
from sanwen.deliver.matters.models.answer import Outcome
from sanwen.deliver.matters.models.matter import Matter
from sanwen.deliver.matters.states import MOVES, OPEN, Move, State
from sanwen.deliver.procedures import known
from sanwen.deliver.procedures.checked import House, Limit
from sanwen.deliver.procedures.declared import Declared, Timed

# What a procedure may leave out. Everything else is everybody's: to take back, to be shown
# another way, to judge, to have it reopened or reviewed, to be heard, to have it decided whose
# it is.
CHOOSABLE = frozenset(
    {
        Move.ACCEPT,
        Move.ASSIGN,
        Move.TAKE,
        Move.OBJECT,
        Move.ASK,
        Move.HAND_DOWN,
        Move.HAND_UP,
        Move.ANSWER,
        Move.JOIN,
    }
)
# Begun and ended by the acts themselves, in every procedure; only their lengths differ.
BY_THE_ACTS = frozenset(
    {
        "service.dispatch",
        "service.leg",
        "service.assist",
        "service.objection",
        "service.resident",
        "service.verdict",
        "service.arbiter",
        "service.force",
        "service.whistle",
        "service.whistle_urgent",
        "petition.review",
        "petition.ask_second_review",
        "petition.second_review",
    }
)


@lru_cache(maxsize=4)
def house(papers: frozenset[str] = frozenset()) -> House:
    """`papers` are named by whoever stands above them."""
    return House(
        moves={
            str(state): {str(m): str(s) for m, s in ways.items()} for state, ways in MOVES.items()
        },
        always=frozenset(map(str, frozenset(Move) - CHOOSABLE)),
        aside=frozenset(map(str, (Move.WITHDRAW, Move.REDIRECT, Move.JOIN))),
        begins=str(State.REGISTERED),
        answered=str(State.ANSWERED),
        open=frozenset(map(str, OPEN)),
        outcomes=frozenset(Outcome.values),
        rules=clock_rules.rules().keys(),
        papers=papers,
        law=_law(),
    )


def _law() -> dict[str, Limit]:
    """Not the service's own periods: those are each place's to set, but the resident's are kept."""
    return {
        one.code: Limit(
            length=one.rule.length,
            unit=one.rule.unit,
            longer=one.extension.length if one.extension else 0,
            longer_unit=one.extension.unit if one.extension else "",
            of_resident=one.duty == "resident",
            name=one.name_zh,
        )
        for one in clock_rules.rules().values()
        if one.duty == "resident" or not (one.preset or one.code.startswith("service."))
    }


def procedure_of(matter: Matter) -> Declared:
    """The version it began with, whatever was published since."""
    return known.version(matter.procedure, matter.procedure_version)


def further_clocks(one: Declared) -> list[Timed]:
    """Those that the moves begin and end, beside the promise and what the acts do anyway."""
    return [timed for timed in one.clocks[1:] if timed.rule not in BY_THE_ACTS]
