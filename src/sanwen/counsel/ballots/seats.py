"""A voter's code in a signed cookie, and the two hashes: one keyed, one for everybody."""

import hashlib
import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from sanwen.core import codes, keys

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
    try:
        return _signer(ballot).unsign(request.COOKIES.get(_name(ballot), ""))
    except signing.BadSignature:
        return ""


def remember(response: HttpResponse, ballot: int, code: str) -> None:
    response.set_cookie(
        _name(ballot),
        _signer(ballot).sign(code),
        max_age=DAYS * 24 * 3600,
        httponly=True,
        samesite="Lax",
        path=_path(ballot),
        secure=settings.HTTPS,
    )


def forget(response: HttpResponse, ballot: int) -> None:
    response.delete_cookie(_name(ballot), path=_path(ballot), samesite="Lax")


def _name(ballot: int) -> str:
    return f"ballot{ballot}"


def _path(ballot: int) -> str:
    return f"/ballots/B-{ballot}/"


def _signer(ballot: int) -> signing.Signer:
    return signing.Signer(salt=f"sanwen.ballot.{ballot}")
