"""A declared procedure against everything the house has: moves, clocks, outcomes, papers."""

from sanwen.deliver.matters.house import house
from sanwen.deliver.papers.kinds import kinds
from sanwen.deliver.procedures import checked
from sanwen.deliver.procedures.checked import House
from sanwen.deliver.procedures.declared import Declared, Undeclared, declared


def whole_house() -> House:
    return house(frozenset(kinds()))


def faults(one: Declared) -> list[str]:
    return checked.faults(one, whole_house())


def sound(text: str) -> Declared:
    """What the text declares, if all of it can be used; Undeclared with every fault."""
    one = declared(text)
    found = faults(one)
    if found:
        raise Undeclared(found)
    return one
