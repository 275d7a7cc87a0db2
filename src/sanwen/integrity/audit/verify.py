"""Recomputes the whole trail, row by row and seal by seal, and says what was touched, and where.

Everything is computed here, in Python, from the stored fields: the database is believed in nothing.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter

from django.db import connection
from django.utils.translation import gettext as _

from sanwen.integrity.audit import heads, signatures
from sanwen.integrity.audit.models import Seal
from sanwen.integrity.audit.sealing import LEAF, NO_HASH, digest_of

PAGE = 10_000
SEALS = 30

_SELECT = """
    SELECT id, (extract(epoch FROM at) * 1000000)::bigint::text, verb, actor, subject, details, hash
    FROM audit_entry WHERE id > %s ORDER BY id LIMIT %s"""

Row = tuple[int, str, str, str, str, str, bytes]
Progress = Callable[[int], None]
_number: Callable[[Row], int] = itemgetter(0)


class Fault(StrEnum):
    ALTERED = "altered"
    REMOVED = "removed"
    INSERTED = "inserted"
    MOVED = "moved"
    SEAL_BROKEN = "seal_broken"
    CHAIN_CUT = "chain_cut"


@dataclass(frozen=True, slots=True)
class Verification:
    """`first_bad` numbers the first wrong row; `bad_seal` the first wrong or missing seal."""

    rows: int
    seals: int = 0
    fault: Fault | None = None
    first_bad: int | None = None
    bad_seal: int | None = None

    @property
    def ok(self) -> bool:
        return self.fault is None

    @property
    def what(self) -> str:
        return told(self.fault, row=self.first_bad, seal=self.bad_seal)


def told(fault: str | None, *, row: int | None, seal: int | None) -> str:
    """The result as a sentence."""
    sentences = {
        Fault.ALTERED: _("Row %(row)s was altered."),
        Fault.REMOVED: _("Row %(row)s was removed."),
        Fault.INSERTED: _("Row %(row)s was inserted afterwards."),
        Fault.MOVED: _("Row %(row)s was moved: it holds what was written under another number."),
        Fault.SEAL_BROKEN: _(
            "Seal %(seal)s does not fit: it was altered, removed or signed by another key."
        ),
        Fault.CHAIN_CUT: _(
            "The chain is cut: seal %(seal)s was published but is not here, or is another."
        ),
    }
    if not fault:
        return _("Every row and every seal is as it was written.")
    return sentences[Fault(fault)] % {"row": row, "seal": seal}


def digest(row: Row, number: int | None = None) -> bytes:
    """The row's hash as it must be; under another number to see whether the row was moved."""
    key, moment, verb, actor, subject, details, _stored = row
    lines = "\n".join(("sanwen-trail-1", str(number or key), moment, verb, actor, subject, details))
    # Six line ends exactly, or a field that swallowed its neighbour would hash the same.
    return hashlib.sha256(lines.encode()).digest() if lines.count("\n") == 6 else b""


def verify(
    *, published: Sequence[str] = (), progress: Progress | None = None, page: int = PAGE
) -> Verification:
    """Check everything, oldest first, and stop at the first fault.

    `published` are heads kept elsewhere (texts of `heads.newest`); the one kept on this machine is
    always used.
    """
    told_so_far = progress or (lambda _rows: None)
    walk = _Walk(rows=_Rows(page), tell=told_so_far)
    for seal in _seals():
        found = walk.seal(seal)
        if found:
            return found
    return walk.tail() or walk.heads(published) or Verification(walk.done, walk.seals)


def _seals() -> Iterator[Seal]:
    """In order, some at a time: no long transaction, whatever the length of the chain."""
    after = -(2**63)
    while some := list(Seal.objects.filter(n__gt=after).order_by("n")[:SEALS]):
        yield from some
        after = some[-1].n


