"""The desk itself: queues on the left, the list in the middle, the matter on the right."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from sanwen.core.dates import local_day
from sanwen.deliver.matters.actions import looking
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.queue_rows import MOST, Page, counts, page
from sanwen.deliver.matters.queues import Queue, desks_of, queue_of
from sanwen.deliver.matters.shown.rows import rows
from sanwen.deliver.matters.shown.sheet import sheet, shown
from sanwen.people.models import User
from sanwen.people.requests import StaffRequest
from sanwen.people.roles import Role


@never_cache
@require_safe
def desk(request: StaffRequest) -> HttpResponse:
    queue = queue_of(request.user, request.GET.get("queue", ""))
    if queue is None:
        return _elsewhere(request.user)
    context = _around(request, queue, after=request.GET.get("after", ""))
    return render(request, "matters/desk.html", context)


@never_cache
@require_safe
@vary_on_headers("HX-Request", "HX-Target")
def matter(request: StaffRequest, number: int) -> HttpResponse:
    visible = shown(Matter.objects.visible_to(request.user), request.user, now=request.now)
    one = visible.filter(pk=number).first()
    if one is None:
        raise Http404
    looking.look(matter=one, by=request.user, now=request.now)
    key = request.GET.get("queue", "")
    pane = {"sheet": sheet(one, request.user, now=request.now), "queue": key}
    if request.headers.get("HX-Target") == "matter":
        return render(request, "matters/pane.html", pane)
    queue = queue_of(request.user, key)
    around = _around(request, queue, here=number) if queue else {}
    return render(request, "matters/desk.html", around | pane | {"queue": key})


@require_safe
def keys(request: StaffRequest) -> HttpResponse:
    return render(request, "matters/keys.html")


def _elsewhere(person: User) -> HttpResponse:
    """Who has no matters to work on is led to their own page."""
    for role, name in ((Role.AUDITOR, "trail"), (Role.ADMINISTRATOR, "staff")):
        if person.holds(role):
            try:
                return HttpResponseRedirect(reverse(name))
            except NoReverseMatch:
                continue
    raise Http404


def queues_of(person: User, today: date) -> dict[str, Any]:
    """Counts above the cap are said as "999+", and empty quiet queues are left out."""
    known = counts(person, today=today)
    desks = []
    for one in desks_of(person):
        queues = [
            {"key": queue.key, "name": queue.name, "count": _capped(known[queue.key])}
            for queue in one.queues
            if known[queue.key] or not queue.quiet
        ]
        if queues:
            desks.append({"name": one.name, "queues": queues})
    return {"desks": desks, "may_register": person.holds(Role.INTAKE)}


def _capped(count: int) -> str:
    return f"{MOST - 1}+" if count >= MOST else str(count)


def _around(
    request: StaffRequest, queue: Queue, *, after: str = "", here: int | None = None
) -> dict[str, Any]:
    today = local_day(request.now)
    found: Page = page(request.user, queue, today=today, after=after)
    return {
        **queues_of(request.user, today),
        "current": queue,
        "rows": rows(found.matters, today=today, here=here, queue=queue.key),
        "after": found.after,
        "is_first": not after,
        "empty": _("Nothing is here now."),
        "queue": queue.key,
    }
