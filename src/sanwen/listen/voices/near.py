"""Rows whose words are near to others': asked of an index of character pairs, rarest pairs first.

Web processes hold no index of their own: what was written a second ago is found, on every machine.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from sanwen.methods.duplicates import Rarity, counted

# Entries of the index read for one question: the rarest pairs, until this many are expected.
READ = 8_000
# Of one pair no more than this: where nothing is known yet of how common it is.
READ_OF_ONE = 4_000
FEWEST_PAIRS = 12
FRESH_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Held:
    """A table of ours with its key, its column of searched words, and the index over that.

    `where` narrows it and begins with AND; what it asks for (%s) comes in as values.
    """

    table: str
    key: str
    index: str
    where: str = ""


@dataclass(slots=True)
class _Kept:
    rarity: Rarity
    until: float


_kept: dict[str, _Kept] = {}


def forget() -> None:
    """This process asks anew how common the pairs are."""
    _kept.clear()


def nearest(held: Held, text: str, *values: Any, most: int = 40) -> RawSQL:
    """A query for the keys of the rows that share most of the text's weight, in no order.

    The weight of a pair is its TF-IDF; what is common in the whole table is read last or not.
    `values` are those that the table's `where` asks for.
    """
    weights = _picked(text, rarity(held))
    # Numbers of ours stand in the text: prepared once for all texts, it would be planned for none.
    grams = ", ".join(f"({code}, {weight:.3f})" for code, weight in weights.items())
    sql = f"""
        SELECT found.key FROM (VALUES {grams or "(0, 0.0)"}) AS gram(code, weight)
        CROSS JOIN LATERAL (
            SELECT t.{held.key} AS key FROM {held.table} t
            WHERE sought_codes(t.sought) @> ARRAY[gram.code::bigint] {held.where}
            LIMIT {READ_OF_ONE}
        ) found
        GROUP BY found.key ORDER BY sum(gram.weight) DESC, found.key DESC LIMIT {most}"""  # noqa: S608
    return RawSQL(sql, list(values))  # noqa: S611


def rarity(held: Held) -> Rarity:
    """How common pairs are in the table, as its statistics say; kept for ten minutes."""
    kept = _kept.get(held.index)
    if kept is None or kept.until < time.monotonic():
        kept = _kept[held.index] = _Kept(_asked(held), time.monotonic() + FRESH_SECONDS)
    return kept.rarity


def share(held: Held, codes: Sequence[int]) -> float:
    """In which share of the rows the rarest of the codes stands; 0 where that is not known."""
    known = rarity(held)
    return min((known.seen.get(code, 0) for code in codes), default=0) / max(known.total, 1)


def _picked(text: str, known: Rarity) -> dict[int, float]:
    """The weightiest pairs of the text, as many as may be read."""
    weights = {gram: (1 + log(n)) * known.weight(gram) ** 2 for gram, n in counted(text).items()}
    picked: dict[int, float] = {}
    expected = 0
    for gram, weight in sorted(weights.items(), key=lambda one: (-one[1], one[0])):
        expected += known.seen.get(gram, known.otherwise)
        if expected > READ and len(picked) >= FEWEST_PAIRS:
            break
        picked[gram] = weight
    return picked


def _asked(held: Held) -> Rarity:
    """The commonest elements of the index's expression; the rest is rarer than all of them."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT s.most_common_elems::text::bigint[], s.most_common_elem_freqs, c.reltuples
               FROM pg_stats s JOIN pg_class c ON c.oid = %s::regclass
               WHERE s.schemaname = current_schema() AND s.tablename = %s""",
            [held.table, held.index],
        )
        row = cursor.fetchone()
    if row is None or row[0] is None or row[2] < 1:
        return Rarity()
    return _read(row[0], row[1], int(row[2]))


def _read(codes: Sequence[int], shares: Sequence[float], total: int) -> Rarity:
    # Behind the share of each element stand the smallest, the greatest and that of NULL.
    seen = {code: max(1, round(share * total)) for code, share in zip(codes, shares, strict=False)}
    return Rarity(total, seen, otherwise=max(1, min(seen.values(), default=1) // 2))
