"""The receipt code while a resident looks: in a signed cookie, never in an address."""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from sanwen.core import codes
from sanwen.listen.voices.actions import code_hash
from sanwen.listen.voices.models import Voice

COOKIE = "mycode"
SALT = "sanwen.mycode"
HOURS = 2


def remember(response: HttpResponse, code: str) -> None:
    response.set_cookie(
        COOKIE,
        signing.dumps(codes.normalise(code), salt=SALT),
        max_age=HOURS * 3600,
        httponly=True,
        samesite="Lax",
        path="/",
        secure=settings.HTTPS,
    )


def forget(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")


def code_of(request: HttpRequest) -> str | None:
    try:
        code = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return None
    return str(code)


def voice_for(code: str) -> Voice | None:
    known = Voice.objects.by_code(code_hash(code)).select_related("contact", "area")
    # A boundary can be a hundred thousand characters, and no page of the code draws one.
    return known.defer("area__geometry").first()


def voice_of(request: HttpRequest) -> Voice | None:
    code = code_of(request)
    return voice_for(code) if code else None
