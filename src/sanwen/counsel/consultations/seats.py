"""A voter's code: made, hashed for one consultation only, kept in a signed cookie."""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from sanwen.core import codes, keys
from sanwen.counsel.consultations.drafts import Seat
from sanwen.integrity.vault import shapes

DAYS = 200


def fresh() -> Seat:
    """Not yet a participant: that is who has voted or said something."""
    return Seat(codes.make(secrets.token_bytes(20)))


def code_hash(consultation: int, code: str) -> bytes:
    """Another one in each consultation, so that nobody is followed from one to the next."""
    return keys.keyed_hash("lookup", f"ask:{consultation}:{codes.normalise(code)}")


def address_hash(consultation: int, address: str) -> bytes:
    return keys.keyed_hash("lookup", f"ask-address:{consultation}:{shapes.plain_email(address)}")


def code_of_address(consultation: int, hashed: bytes) -> str:
    """The same address comes back to the same code, on any device, and the code is kept nowhere."""
    return codes.make(keys.keyed_hash("codes", f"ask:{consultation}:{hashed.hex()}"))


def seat_of(request: HttpRequest, consultation: int) -> Seat | None:
    try:
        said = _signer(consultation).unsign(request.COOKIES.get(_name(consultation), ""))
    except signing.BadSignature:
        return None
    participant, _, code = said.partition(".")
    return Seat(code, int(participant))


def remember(response: HttpResponse, consultation: int, seat: Seat) -> None:
    response.set_cookie(
        _name(consultation),
        _signer(consultation).sign(f"{seat.participant}.{seat.code}"),
        max_age=DAYS * 24 * 3600,
        httponly=True,
        samesite="Lax",
        path=_path(consultation),
        secure=settings.HTTPS,
    )


def forget(response: HttpResponse, consultation: int) -> None:
    response.delete_cookie(_name(consultation), path=_path(consultation), samesite="Lax")


def _name(consultation: int) -> str:
    return f"ask{consultation}"


def _path(consultation: int) -> str:
    return f"/ask/C-{consultation}/"


def _signer(consultation: int) -> signing.Signer:
    return signing.Signer(salt=f"sanwen.ask.{consultation}")
