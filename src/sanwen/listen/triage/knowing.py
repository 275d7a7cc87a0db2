"""What this process knows of the tree and of the models learned, until either changes."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.core.cache import cache
from numpy.typing import NDArray

from sanwen.listen.triage.models import Category, ModelVersion, Target
from sanwen.listen.triage.shipped import loudness
from sanwen.methods.kept import NotAModel, from_bytes
from sanwen.methods.lexicon import Entry, Lexicon
from sanwen.methods.triage import Model
from sanwen.places.models import Unit

# How long a process may go on with what it knows before it asks whether that changed.
FRESH_SECONDS = 5.0
KEY = "lexicon"


@dataclass(frozen=True, slots=True)
class Learned:
    """One current model; `ids` are the table's numbers of its classes, None for what is gone."""

    version: int
    model: Model
    ids: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """`ids` of the subjects and `offices` of the units that answer for one, in the order of the
    rows and columns of `duty`, which is 1 where a unit answers for a subject."""

    lexicon: Lexicon
    ids: tuple[int, ...]
    codes: Mapping[int, str]
    parents: Mapping[str, str]
    offices: tuple[int, ...]
    duty: NDArray[np.float64]
    units: Mapping[str, int]
    learned: Mapping[str, Learned]


@dataclass(slots=True)
class _Kept:
    version: int
    known: Known
    asked_at: float


_kept: dict[str, _Kept] = {}


def known() -> Known:
    kept = _kept.get("now")
    if kept and time.monotonic() - kept.asked_at < FRESH_SECONDS:
        return kept.known
    version = cache.get(KEY, 0)
    if kept is None or kept.version != version:
        kept = _Kept(version, read(), 0.0)
    kept.asked_at = time.monotonic()
    _kept["now"] = kept
    return kept.known


def changed() -> None:
    """Every process reads the tables anew before its next guess."""
    cache.set(KEY, cache.get(KEY, 0) + 1, None)
    forget()


def forget() -> None:
    """This process reads the tables anew before its next guess."""
    _kept.clear()


def read() -> Known:
    rows = list(Category.objects.filter(is_active=True))
    lexicon = Lexicon.of(map(_entry, rows))
    codes = {row.pk: row.code for row in rows}
    units = dict(Unit.objects.active().values_list("code", "pk"))
    offices, duty = _duty(lexicon, tuple(codes))
    return Known(
        lexicon=lexicon,
        ids=tuple(codes),
        codes=codes,
        parents={row.code: codes[row.parent_id] for row in rows if row.parent_id in codes},
        offices=offices,
        duty=duty,
        units=units,
        learned=_learned({code: pk for pk, code in codes.items()}, units),
    )


def _duty(lexicon: Lexicon, ids: Sequence[int]) -> tuple[tuple[int, ...], NDArray[np.float64]]:
    owners = [lexicon.unit(subject) for subject in ids]
    offices = tuple(dict.fromkeys(unit for unit in owners if unit is not None))
    duty = np.zeros((len(ids), len(offices)))
    for row, unit in enumerate(owners):
        if unit is not None:
            duty[row, offices.index(unit)] = 1
    return offices, duty


def _entry(row: Category) -> Entry:
    words, urgent = tuple(row.words), tuple(row.urgent_words)
    return Entry(row.pk, row.parent_id, row.unit_id, words, urgent, loudness(row.code))


def _learned(categories: Mapping[str, int], units: Mapping[str, int]) -> dict[str, Learned]:
    found = {}
    for version in ModelVersion.objects.filter(is_current=True):
        where = categories if version.target == Target.CATEGORY else units
        try:
            model = from_bytes(bytes(version.data))
        except NotAModel:
            # Made by another version of the program: the rules go on until the next fit.
            continue
        ids = tuple(where.get(name) for name in model.names)
        found[version.target] = Learned(version.pk, model, ids)
    return found
