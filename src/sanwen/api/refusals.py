"""Every way a call can fail, in one shape: a word for the program, a sentence for a person."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from sanwen.core.ruling import NotAllowed


class Refused(Exception):  # noqa: N818  an answer, not a fault
    def __init__(self, status: int, error: str, reason: str, *, wait: int = 0) -> None:
        super().__init__(reason)
        self.status, self.error, self.reason, self.wait = status, error, reason, wait


def told_by(api: NinjaAPI) -> None:
    """Teach the API to refuse in our shape."""

    def answer(request: HttpRequest, no: Any) -> HttpResponse:
        body = {"ok": False, "error": no.error, "reason": no.reason}
        response = api.create_response(request, body, status=no.status)
        if no.wait:
            response.headers["Retry-After"] = str(no.wait)
        return response

    def known(request: HttpRequest, fault: Any) -> HttpResponse:
        return answer(request, in_words(fault))

    for kind in (AuthenticationError, ValidationError, HttpError, NotAllowed, Http404):
        api.add_exception_handler(kind, known)
    api.add_exception_handler(Refused, answer)


def in_words(fault: Exception) -> Refused:
    if isinstance(fault, AuthenticationError):
        return Refused(401, "no_key", _("Send a valid key: “Authorization: Bearer …”."))
    if isinstance(fault, ValidationError):
        return Refused(422, "invalid", _first_fault(fault.errors))
    if isinstance(fault, NotAllowed):
        return Refused(422, "invalid", str(fault))
    if isinstance(fault, Http404):
        return Refused(404, "not_found", _("There is nothing here."))
    return Refused(400, "bad_request", _("The body is not JSON that we can read."))


def _first_fault(faults: list[dict[str, Any]]) -> str:
    """The first is enough: whoever mends it sends again and learns of the next."""
    fault = faults[0]
    named = [str(part) for part in fault["loc"] if part not in ("body", "header", "voice")]
    # The whole body was left out, or is no object.
    place = ".".join(named) or "body"
    if fault["type"] == "missing":
        return _("“%(field)s” is missing.") % {"field": place}
    if fault["type"] == "extra_forbidden":
        return _("“%(field)s” is not known here.") % {"field": place}
    if fault["type"] == "literal_error":
        return _("“%(field)s” must be one of %(choices)s.") % {
            "field": place,
            "choices": fault["ctx"]["expected"],
        }
    return _("“%(field)s” has the wrong form.") % {"field": place}
