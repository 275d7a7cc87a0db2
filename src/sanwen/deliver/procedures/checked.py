"""What a declared procedure must keep, whoever declares it. Pure; it is told what the house has."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanwen.deliver.procedures.declared import BEGINNING, Declared
from sanwen.deliver.procedures.known import FIRST


@dataclass(frozen=True, slots=True)
class Limit:
    """What the law says of a period: a unit is not given more, a resident is not given less."""

    length: int
    unit: str
    longer: int
    longer_unit: str
    of_resident: bool
    name: str


@dataclass(frozen=True, slots=True)
class House:
    """The one table of moves on which every procedure stands, and the words it may use."""

    moves: Mapping[str, Mapping[str, str]]
    # What no procedure decides about: the resident's own acts, the remedies, the legal routes.
    always: Collection[str]
    # Ways out that are no answer.
    aside: Collection[str]
    begins: str
    answered: str
    open: Collection[str]
    outcomes: Collection[str]
    rules: Collection[str]
    papers: Collection[str]
    law: Mapping[str, Limit]

    def moves_of(self, one: Declared, state: str) -> dict[str, str]:
        """What can be done in a state under this procedure, and where it leads."""
        return {
            move: target
            for move, target in self.moves[state].items()
            if move in self.always or one.allows(state, move)
        }

    def states_of(self, one: Declared) -> list[str]:
        """Those a matter can come to, in the order of the house."""
        reached = self._reached(one, {self.begins}, ())
        return [state for state in self.moves if state in reached]

    def can_be_answered(self, one: Declared, state: str) -> bool:
        return self.answered in self._reached(one, {state}, self.aside)

    def _reached(self, one: Declared, start: set[str], but: Collection[str]) -> set[str]:
        reached, new = set(start), set(start)
        while new:
            found = {
                target
                for state in new
                for move, target in self.moves_of(one, state).items()
                if move not in but
            }
            new = found - reached
            reached |= new
        return reached


def faults(one: Declared, house: House) -> list[str]:
    """Everything that is wrong with it, in sentences; empty where it may be used."""
    if one.kept_in:
        return []
    return [*_of_moves(one, house), *_of_clocks(one, house), *_of_answers(one, house)]


def _of_moves(one: Declared, house: House) -> Iterator[str]:
    for state, moves in one.moves.items():
        if state not in house.moves:
            yield _("There is no state “%(state)s”.") % {"state": state}
            continue
        for move in sorted(moves - house.moves[state].keys()):
            words = {"state": state, "move": move}
            yield _("In the state “%(state)s” nobody can do “%(move)s”.") % words
    for state in house.states_of(one):
        if state in house.open and not house.can_be_answered(one, state):
            yield _("From the state “%(state)s” a matter could never be answered.") % {
                "state": state
            }


def _of_clocks(one: Declared, house: House) -> Iterator[str]:
    if not one.clocks:
        yield _("A procedure promises a date: its first clock.")
        return
    known_moves = {move for moves in house.moves.values() for move in moves} | {BEGINNING}
    seen: set[str] = set()
    for timed in one.clocks:
        if timed.rule not in house.rules:
            yield _("There is no rule “%(rule)s” in the table of clocks.") % {"rule": timed.rule}
        if timed.rule in seen:
            yield _("The clock “%(rule)s” is there twice.") % {"rule": timed.rule}
        seen.add(timed.rule)
        for move in sorted({*timed.begins, *timed.ends} - known_moves):
            yield _("The clock “%(rule)s” names “%(move)s”, which nobody can do.") % {
                "rule": timed.rule,
                "move": move,
            }
    for rule in one.elsewhere:
        if rule not in house.rules:
            yield _("There is no rule “%(rule)s” in the table of clocks.") % {"rule": rule}
    yield from _of_promise(one)
    yield from _of_law(one, house)


def _of_promise(one: Declared) -> Iterator[str]:
    begins = one.promise.begins[:1]
    if begins not in ((BEGINNING,), ("accept",)):
        yield _("The promise begins with registration or with acceptance.")
    if one.code == FIRST and begins != (BEGINNING,):
        yield _("Every message begins with this procedure, so its promise begins at once.")
    if "answer" not in one.promise.ends:
        yield _("The promise ends with the answer.")


def _of_answers(one: Declared, house: House) -> Iterator[str]:
    if not one.outcomes:
        yield _("Choose at least one outcome that an answer may have.")
    for outcome in one.outcomes:
        if outcome not in house.outcomes:
            yield _("There is no outcome “%(outcome)s”.") % {"outcome": outcome}
    for move, papers in one.papers.items():
        for paper in papers:
            if house.papers and paper not in house.papers:
                words = {"paper": paper, "move": move}
                yield _("There is no paper “%(paper)s” for “%(move)s”.") % words


def _of_law(one: Declared, house: House) -> Iterator[str]:
    for timed in one.clocks:
        limit, own = house.law.get(timed.rule), timed.own
        if limit is None or own is None:
            continue
        words = {"name": limit.name}
        if own.unit != limit.unit or (own.extend_max and own.extend_unit != limit.longer_unit):
            yield _("“%(name)s”: the law counts in another unit.") % words
        elif limit.of_resident and own.length < limit.length:
            yield _("“%(name)s”: the resident keeps the time that was promised.") % words
        elif not limit.of_resident and (
            own.length > limit.length or (own.extend_max or 0) > limit.longer
        ):
            yield _("“%(name)s”: the law does not allow more.") % words
