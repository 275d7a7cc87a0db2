"""A voter's code: made, hashed for one consultation only, kept in a signed cookie."""

import secrets

from django.http import HttpRequest, HttpResponse

from sanwen.core import codes, keys
from sanwen.core.cookies import SignedCookie
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
    said = _cookie(consultation).read(request)
    if not said:
        return None
    participant, _, code = said.partition(".")
    return Seat(code, int(participant))


def remember(response: HttpResponse, consultation: int, seat: Seat) -> None:
    _cookie(consultation).write(response, f"{seat.participant}.{seat.code}")


def forget(response: HttpResponse, consultation: int) -> None:
    _cookie(consultation).drop(response)


def _cookie(consultation: int) -> SignedCookie:
    return SignedCookie(
        f"ask{consultation}", f"/ask/C-{consultation}/", f"sanwen.ask.{consultation}", DAYS
    )
