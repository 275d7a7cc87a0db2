"""Helps with grouping: which opinions without an answer yet are alike. A person decides."""

from collections.abc import Sequence
from dataclasses import dataclass

from sanwen.counsel.consultations.models import Statement
from sanwen.methods.duplicates import Rarity, likeness

# Two short opinions on one question share many words; below this they mostly differ in meaning.
ALIKE = 0.45
# Pairs grow with the square; more than this one looks at group by group anyway.
MOST = 300


@dataclass(frozen=True, slots=True)
class Bundle:
    """Opinions that share words, the one most like the others first."""

    statements: tuple[Statement, ...]

    @property
    def numbers(self) -> str:
        return ",".join(str(one.number) for one in self.statements)


def bundles(statements: Sequence[Statement]) -> list[Bundle]:
    """The largest first; what is like no other stands alone at the end, in its own order."""
    left = list(statements[:MOST])
    rarity = Rarity.of(one.text for one in left)
    near = {one.pk: [other for other in left if _alike(one, other, rarity)] for one in left}
    found: list[Bundle] = []
    taken: set[int] = set()
    for core in sorted(left, key=lambda one: (-len(near[one.pk]), one.number)):
        if core.pk in taken:
            continue
        members = [core, *(o for o in near[core.pk] if o.pk not in taken and o.pk != core.pk)]
        taken |= {one.pk for one in members}
        found.append(Bundle(tuple(members)))
    return sorted(found, key=lambda one: (-len(one.statements), one.statements[0].number))


def _alike(one: Statement, other: Statement, rarity: Rarity) -> bool:
    return one.pk == other.pk or likeness(one.text, other.text, rarity=rarity) >= ALIKE
