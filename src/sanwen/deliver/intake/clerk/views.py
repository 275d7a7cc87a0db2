"""The clerk's page: write down, read back, register, and read out the code that is shown once."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from sanwen.core import codes
from sanwen.core.dates import day_words, moment_words
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.intake.actions import TakenIn
from sanwen.deliver.intake.clerk import paper, rules
from sanwen.deliver.intake.clerk.actions import write_down
from sanwen.deliver.intake.clerk.forms import ClerkForm, read_back_words
from sanwen.deliver.intake.emergency import help_for
from sanwen.people.requests import StaffRequest
from sanwen.people.roles import Role
from sanwen.places.models import Area


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    desks = request.user.units(Role.INTAKE)
    rules.may_register(desks[0] if desks else None, request.user).require()
    posted = request.method == "POST"
    form = ClerkForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        areas=areas(),
        desks=desks,
        now=request.now,
        initial=paper.prefilled(request),
    )
    if not posted:
        return _form(request, form)
    if "preview" in request.POST:
        return _form(request, form, status=200)
    if not form.is_valid():
        return _form(request, form, status=422)
    try:
        taken = _write_down(request, form)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return _form(request, form, status=403)
    return done(request, taken)


@never_cache
@require_POST
def read_back(request: StaffRequest) -> HttpResponse:
    """The sentence to read aloud, made anew while the clerk writes. Nothing is kept."""
    return render(request, "intake/read_back.html", _heard(request))


def areas() -> "QuerySet[Area]":
    newest = Area.objects.order_by("-year").values("year")[:1]
    return Area.objects.filter(year=newest).order_by("code").defer("geometry")


def _form(request: StaffRequest, form: ClerkForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "letter": paper.chosen(request), **_heard(request)}
    return render(request, "intake/clerk.html", context, status=status)


def _heard(request: StaffRequest) -> dict[str, Any]:
    """What to read aloud, and what to tell the caller at once where it is an emergency."""
    return {"sentence": sentence(request), "help": help_for(request.POST.get("text", "")[:2000])}


def sentence(request: StaffRequest) -> str:
    text = request.POST.get("text", "").strip()[:20_000]
    return read_back_words(text, request.POST.get("place", "").strip())


def _write_down(request: StaffRequest, form: ClerkForm) -> TakenIn:
    letter = paper.chosen(request)
    return write_down(
        paper.with_pages(form.draft(), letter),
        letter=letter,
        received_by=form.registering_desk,
        read_back=form.cleaned_data["read_back"],
        by=request.user,
        now=request.now,
    )


def done(request: StaffRequest, taken: TakenIn) -> HttpResponse:
    """Answered at once, without a redirect: so the code rests nowhere on its way to this page."""
    context = {
        "voice": taken.voice,
        "matter": taken.matter,
        "is_running": taken.is_running,
        "groups": codes.grouped(taken.code).split("-") if taken.code else [],
        "promised": day_words(taken.voice.promised_on),
        "registered": moment_words(taken.voice.registered_at),
        "receipt": taken.receipt,
    }
    return render(request, "intake/clerk_done.html", context)
