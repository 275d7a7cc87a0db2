"""How many different people spoke: tokens to count with, and to do nothing else with."""

import secrets
from collections.abc import Iterable
from hashlib import blake2b

from sanwen.integrity.vault.models import Contact

_BATCH = 5000


def tokens_for_counting(contacts: Iterable[int]) -> dict[int, str]:
    """One token a person, to count how many different people spoke: good for this call alone.

    The same telephone number or e-mail address is the same person; whoever left neither counts as
    a person of their own. Nothing is stored, and tokens of two calls cannot be compared.
    """
    salt = secrets.token_bytes(32)
    rest, tokens = sorted(set(contacts)), {}
    same = _Same()
    for start in range(0, len(rest), _BATCH):
        known = Contact.objects.filter(pk__in=rest[start : start + _BATCH])
        for number, *hashes in known.values_list("pk", "phone_hash", "email_hash"):
            for mark in filter(None, hashes):
                same.join(number, bytes(mark))
    for number in rest:
        tokens[number] = blake2b(repr(same.of(number)).encode(), key=salt).hexdigest()[:16]
    return tokens


class _Same:
    """Which marks and numbers stand for one person: a union of what was seen together."""

    def __init__(self) -> None:
        self._above: dict[int | bytes, int | bytes] = {}

    def join(self, number: int, mark: bytes) -> None:
        self._above[self.of(mark)] = self.of(number)

    def of(self, one: int | bytes) -> int | bytes:
        above = self._above.setdefault(one, one)
        while above != self._above[above]:
            self._above[above] = self._above[self._above[above]]
            above = self._above[above]
        return above
