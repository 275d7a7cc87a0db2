"""My matter: looked up by code, followed, added to, judged; nothing of it is in an address."""

import json
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanwen.core import codes, throttle
from sanwen.core.actors import Resident
from sanwen.core.moment import MomentRequest
from sanwen.core.source import source
from sanwen.deliver.matters.actions import answering, asking, ending
from sanwen.deliver.matters.models import Way
from sanwen.listen.voices.models import Photo
from sanwen.verdict.ratings import actions as ratings
from sanwen.verdict.ratings.box import box_for
from sanwen.verdict.ratings.forms import VerdictForm
from sanwen.verdict.reviews.actions import serving
from sanwen.web import mycode
from sanwen.web.mine import Mine, mine
from sanwen.web.my_forms import AddForm, CodeForm, PressForm
from sanwen.web.record import record as signed_record

Page = Callable[[MomentRequest], HttpResponse]


def by_code(view: Callable[[MomentRequest, Mine], HttpResponse]) -> Page:
    """Hands the view the matter whose code this browser holds; without one, asks for it."""

    @wraps(view)
    def page(request: MomentRequest) -> HttpResponse:
        voice = mycode.voice_of(request)
        return view(request, mine(voice, now=request.now)) if voice else redirect("my_code")

    return page


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: MomentRequest) -> HttpResponse:
    """Enter the code. After too many wrong ones, right and wrong are answered alike for a while."""
    if request.method != "POST":
        return render(request, "web/my_code.html", {"form": CodeForm()})
    form = CodeForm(request.POST)
    here = source(request)
    if throttle.too_many(throttle.WRONG_CODES, here, now=request.now):
        return render(request, "web/my_code.html", {"form": form, "wait": True}, status=429)
    if form.is_valid():
        if mycode.voice_for(form.cleaned_data["code"]):
            response = redirect("my_matter")
            mycode.remember(response, form.cleaned_data["code"])
            return response
        throttle.note(throttle.WRONG_CODES, here, now=request.now)
        form.add_error("code", _("No message has this code. Please compare it with your receipt."))
    return render(request, "web/my_code.html", {"form": form}, status=422)


@login_not_required
@never_cache
@require_safe
@by_code
def matter(request: MomentRequest, found: Mine) -> HttpResponse:
    if found.answer and not found.delivered:
        answering.deliver(
            answer=found.answer,
            voice=found.voice,
            way=Way.PAGE,
            by=Resident(found.voice.contact.pseudonym),
            now=request.now,
        )
        found = mine(found.voice, now=request.now)
    if found.reviewed.unread:
        for opinion in found.reviewed.unread:
            serving.open_page(opinion=opinion, voice=found.voice, now=request.now)
        found = mine(found.voice, now=request.now)
    return render(request, "web/my_matter.html", {"mine": found, "form": AddForm()})


@login_not_required
@never_cache
@require_POST
@by_code
def add(request: MomentRequest, found: Mine) -> HttpResponse:
    form = AddForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "web/my_matter.html", {"mine": found, "form": form}, status=422)
    asking.add(
        matter=found.matter,
        voice=found.voice,
        text=form.cleaned_data["text"],
        pictures=form.cleaned_data["pictures"],
        now=request.now,
    )
    messages.success(request, _("We have added it. The unit sees it now."))
    return redirect("my_matter")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@by_code
def withdraw(request: MomentRequest, found: Mine) -> HttpResponse:
    """Asks once more before it does."""
    if request.method != "POST":
        return render(request, "web/my_withdraw.html", {"mine": found})
    ending.withdraw(voice=found.voice, now=request.now)
    messages.success(request, _("You have withdrawn it. Your words stay on record."))
    return redirect("my_matter")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@by_code
def verdict(request: MomentRequest, found: Mine) -> HttpResponse:
    """Is it solved? Two taps; nobody but the holder of the code gets here."""
    box = box_for(found.voice, now=request.now)
    if box is None or not box.ruling:
        return render(request, "web/my_verdict.html", {"mine": found, "box": box})
    form = VerdictForm(request.POST or None, given=box.given)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        context = {"mine": found, "box": box, "form": form}
        return render(request, "web/my_verdict.html", context, status=status)
    ratings.give(voice=found.voice, answer=box.answer, now=request.now, **form.cleaned_data)
    messages.success(request, _("Thank you. Your verdict counts."))
    return redirect("my_matter")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@by_code
def pressed(request: MomentRequest, found: Mine) -> HttpResponse:
    """Somebody put pressure on the resident: a sealed report, past the unit and its line."""
    form = PressForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "web/my_pressed.html", {"mine": found, "form": form}, status=status)
    sealed = ratings.press(voice=found.voice, words=form.cleaned_data["words"], now=request.now)
    code = codes.grouped(sealed.code)
    return render(request, "web/my_pressed.html", {"mine": found, "code": code})


@login_not_required
@never_cache
@require_safe
def photo(request: MomentRequest, number: int) -> HttpResponse:
    """A resident's own picture; anybody else's does not exist."""
    voice = mycode.voice_of(request)
    found = Photo.objects.filter(voice=voice, pk=number).first() if voice else None
    if found is None:
        return HttpResponse(status=404)
    return HttpResponse(found.file.read(), content_type="image/jpeg")


@login_not_required
@never_cache
@require_safe
@by_code
def record(request: MomentRequest, found: Mine) -> HttpResponse:
    """The whole record, signed, as a file."""
    text = json.dumps(signed_record(found), ensure_ascii=False, indent=1)
    response = HttpResponse(text + "\n", content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.voice.ref}.json"'
    return response


@login_not_required
@never_cache
@require_POST
def leave(request: MomentRequest) -> HttpResponse:
    """On a borrowed telephone: this browser forgets the code."""
    response = redirect("home")
    mycode.forget(response)
    return response
