"""The visit code: derived like every other code, kept while somebody looks in a signed cookie."""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from sanwen.core import codes, keys
from sanwen.deliver.reception.models import Visit

COOKIE = "myvisit"
SALT = "sanwen.myvisit"
HOURS = 12


def code_for(submission_key: str) -> str:
    return codes.make(keys.keyed_hash("codes", f"visit:{submission_key}"))


def code_hash(code: str) -> bytes:
    return keys.keyed_hash("lookup", f"visit-code:{codes.normalise(code)}")


def key_hash(submission_key: str) -> str:
    return keys.keyed_hash("lookup", f"visit-key:{submission_key}").hex()


def visit_for(code: str) -> Visit | None:
    known = Visit.objects.by_code(code_hash(code))
    return known.select_related("counter__unit", "checklist", "received_by", "responsible").first()


def visit_of(request: HttpRequest) -> Visit | None:
    code = code_of(request)
    return visit_for(code) if code else None


def code_of(request: HttpRequest) -> str | None:
    try:
        given = request.COOKIES.get(COOKIE, "")
        return str(signing.loads(given, salt=SALT, max_age=HOURS * 3600))
    except signing.BadSignature:
        return None


def remember(response: HttpResponse, code: str) -> None:
    response.set_cookie(
        COOKIE,
        signing.dumps(codes.normalise(code), salt=SALT),
        max_age=HOURS * 3600,
        httponly=True,
        samesite="Lax",
        path="/visit/",
        secure=settings.HTTPS,
    )


def forget(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, path="/visit/", samesite="Lax")
