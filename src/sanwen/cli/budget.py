"""Counts an election in a `.pb` file: winners for machines, a line with its reason for people."""

from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from sanwen.cli import telling
from sanwen.cli.refusal import Refused
from sanwen.methods.ballots import (
    Completion,
    Count,
    Election,
    Fate,
    Outcome,
    Reason,
    Rule,
    Settings,
    Ties,
    TooMuch,
    Unreadable,
    Utility,
    decide,
    read,
    represented,
)
from sanwen.methods.percent import percent

Choice = TypeVar("Choice", bound=StrEnum)

WHY = {
    Fate.BOUGHT: "paid for by its supporters, {price} for each point",
    Fate.ADDED: "next in the order, and it fitted",
    Fate.UNSUPPORTED: "nobody voted for it",
    Fate.TOO_DEAR: "costs more than the whole budget, by {over}",
    Fate.COSTLESS: "says no cost, so by its cost it is worth nothing",
    Fate.SHORT: "its supporters had {left} left together, {lacks} too little",
    Fate.NO_ROOM: "{left} was left at its turn, {lacks} too little",
}


def run(
    *, file: Path, rule: str, completion: str, utility: str, count: str, ties: str, as_json: bool
) -> int:
    settings = Settings(
        _one(Rule, rule, "--rule"),
        _one(Completion, completion, "--completion"),
        _one(Utility, utility, "--utility"),
        _one(Count, count, "--count"),
        _one(Ties, ties, "--ties"),
    )
    try:
        election = read(file.read_text(encoding="utf-8-sig"))
        outcome = decide(election, settings)
    except UnicodeDecodeError:
        raise Refused(f"{file}: not UTF-8 text. Save it as UTF-8.") from None
    except (Unreadable, TooMuch) as no:
        raise Refused(f"{file}: {no}") from None
    if as_json:
        telling.machine(
            {
                "winners": list(outcome.winners),
                "spent": _number(outcome.spent),
                "budget": _number(outcome.budget),
            }
        )
    else:
        _tell(election, outcome, settings)
    return 0


def _one(kind: type[Choice], said: str, option: str) -> Choice:
    try:
        return kind(said)
    except ValueError:
        known = ", ".join(kind)
        raise Refused(f"{option} “{said}” is not known; use one of: {known}.") from None


def _number(amount: Fraction) -> int | float:
    return amount.numerator if amount.denominator == 1 else float(amount)


def _tell(election: Election, outcome: Outcome, settings: Settings) -> None:
    how = settings.rule.value
    if settings.rule is Rule.EQUAL_SHARES:
        how += f", completion {settings.completion}"
    left = outcome.budget - outcome.spent
    telling.person(f"{election.voters} voters, {len(election.projects)} projects, by {how}.")
    telling.person(
        f"{len(outcome.winners)} funded, {_money(outcome.spent)} of {_money(outcome.budget)} spent,"
        f" {_money(left)} left."
    )
    names = {project.id: project.name for project in election.projects}
    lines = sorted(outcome.reasons, key=lambda one: (not one.funded, one.turn, -one.points, one.id))
    for reason in lines:
        mark = f"{reason.turn:>3}." if reason.funded else "   –"
        support = f"{_money(reason.points):>8} points {reason.named:>7} ballots"
        why = _why(reason, outcome.budget)
        telling.person(f"{mark} {reason.id:<8} {_money(reason.cost):>12} {support}  {why}")
        if names[reason.id]:
            telling.person(f"       {names[reason.id]}")
    _tell_represented(election, outcome)


def _why(reason: Reason, budget: Fraction) -> str:
    return WHY[reason.fate].format(
        price=_money(reason.price or Fraction(0)),
        left=_money(reason.left or Fraction(0)),
        lacks=_money(reason.lacks or Fraction(0)),
        over=_money(reason.cost - budget),
    )


def _tell_represented(election: Election, outcome: Outcome) -> None:
    found = represented(election, outcome.winners)
    part = percent(float(found.for_each))
    telling.person(f"On average {part} of the money spent goes to what a voter supported.")
    for k, voters in found.with_so_many.items():
        telling.person(f"{voters:>8} voters have {k} funded among those they supported.")


def _money(amount: Fraction) -> str:
    return f"{float(amount):,.2f}".removesuffix(".00")
