"""The code with which one resident says whether a promise is kept, and its keyed hash."""

import secrets

from django.http import HttpRequest, HttpResponse

from sanwen.core import codes, keys
from sanwen.core.cookies import SignedCookie

# Long enough to fill in one page; on a borrowed telephone nothing is left behind.
DAYS = 1
_COOKIE = SignedCookie("accept", "/accept/", "sanwen.accept", DAYS)


def fresh() -> str:
    return codes.make(secrets.token_bytes(20))


def code_hash(code: str) -> bytes:
    """Without our key nobody tries codes against the table."""
    return keys.keyed_hash("lookup", f"accept:{codes.normalise(code)}")


def code_of(request: HttpRequest) -> str:
    return _COOKIE.read(request)


def remember(response: HttpResponse, code: str) -> None:
    _COOKIE.write(response, code)


def forget(response: HttpResponse) -> None:
    _COOKIE.drop(response)
