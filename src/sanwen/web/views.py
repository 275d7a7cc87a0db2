"""The pages that belong to no stage: home, help, privacy, about, and the two switches."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST, require_safe
from django.views.i18n import set_language as django_set_language

from sanwen.web.errors import (
    form_expired as form_expired,
)  # settings.CSRF_FAILURE_VIEW names it here
from sanwen.web.shell import THEMES

YEAR = 365 * 24 * 3600

# Choosing a language changes nothing of anyone's, so a stale page may still ask for it.
set_language = login_not_required(csrf_exempt(require_POST(django_set_language)))


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "web/home.html")


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "web/help.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "web/privacy.html", {"days": settings.CONTACT_DAYS})


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "web/about.html")


@login_not_required
@never_cache
@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """For machines that watch: 200 when the database answers, else the 503 of ErrorsInWords."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})


@login_not_required
@csrf_exempt
@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Large type, light or dark: remembered in a cookie, no account, no script."""
    response = HttpResponseRedirect(_back(request))
    if request.POST.get("large") in ("0", "1"):
        response.set_cookie("large", request.POST["large"], max_age=YEAR, samesite="Lax")
    if request.POST.get("theme") in THEMES:
        response.set_cookie("theme", request.POST["theme"], max_age=YEAR, samesite="Lax")
    if request.POST.get("theme") == "auto":
        response.delete_cookie("theme", samesite="Lax")
    return response


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        return target
    return "/"
