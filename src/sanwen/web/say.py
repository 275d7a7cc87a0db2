"""Saying what one needs: the public form, what is shown while writing, and the receipt."""

import re

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanwen.core import codes, throttle
from sanwen.core.actors import Machine
from sanwen.core.moment import MomentRequest
from sanwen.core.source import source
from sanwen.deliver.intake.actions import TakenIn, take_in
from sanwen.deliver.intake.desk import public_desk
from sanwen.deliver.intake.emergency import help_for
from sanwen.deliver.matters.models import Matter
from sanwen.listen.voices.models import OpenMatter
from sanwen.listen.voices.receipts import receipt
from sanwen.web import mycode, nearby
from sanwen.web.say_form import SayForm
from sanwen.web.timeline import day_in_words, moment_in_words

FORM = Machine("public-form")
EARLIER = re.compile(r"M-\d{1,12}")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: MomentRequest) -> HttpResponse:
    if request.method != "POST":
        initial = {"text": _after(request.GET.get("after", ""))}
        form = SayForm(areas=nearby.areas(), initial=initial)
        return render(request, "web/say.html", {"form": form})
    form = SayForm(request.POST, request.FILES, areas=nearby.areas())
    if not form.is_valid():
        return render(request, "web/say.html", {"form": form}, status=422)
    if _is_flood(request):
        return render(request, "web/say.html", {"form": form, "flood": True}, status=429)
    taken = _take_in(form, request)
    response = redirect("receipt")
    mycode.remember(response, taken.code or "")
    return response


def _after(ref: str) -> str:
    """New facts to a finished matter: a new matter that names the old one, and nothing else."""
    if not EARLIER.fullmatch(ref):
        return ""
    return _("New facts or reasons, after %(ref)s:") % {"ref": ref} + "\n"


def _is_flood(request: MomentRequest) -> bool:
    """A connection that sends without end is asked to wait; nothing is judged of what was said."""
    count = throttle.note(throttle.PUBLIC_FORM, source(request), now=request.now)
    return count > throttle.PUBLIC_FORM.tries


def _take_in(form: SayForm, request: MomentRequest) -> TakenIn:
    return take_in(
        form.draft(now=request.now),
        received_by=public_desk(),
        by=FORM,
        into=_chosen(form.cleaned_data["join"]),
        now=request.now,
    )


def _chosen(ref: str) -> Matter | None:
    """Only a matter that the public list shows can be joined from outside."""
    if not ref or not OpenMatter.objects.filter(ref=ref).exists():
        return None
    return Matter.objects.open().filter(pk=int(ref.removeprefix("M-"))).first()


@login_not_required
@never_cache
@require_POST
def say_hints(request: MomentRequest) -> HttpResponse:
    """What is shown under the box while somebody writes; nothing of it is kept."""
    text = request.POST.get("text", "")[:2000]
    area = request.POST.get("area", "")
    chosen = int(area) if area.isdecimal() and len(area) < 19 else None
    found = nearby.hints(text, area_id=chosen, now=request.now) if len(text.strip()) > 3 else None
    return render(request, "web/say_hints.html", {"hints": found})


@login_not_required
@never_cache
@require_safe
def said(request: HttpRequest) -> HttpResponse:
    """The receipt, for as long as this browser remembers the code."""
    code = mycode.code_of(request)
    voice = mycode.voice_for(code) if code else None
    if code is None or voice is None:
        return redirect("my_code")
    matter = Matter.objects.select_related("received_by").get(joinings__voice=voice)
    context = {
        "voice": voice,
        "matter": matter,
        "unit": matter.received_by.name_in(get_language() or ""),
        "promised": day_in_words(voice.promised_on),
        "registered": moment_in_words(voice.registered_at),
        "groups": codes.grouped(code).split("-"),
        "receipt": receipt(voice),
        "help": help_for(voice.text),
    }
    return render(request, "web/receipt.html", context)


@login_not_required
@never_cache
@require_safe
def receipt_file(request: HttpRequest) -> HttpResponse:
    voice = mycode.voice_of(request)
    if voice is None:
        return redirect("my_code")
    response = HttpResponse(receipt(voice), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="sanwen-{voice.ref}.txt"'
    return response
