"""Every way a request can fail, told in words; no database is needed to say it."""

import logging
import secrets
import sys
import traceback

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.translation import gettext as _
from psycopg_pool import PoolTimeout

from sanwen.core.ruling import NotAllowed
from sanwen.web.handback import Handback, handed_back

logger = logging.getLogger("sanwen.errors")

DATABASE_AWAY = (OperationalError, InterfaceError, PoolTimeout)
DJANGOS_OWN = (Http404, PermissionDenied, SuspiciousOperation, BadRequest, MultiPartParserError)
# No 0 O 1 I L: the number is read out over a telephone.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def known(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """The answer to a failure that was foreseen."""
    if isinstance(error, NotAllowed):
        return answer(request, 403, "not_allowed", _("This cannot be done"), str(error))
    if isinstance(error, DATABASE_AWAY):
        return database_away(request, error)
    return None


def belongs_to_django(error: Exception) -> bool:
    return isinstance(error, DJANGOS_OWN)


def answer(
    request: HttpRequest,
    status: int,
    error: str,
    title: str,
    reason: str,
    *,
    back: Handback | None = None,
    reference: str = "",
) -> HttpResponse:
    """One failure in the shape of whoever asked: a program, a fragment of a page, or a person."""
    if request.path.startswith("/api/"):
        body: dict[str, object] = {"ok": False, "error": error, "reason": reason}
        body |= {"reference": reference} if reference else {}
        return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    context = {"title": title, "reason": reason, "back": back, "reference": reference, "bare": True}
    whole = request.headers.get("HX-Request") != "true"
    template = "errors/page.html" if whole else "errors/fragment.html"
    response = render(request, template, context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def database_away(request: HttpRequest, error: BaseException) -> HttpResponse:
    logger.error("database away: %s at %s", type(error).__name__, request.path)
    reason = _("Our records cannot be reached at this moment. Nothing was saved.")
    back = handed_back(request)
    if back:
        reason = _("Our records cannot be reached at this moment, so this was not sent yet.")
    response = answer(
        request, 503, "database_away", _("Please try again in a few minutes"), reason, back=back
    )
    response.headers["Retry-After"] = "60"
    return response


def unexpected(request: HttpRequest, error: BaseException | None) -> HttpResponse:
    """The log gets kind and place of the error, not its message, which may quote a person."""
    reference = "".join(secrets.choice(SIGNS) for _sign in range(6))
    frames = traceback.extract_tb(error.__traceback__)[-6:] if error else []
    path = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[::-1])
    logger.error("%s %s at %s: %s", reference, type(error).__name__, request.path, path)
    reason = _("The fault is ours, not yours. If you call us, this number helps us find it.")
    return answer(
        request,
        500,
        "unexpected",
        _("Something went wrong here"),
        reason,
        back=handed_back(request),
        reference=reference,
    )


@login_not_required
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        reason = _("The files are too large together. Send fewer, or smaller ones.")
        return answer(request, 413, "too_large", _("Too much at once"), reason)
    reason = _("We could not read what your browser sent. Please go back and try again.")
    return answer(request, 400, "bad_request", _("Not understood"), reason)


@login_not_required
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    reason = _("Your account has no right to this page. An administrator can say who has.")
    return answer(request, 403, "not_allowed", _("This cannot be done"), reason)


@login_not_required
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same words for what is absent and for what is hidden."""
    reason = _("There is nothing here under this address, or it is not open to you.")
    return answer(request, 404, "not_found", _("Nothing found"), reason)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """For failures outside a view: in a middleware, or while a session is read."""
    error = sys.exc_info()[1]
    response = known(request, error) or unexpected(request, error)
    # Django would log the whole trace, and with it what people typed.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


@login_not_required
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: the form stood open too long, or cookies are switched off."""
    words = _("This page stood open for too long, so the form was not sent.")
    back = handed_back(request)
    return answer(request, 403, "form_expired", _("Please send it once more"), words, back=back)
