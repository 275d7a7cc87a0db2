"""A cookie whose text nobody can change: signed, and out of the reach of scripts."""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True, slots=True)
class SignedCookie:
    """Sent back to one path and everything below it, for so many days."""

    name: str
    path: str
    salt: str
    days: int

    def read(self, request: HttpRequest) -> str:
        """What was written; nothing where there is none, or it was altered."""
        try:
            return signing.Signer(salt=self.salt).unsign(request.COOKIES.get(self.name, ""))
        except signing.BadSignature:
            return ""

    def write(self, response: HttpResponse, text: str) -> None:
        response.set_cookie(
            self.name,
            signing.Signer(salt=self.salt).sign(text),
            max_age=self.days * 24 * 3600,
            httponly=True,
            samesite="Lax",
            path=self.path,
            secure=settings.HTTPS,
        )

    def drop(self, response: HttpResponse) -> None:
        response.delete_cookie(self.name, path=self.path, samesite="Lax")
