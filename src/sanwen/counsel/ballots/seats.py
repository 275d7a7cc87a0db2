"""A voter's code in a signed cookie, and the two hashes: one keyed, one for everybody."""

import hashlib
import secrets

from django.http import HttpRequest, HttpResponse

from sanwen.core import codes, keys
from sanwen.core.cookies import SignedCookie

DAYS = 60


def fresh() -> str:
    return codes.make(secrets.token_bytes(20))


def code_hash(ballot: int, code: str) -> bytes:
    """Another one in each ballot. Without our key nobody tries codes against the table."""
    return keys.keyed_hash("lookup", f"ballot:{ballot}:{codes.normalise(code)}")


def receipt(ballot: int, code: str) -> str:
    """What stands in the published list: anybody can compute it from the code on the slip."""
    return hashlib.sha256(f"B-{ballot}:{codes.normalise(code)}".encode()).hexdigest()


def code_of(request: HttpRequest, ballot: int) -> str:
    """The code of this browser, or nothing."""
    return _cookie(ballot).read(request)


def remember(response: HttpResponse, ballot: int, code: str) -> None:
    _cookie(ballot).write(response, code)


def forget(response: HttpResponse, ballot: int) -> None:
    _cookie(ballot).drop(response)


def _cookie(ballot: int) -> SignedCookie:
    return SignedCookie(f"ballot{ballot}", f"/ballots/B-{ballot}/", f"sanwen.ballot.{ballot}", DAYS)
