"""Finding at the desk: a number leads straight there, words are looked for in what people wrote."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sanwen.core.dates import local_day
from sanwen.deliver.matters.models import Joining, Matter
from sanwen.deliver.matters.queues import desks_of, queue_of
from sanwen.deliver.matters.search import Asked, Found, search
from sanwen.deliver.matters.shown.rows import rows
from sanwen.deliver.matters.views.desk import queues_of
from sanwen.methods import seeking
from sanwen.people.models import User
from sanwen.people.requests import StaffRequest

LONGEST = 200


@never_cache
@require_safe
def find(request: StaffRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:LONGEST]
    number = _number_in(words, request.user)
    if number is not None:
        return redirect("matter", number)
    today = local_day(request.now)
    asked = _asked(request, words)
    found = search(request.user, asked, today=today)
    context = {
        "q": words,
        "asked": asked,
        "personal": any(map(seeking.is_number, asked.phrases)),
        "after": found.after,
        "is_first": not asked.after,
        "hits": _hits(found, today),
        "queue": asked.queue.key if asked.queue else "",
        "since": request.GET.get("since", ""),
        "until": request.GET.get("until", ""),
        **_choices(request.user, today),
    }
    return render(request, "matters/search.html", context)


def _asked(request: StaffRequest, words: str) -> Asked:
    """A queue one does not have and a day that is none are left out, not refused."""
    key = request.GET.get("queue", "")
    until = _day(request.GET.get("until", ""))
    since = _day(request.GET.get("since", ""))
    return Asked(
        words,
        queue=queue_of(request.user, key) if key else None,
        since=_begins(since) if since else None,
        before=_begins(until + timedelta(days=1)) if until else None,
        after=request.GET.get("after", ""),
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 < day.year < 3000 else None


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _hits(found: Found, today: date) -> list[dict[str, Any]]:
    lines = rows([hit.matter for hit in found.hits], today=today)
    return [{"row": line, "parts": hit.parts} for line, hit in zip(lines, found.hits, strict=True)]


def _choices(person: User, today: date) -> dict[str, Any]:
    groups = [
        {"name": one.name, "queues": [(queue.key, queue.name) for queue in one.queues]}
        for one in desks_of(person)
    ]
    return {"choices": groups, **queues_of(person, today)}


def _number_in(words: str, person: User) -> int | None:
    kind, sign, digits = words.upper().partition("-")
    digits = digits if sign else kind
    if not digits.isascii() or not digits.isdecimal() or len(digits) > 15:
        return None
    visible = Matter.objects.visible_to(person)
    if sign and kind == "V":
        joined = Joining.objects.filter(voice=int(digits), matter__in=visible)
        return joined.values_list("matter", flat=True).first()
    if sign and kind != "M":
        return None
    return visible.filter(pk=int(digits)).values_list("pk", flat=True).first()