class _Rows:
    """The rows in order, a page at a time, given out up to wanted numbers."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._page: list[Row] = []
        self._given = 0
        self._last = -(2**63)

    def _turn(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(_SELECT, [self._last, self._size])
            self._page, self._given = cursor.fetchall(), 0
        if self._page:
            self._last = self._page[-1][0]
        return bool(self._page)

    def upto(self, number: int) -> list[Row]:
        wanted: list[Row] = []
        while self._given < len(self._page) or self._turn():
            cut = bisect_right(self._page, number, lo=self._given, key=_number)
            wanted += self._page[self._given : cut]
            self._given = cut
            if cut < len(self._page):
                break
        return wanted

    def rest(self) -> Iterator[list[Row]]:
        while self._given < len(self._page) or self._turn():
            yield self._page[self._given :]
            self._given = len(self._page)


class _Walk:
    """One pass along the chain: what was seen so far, and whether the next thing fits it."""

    def __init__(self, *, rows: _Rows, tell: Progress) -> None:
        self.rows, self.tell = rows, tell
        self.keys = signatures.public_keys()
        self.done = self.seals = self.last_id = 0
        self.last_hash, self.hashes = NO_HASH, [NO_HASH]

    def seal(self, seal: Seal) -> Verification | None:
        if not self._seal_fits(seal):
            return self._fault(Fault.SEAL_BROKEN, seal=self.seals + 1)
        rows = self.rows.upto(seal.last_id)
        self.done += len(rows)
        true = [digest(row) for row in rows]
        leaves = b"".join(
            [
                row[0].to_bytes(8, "big", signed=True) + of
                for row, of in zip(rows, true, strict=True)
            ]
        )
        if leaves != seal.leaves or true != [row[6] for row in rows]:
            fault, number = _named(rows, _leaves(seal))
            return self._fault(fault, row=number)
        self.seals, self.last_id, self.last_hash = seal.n, seal.last_id, bytes(seal.hash)
        self.hashes.append(self.last_hash)
        self.tell(self.done)
        return None

    def _seal_fits(self, seal: Seal) -> bool:
        key = self.keys.get(seal.key_id)
        return (
            seal.n == self.seals + 1
            and seal.first_id == self.last_id + 1
            and bytes(seal.prev_hash) == self.last_hash
            and len(seal.leaves) == LEAF.size * seal.count
            and digest_of(seal) == bytes(seal.hash)
            and key is not None
            and signatures.fits(key, bytes(seal.signature), bytes(seal.hash))
        )

    def tail(self) -> Verification | None:
        """Rows not sealed yet: only their own hashes can be checked."""
        for rows in self.rows.rest():
            for row in rows:
                if digest(row) != row[6]:
                    return self._fault(Fault.ALTERED, row=row[0])
            self.done += len(rows)
            self.tell(self.done)
        return None

    def heads(self, published: Sequence[str]) -> Verification | None:
        kept = heads.kept(self.hashes[1]) if self.seals else []
        for head in map(heads.read, [*kept, *published]):
            if head.n > self.seals or self.hashes[head.n] != head.hash:
                return self._fault(Fault.CHAIN_CUT, seal=head.n)
        return None

    def _fault(
        self, fault: Fault, *, row: int | None = None, seal: int | None = None
    ) -> Verification:
        return Verification(self.done, self.seals, fault, first_bad=row, bad_seal=seal)


def _leaves(seal: Seal) -> dict[int, bytes]:
    return dict(LEAF.iter_unpack(bytes(seal.leaves)))


def _named(rows: list[Row], leaves: dict[int, bytes]) -> tuple[Fault, int]:
    """The first wrong row of a sealed stretch, and what was done to it."""
    present = {row[0]: row for row in rows}
    for number in sorted(present.keys() | leaves.keys()):
        row = present.get(number)
        if row is None:
            return (_moved_away(number, leaves[number], rows) or Fault.REMOVED), number
        if number not in leaves:
            return (Fault.MOVED if _belongs_elsewhere(row, leaves) else Fault.INSERTED), number
        if digest(row) != leaves[number]:
            return (Fault.MOVED if _belongs_elsewhere(row, leaves) else Fault.ALTERED), number
        if row[6] != leaves[number]:
            return Fault.ALTERED, number
    # Same rows, so the leaves themselves are doubled or out of order under a seal that fits.
    return Fault.ALTERED, rows[0][0] if rows else 0


def _belongs_elsewhere(row: Row, leaves: dict[int, bytes]) -> bool:
    return any(digest(row, number) == leaf for number, leaf in leaves.items() if number != row[0])


def _moved_away(number: int, leaf: bytes, rows: list[Row]) -> Fault | None:
    return Fault.MOVED if any(digest(row, number) == leaf for row in rows) else None
