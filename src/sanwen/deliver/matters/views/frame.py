"""What every page of a verb shares: the matter or 404, the act, a refusal that keeps the words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode

from sanwen.core.dates import local_day
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.forms import ActForm
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.queue_rows import first_number
from sanwen.deliver.matters.queues import queue_of
from sanwen.deliver.matters.shown.rows import matter_due, state_words
from sanwen.deliver.matters.shown.timeline import lines
from sanwen.deliver.matters.shown.voices import voices
from sanwen.people.requests import StaffRequest

HAPPENED = 3


@dataclass(frozen=True, slots=True)
class Page:
    """How the page of a verb speaks."""

    title: "str | Promise"
    button: "str | Promise"
    hint: "str | Promise" = ""
    template: str = "matters/verb.html"
    more: dict[str, Any] = field(default_factory=dict)


def found(request: StaffRequest, number: int) -> Matter:
    """What one may not see does not exist."""
    matter = (
        Matter.objects.visible_to(request.user)
        .select_related("lead_unit", "received_by", "category", "area", "joined_into")
        .filter(pk=number)
        .first()
    )
    if matter is None:
        raise Http404
    return matter


def queue_key(request: StaffRequest) -> str:
    return request.POST.get("queue") or request.GET.get("queue", "")


def show(
    request: StaffRequest, matter: Matter, form: ActForm, page: Page, *, status: int = 200
) -> HttpResponse:
    """The form beside the words it is about, and what happened last."""
    steps = list(matter.steps.select_related("unit").order_by("-at", "-pk")[:HAPPENED])
    context = {
        "matter": matter,
        "state": state_words(matter),
        "due": matter_due(matter, local_day(request.now)),
        "voices": voices(matter, request.user, now=request.now),
        "happened": lines(reversed(steps)),
        "form": form,
        "page": page,
        "back": address(matter.pk, queue_key(request)),
        "queue": queue_key(request),
        **page.more,
    }
    return render(request, page.template, context, status=status)


def perform(
    request: StaffRequest,
    matter: Matter,
    form: ActForm,
    page: Page,
    act: Callable[[], object],
    *,
    done: "str | Promise",
    next_in_queue: bool = False,
) -> HttpResponse:
    """GET shows the form; POST acts and goes on, or says why not with everything still there."""
    if request.method != "POST":
        return show(request, matter, form, page)
    if not form.is_valid():
        return show(request, matter, form, page, status=422)
    try:
        act()
    except NotAllowed as refusal:
        return refused(request, matter, form, page, refusal)
    messages.success(request, str(done))
    return HttpResponseRedirect(_onward(request, matter, next_in_queue))


def refused(
    request: StaffRequest, matter: Matter, form: ActForm, page: Page, refusal: NotAllowed
) -> HttpResponse:
    """409 where somebody was faster, else 403; the reason on top, what was typed below."""
    seen = form.cleaned_data.get("version")
    matter = found(request, matter.pk)
    form.add_error(None, str(refusal))
    if seen is not None and seen != matter.version:
        form.seen_again(matter.version)
        return show(request, matter, form, page, status=409)
    return show(request, matter, form, page, status=403)


def address(number: int, queue: str = "") -> str:
    tail = f"?{urlencode({'queue': queue})}" if queue else ""
    return reverse("matter", args=[number]) + tail


def _onward(request: StaffRequest, matter: Matter, next_in_queue: bool) -> str:
    """Back to the matter; for a clerk who empties a queue, to what stands first in it now."""
    key = queue_key(request)
    queue = queue_of(request.user, key) if key and next_in_queue else None
    if queue is None or queue.key != key:
        return address(matter.pk, key)
    first = first_number(request.user, queue, today=local_day(request.now))
    if first is None:
        return f"{reverse('desk')}?{urlencode({'queue': key})}"
    return address(first, key)
