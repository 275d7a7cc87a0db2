"""From the words of voices to what is suggested of them: rules first, what was learned on top."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sanwen.listen.triage.knowing import Known, Learned
from sanwen.listen.triage.models import Target
from sanwen.methods.conformal import members
from sanwen.methods.lexicon import Heard
from sanwen.methods.needs import needs
from sanwen.methods.triage import SHOWN, SURE, Floats
from sanwen.methods.urgency import Urgency, urgency

# A set of more than these tells a person nothing.
LARGEST_SET = 12
# The rules have not been measured on the body's own messages: what they give less than this is
# left out, and no promise is made.
RULES_THRESHOLD = 0.03
MOST_REASONS = 5


@dataclass(frozen=True, slots=True)
class Table:
    """Probabilities (texts, ids) of one target, from which p an id is in the set, and whose."""

    ids: tuple[int, ...]
    p: Floats
    threshold: float
    learned: Learned | None = None


@dataclass(frozen=True, slots=True)
class Thought:
    category: int | None
    unit: int | None
    because: list[str]
    ranked: list[dict[str, Any]]
    likely_units: list[dict[str, Any]]
    inside: list[int]
    unsure: bool
    version: int | None
    urgency: Urgency
    needs: dict[str, Any] = field(default_factory=dict)


def think(texts: Sequence[str], known: Known) -> list[Thought]:
    heard = [known.lexicon.hear(text) for text in texts]
    rules = rules_of(heard, known)
    subjects = subject_table(texts, rules, known)
    units = unit_table(texts, rules, subjects, known)
    return [
        _thought(row, text, heard[row], subjects, units, known) for row, text in enumerate(texts)
    ]


def rules_of(heard: Sequence[Heard], known: Known) -> Floats:
    """Probabilities (texts, ids) of the subjects by the lexicon alone."""
    if not known.ids:
        return np.zeros((len(heard), 0))
    return known.lexicon.probabilities(heard, known.ids)


def subject_table(texts: Sequence[str], rules: Floats, known: Known) -> Table:
    learned = known.learned.get(Target.CATEGORY)
    if learned is None:
        return Table(known.ids, rules, RULES_THRESHOLD)
    p = learned.model.probabilities(texts, columns(rules, known.ids, learned.ids))
    return _alive(p, learned)


def unit_table(texts: Sequence[str], rules: Floats, subjects: Table, known: Known) -> Table:
    """Learned from who did it in the end; else whoever answers for the subjects."""
    learned = known.learned.get(Target.UNIT)
    if learned is None:
        p = columns(subjects.p, subjects.ids, known.ids, least=0) @ known.duty
        return Table(known.offices, p, 0.0)
    by_duty = columns(rules @ known.duty, known.offices, learned.ids)
    return _alive(learned.model.probabilities(texts, by_duty), learned)


def columns(
    p: Floats, have: Sequence[int], want: Sequence[int | None], *, least: float = 1e-4
) -> Floats:
    """The columns of these ids, rows summing to 1; what has none gets the least there is."""
    made = p + least
    if tuple(have) != tuple(want):
        place = {pk: column for column, pk in enumerate(have)}
        at = [place.get(pk, len(have)) if pk is not None else len(have) for pk in want]
        made = np.hstack([p, np.zeros((len(p), 1))])[:, at] + least
    return np.asarray(made / np.maximum(made.sum(axis=1, keepdims=True), 1e-12))


def _alive(p: Floats, learned: Learned) -> Table:
    """Without what the table no longer has."""
    if None not in learned.ids:
        whole = tuple(pk for pk in learned.ids if pk is not None)
        return Table(whole, p, learned.model.thresholds[-1], learned)
    alive = [column for column, pk in enumerate(learned.ids) if pk is not None]
    kept = p[:, alive]
    kept = kept / np.maximum(kept.sum(axis=1, keepdims=True), 1e-12)
    ids = tuple(pk for pk in learned.ids if pk is not None)
    return Table(ids, kept, learned.model.thresholds[-1], learned)


def _thought(
    row: int, text: str, heard: Heard, subjects: Table, units: Table, known: Known
) -> Thought:
    ranked, offices = _ranked(subjects, row), _ranked(units, row)
    best = ranked[0]["id"] if ranked else None
    because = _because(best, text, heard, subjects, known)
    category = best if because else None
    sure = category is not None and ranked[0]["p"] >= SURE
    return Thought(
        category=category,
        unit=_unit(category, offices, units, known),
        because=because,
        ranked=ranked if because else [],
        likely_units=offices if because or units.learned else [],
        inside=_inside(subjects, row) if because else [],
        unsure=not sure,
        version=subjects.learned.version if subjects.learned else None,
        urgency=urgency(text),
        needs=needs(text).as_dict(),
    )


def _unit(
    category: int | None, offices: list[dict[str, Any]], units: Table, known: Known
) -> int | None:
    if units.learned and offices:
        return int(offices[0]["id"])
    return known.lexicon.unit(category) if category else None


def _ranked(table: Table, row: int) -> list[dict[str, Any]]:
    if not table.ids:
        return []
    p = table.p[row]
    best = np.argsort(-p, kind="stable")[:SHOWN]
    return [{"id": table.ids[at], "p": round(float(p[at]), 3)} for at in best if p[at] >= 0.01]


def _inside(table: Table, row: int) -> list[int]:
    if not table.ids:
        return []
    chosen = members(table.p[row : row + 1], table.threshold)[0]
    found = [table.ids[at] for at in np.flatnonzero(chosen)]
    return found if len(found) <= LARGEST_SET else []


def _because(best: int | None, text: str, heard: Heard, subjects: Table, known: Known) -> list[str]:
    """The tree's own words first, then what the model heard beside them."""
    if best is None:
        return []
    words = list(known.lexicon.because(best, heard)) if best in known.lexicon.entries else []
    if subjects.learned and best in known.codes:
        for phrase in subjects.learned.model.because(text, known.codes[best]):
            if not any(phrase in word or word in phrase for word in words):
                words.append(phrase)
    return [word[:40] for word in words[:MOST_REASONS]]
