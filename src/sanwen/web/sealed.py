"""Reporting under seal, and what became of it by code alone: no name, no account, no trace."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanwen.core import codes, throttle
from sanwen.core.moment import MomentRequest
from sanwen.core.source import source
from sanwen.integrity.conduct import actions
from sanwen.integrity.conduct.models import Kind, SealedReport
from sanwen.web.my_forms import CodeForm
from sanwen.web.sealed_forms import MoreForm, SealedForm

COOKIE = "sealedcode"
# Shorter than for one's own matter: somebody else may look over the shoulder.
SECONDS = 30 * 60


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: MomentRequest) -> HttpResponse:
    form = SealedForm(request.POST or None)
    if request.method != "POST":
        return render(request, "web/sealed.html", {"form": form})
    if not form.is_valid():
        return render(request, "web/sealed.html", {"form": form}, status=422)
    count = throttle.note(throttle.PUBLIC_FORM, source(request), now=request.now)
    if count > throttle.PUBLIC_FORM.tries:
        return render(request, "web/sealed.html", {"form": form, "flood": True}, status=429)
    sealed = actions.seal_report(
        kind=Kind(form.cleaned_data["kind"]),
        text=form.cleaned_data["text"],
        about=form.units,
        submission_key=form.submission_key,
        now=request.now,
    )
    response = redirect("sealed_mine")
    _remember(response, sealed.code)
    return response


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: MomentRequest) -> HttpResponse:
    """The code of a report. Wrong ones are counted together with those of matters."""
    form = CodeForm(request.POST or None)
    here = source(request)
    if request.method != "POST":
        return render(request, "web/sealed_code.html", {"form": form})
    if throttle.too_many(throttle.WRONG_CODES, here, now=request.now):
        return render(request, "web/sealed_code.html", {"form": form, "wait": True}, status=429)
    if form.is_valid():
        if actions.report_of(form.cleaned_data["code"]):
            response = redirect("sealed_mine")
            _remember(response, form.cleaned_data["code"])
            return response
        throttle.note(throttle.WRONG_CODES, here, now=request.now)
        form.add_error("code", _("No report has this code. Please compare it with your note."))
    return render(request, "web/sealed_code.html", {"form": form}, status=422)


Page = Callable[[MomentRequest], HttpResponse]


def by_code(view: Callable[[MomentRequest, SealedReport, str], HttpResponse]) -> Page:
    @wraps(view)
    def page(request: MomentRequest) -> HttpResponse:
        held = _held(request)
        found = actions.report_of(held) if held else None
        return view(request, found, held) if found else redirect("sealed_code")

    return page


@login_not_required
@never_cache
@require_safe
@by_code
def mine(request: MomentRequest, found: SealedReport, held: str) -> HttpResponse:
    return _mine(request, found, held, MoreForm())


@login_not_required
@never_cache
@require_POST
@by_code
def add(request: MomentRequest, found: SealedReport, held: str) -> HttpResponse:
    form = MoreForm(request.POST)
    if not form.is_valid():
        return _mine(request, found, held, form, status=422)
    actions.add_words(report=found, text=form.cleaned_data["text"], now=request.now)
    messages.success(request, _("Added, under the same seal."))
    return redirect("sealed_mine")


@login_not_required
@never_cache
@require_POST
def leave(request: MomentRequest) -> HttpResponse:
    response = redirect("home")
    response.delete_cookie(COOKIE, samesite="Strict")
    return response


def _mine(
    request: MomentRequest, found: SealedReport, held: str, form: MoreForm, *, status: int = 200
) -> HttpResponse:
    """The report's own words are not shown: somebody may look over the shoulder."""
    letters = list(zip(found.messages.all(), actions.words_of(found), strict=True))
    context = {"report": found, "code": codes.grouped(held), "letters": letters, "form": form}
    return render(request, "web/sealed_mine.html", context, status=status)


def _remember(response: HttpResponse, code: str) -> None:
    response.set_cookie(
        COOKIE,
        signing.dumps(codes.normalise(code), salt=COOKIE),
        max_age=SECONDS,
        httponly=True,
        samesite="Strict",
        secure=settings.HTTPS,
    )


def _held(request: HttpRequest) -> str:
    try:
        return str(signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=SECONDS))
    except signing.BadSignature:
        return ""
