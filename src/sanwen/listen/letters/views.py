"""The clerk's pages for letters on paper: bring in, look beside the picture, confirm, go on."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanwen.core.ruling import NotAllowed
from sanwen.listen.letters import actions, engine, rules
from sanwen.listen.letters.forms import BringForm, ConfirmForm
from sanwen.listen.letters.models import Letter, Reading
from sanwen.people.requests import StaffRequest
from sanwen.people.roles import Role

LISTED = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: StaffRequest) -> HttpResponse:
    desks = request.user.units(Role.INTAKE)
    rules.may_bring(desks[0] if desks else None, request.user).require()
    posted = request.method == "POST"
    form = BringForm(
        request.POST if posted else None, request.FILES if posted else None, desks=desks
    )
    if posted and form.is_valid():
        letter = actions.bring(
            pictures=form.cleaned_data["pictures"],
            received_by=form.chosen_desk,
            by=request.user,
            now=request.now,
        )
        return redirect("letter", letter.pk)
    waiting = Letter.objects.visible_to(request.user).open().order_by("-added_at")[:LISTED]
    context = {"form": form, "letters": waiting, "can_read": engine.is_installed()}
    return render(request, "letters/letters.html", context, status=422 if form.errors else 200)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: StaffRequest, number: int) -> HttpResponse:
    one = _found(request, number)
    pages = list(one.pages.all())
    form = ConfirmForm(request.POST or None, initial={"text": _words(one, pages)})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                text = form.cleaned_data["text"]
                actions.confirm(letter=one, text=text, by=request.user, now=request.now)
                return redirect(f"{reverse('clerk_new')}?letter={one.pk}")
            except NotAllowed as refusal:
                form.add_error(None, str(refusal))
                status = 403
    return render(request, "letters/letter.html", _context(one, pages, form), status=status)


def _context(one: Letter, pages: list[Reading], form: ConfirmForm) -> dict[str, Any]:
    return {
        "letter": one,
        "pages": pages,
        "form": form,
        "is_reading": any(page.read_at is None for page in pages),
        "cannot_read": any(page.fault == actions.MISSING for page in pages),
        "is_broken": any(page.fault == actions.BROKEN for page in pages),
        "doubtful": [line for page in pages for line in page.doubtful],
    }


def _words(one: Letter, pages: list[Reading]) -> str:
    return one.confirmed_text or "\n\n".join(page.text for page in pages if page.text)


@require_safe
@cache_control(private=True, max_age=60)
def page(request: StaffRequest, number: int, leaf: int) -> HttpResponse:
    """The page the right way up, as it was read."""
    visible = Letter.objects.visible_to(request.user)
    one = get_object_or_404(Reading, letter__in=visible.filter(pk=number), number=leaf)
    return HttpResponse(actions.picture_of(one).jpeg, content_type="image/jpeg")


@require_POST
def discard(request: StaffRequest, number: int) -> HttpResponse:
    one = _found(request, number)
    actions.discard(letter=one, by=request.user, now=request.now)
    messages.success(request, _("The letter and its pictures are gone from here."))
    return redirect("letters")


def _found(request: StaffRequest, number: int) -> Letter:
    return get_object_or_404(Letter.objects.visible_to(request.user).open(), pk=number)
