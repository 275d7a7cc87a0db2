"""Addresses that fail in every way a page can fail, beside the real ones."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from psycopg_pool import PoolTimeout

from sanwen.config import urls
from sanwen.core.ruling import refused

SECRET = "王某 13800001111"
FAULTS: dict[str, Exception] = {
    "operational": OperationalError(SECRET),
    "interface": InterfaceError(SECRET),
    "pool": PoolTimeout(SECRET),
    "surprise": KeyError(SECRET),
    "absent": Http404(SECRET),
    "denied": PermissionDenied(SECRET),
    "large": RequestDataTooBig(SECRET),
    "suspicious": SuspiciousOperation(SECRET),
}


@login_not_required
def fail(request: HttpRequest, kind: str) -> HttpResponse:
    if kind == "ruling":
        refused(_("This page stood open for too long, so the form was not sent.")).require()
    raise FAULTS[kind]


urlpatterns = [
    *urls.urlpatterns,
    path("say/<slug:kind>/", fail),
    path("api/<slug:kind>/", fail),
    path("desk/fail/<slug:kind>/", fail),
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
