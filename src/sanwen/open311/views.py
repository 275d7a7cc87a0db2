"""The addresses of GeoReport: each asks, and says the same in XML and in JSON."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from sanwen.core import throttle
from sanwen.core.dates import local_day
from sanwen.core.moment import MomentRequest
from sanwen.core.ruling import NotAllowed
from sanwen.core.throttle import CALLS
from sanwen.deliver.intake.models import ApiKey
from sanwen.deliver.intake.programs.actions import key_for
from sanwen.open311 import discovery as discovering
from sanwen.open311 import offering, posting
from sanwen.open311.asking import Asked, asked, number_in
from sanwen.open311.faults import Fault
from sanwen.open311.formats import TYPES, Answer, Value, response
from sanwen.open311.reading import goes_on_as, requests

_WAIT = 600
Speaks = Callable[..., Answer]


def speaking(view: Speaks) -> Callable[..., HttpResponse]:
    """Answers and refusals in the form that the address ends with."""

    @wraps(view)
    def spoken(request: MomentRequest, *, form: str, **given: str) -> HttpResponse:
        known = form if form in TYPES else "xml"
        try:
            if known != form:
                raise Fault(404, _("Ask for .xml or .json."))
            _here(request)
            return response(view(request, **given), known)
        except Fault as fault:
            return _refused(fault, known)
        except NotAllowed as no:
            return _refused(Fault(400, str(no)), known)

    return spoken


def _refused(fault: Fault, form: str) -> HttpResponse:
    told: Value = {"code": fault.status, "description": fault.description}
    answer = response(Answer("errors", [told], fault.status), form)
    if fault.wait:
        answer.headers["Retry-After"] = str(fault.wait)
    return answer


def _here(request: HttpRequest) -> None:
    """There is one jurisdiction, known by the name of this site; who names none means it."""
    named = request.GET.get("jurisdiction_id") or request.POST.get("jurisdiction_id", "")
    if named and named != request.get_host().rsplit(":", 1)[0]:
        raise Fault(404, _("The jurisdiction_id was not found: leave it out, or name this site."))


@login_not_required
@require_safe
@speaking
def discovery(request: MomentRequest) -> Answer:
    return Answer("discovery", discovering.discovery(request.build_absolute_uri("/")))


@login_not_required
@require_safe
@speaking
def service_list(request: MomentRequest) -> Answer:
    return Answer("services", list(offering.services()))


@login_not_required
@require_safe
@speaking
def service_definition(request: MomentRequest, service_code: str) -> Answer:
    return Answer("service_definition", offering.definition(service_code))


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@speaking
def request_list(request: MomentRequest) -> Answer:
    if request.method != "POST":
        today = local_day(request.now)
        return _requests(asked(request.GET.dict(), today=today))
    by = _program(request)
    key = request.headers.get("Idempotency-Key", "")
    taken = posting.post(request.POST.dict(), by=by, key=key, now=request.now)
    return Answer("service_requests", [taken])


def _requests(wanted: Asked) -> Answer:
    return Answer("service_requests", list(requests(wanted)))


def _program(request: MomentRequest) -> ApiKey:
    """As the API does it: the key first, then how often it called."""
    key = key_for(request.POST.get("api_key", ""))
    if key is None:
        raise Fault(403, _("The api_key is missing or not known."))
    if throttle.note(CALLS, key.actor_ref, now=request.now) > CALLS.tries:
        raise Fault(429, _("Too many calls. Please wait ten minutes and go on."), wait=_WAIT)
    return key


@login_not_required
@require_safe
@speaking
def one_request(request: MomentRequest, ref: str) -> Answer:
    number = number_in(ref)
    found = requests(Asked((number,), (), frozenset(), None)) if number is not None else []
    if not found:
        raise _not_found()
    return Answer("service_requests", list(found))


@login_not_required
@require_safe
@speaking
def token(request: MomentRequest, ref: str) -> Answer:
    """A number is given at once, so it is its own token; it leads to what it was joined to."""
    number = number_in(ref)
    known = goes_on_as(number) if number is not None else None
    if known is None:
        raise _not_found()
    told: Value = {"service_request_id": f"M-{known}", "token": ref}
    return Answer("service_requests", [told])


def _not_found() -> Fault:
    return Fault(404, _("There is no public request with this number."))
