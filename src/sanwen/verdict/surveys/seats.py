"""A respondent's code: its keyed hash, and the signed cookie that carries it from page to page."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse

from sanwen.core import codes, keys
from sanwen.core.cookies import SignedCookie

_COOKIE = SignedCookie("survey", "/survey/", "sanwen.survey", 1)
# Finer would tell one from another; to see a pile filled in too fast this is enough.
ROUNDED_TO = 5
LONGEST = 3600


def fresh() -> str:
    return codes.make(secrets.token_bytes(20))


def code_hash(code: str) -> bytes:
    """Without our key nobody tries codes against the table."""
    return keys.keyed_hash("lookup", f"survey:{codes.normalise(code)}")


@dataclass(frozen=True, slots=True)
class Seat:
    """Which survey this browser answers, with which code (none in an open one), since when."""

    survey: int
    code: str
    since: int

    def seconds(self, now: datetime) -> int:
        passed = min(max(int(now.timestamp()) - self.since, 0), LONGEST)
        return round(passed / ROUNDED_TO) * ROUNDED_TO


def seat_of(request: HttpRequest, survey: int) -> Seat | None:
    """The seat of this browser at this survey, if it has one."""
    parts = _COOKIE.read(request).split("|")
    if len(parts) != 3 or parts[0] != str(survey) or not parts[2].isdigit():
        return None
    return Seat(survey, parts[1], int(parts[2]))


def take(response: HttpResponse, survey: int, code: str, *, now: datetime) -> None:
    _COOKIE.write(response, f"{survey}|{codes.normalise(code)}|{int(now.timestamp())}")


def leave(response: HttpResponse) -> None:
    _COOKIE.drop(response)
