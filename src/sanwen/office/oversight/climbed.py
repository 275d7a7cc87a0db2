"""What climbed and still stands there, and which calls have no response: in somebody's reach."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sanwen.core.dates import due_line, local_day, short_moment
from sanwen.deliver.matters.models import Climb, ClimbGround, Rung, Whistle
from sanwen.deliver.matters.queue_rows import page
from sanwen.deliver.matters.queues import UNIT, WATCH, Queue
from sanwen.deliver.matters.shown.rows import Row, rows
from sanwen.office.oversight.rules import WATCHERS, may_oversee
from sanwen.people.models import User
from sanwen.people.requests import StaffRequest


@dataclass(frozen=True, slots=True)
class Listed:
    rows: list[Row]
    after: str


@never_cache
@require_safe
def climbed(request: StaffRequest) -> HttpResponse:
    """By date, fifty at a time, read from the index of what climbed; never by unit or by person."""
    may_oversee(request.user).require()
    what = "called" if request.GET.get("what") == "called" else "climbed"
    today = local_day(request.now)
    listed = _listed(request.user, what, today, request.GET.get("after", ""))
    context: dict[str, Any] = {"what": what, "rows": listed.rows, "after": listed.after}
    return render(request, "oversight/climbed.html", context | {"empty": _("Nothing is here now.")})


def _listed(person: User, what: str, today: date, after: str) -> Listed:
    found = page(person, _queue(person, what), today=today, after=after)
    told = _calls(found.matters, today) if what == "called" else _climbs(found.matters)
    lines = [replace(row, **told.get(row.number, {})) for row in rows(found.matters, today=today)]
    return Listed(lines, found.after)


def _queue(person: User, what: str) -> Queue:
    """Supervisors and leaders: what was registered in their reach; heads: what their units lead."""
    desk, start = (WATCH, "watch") if person.holds(*WATCHERS) else (UNIT, "unit")
    return next(queue for queue in desk.queues if queue.key == f"{start}-{what}")


def _climbs(matters: list[Any]) -> dict[int, dict[str, Any]]:
    """The last time each of them climbed: why, to whom, when."""
    last = (
        Climb.objects.filter(matter__in=matters)
        .exclude(ground=ClimbGround.CALLED)
        .order_by("matter_id", "-at", "-pk")
        .distinct("matter_id")
        .select_related("to")
    )
    return {one.matter_id: {"marks": _climb_words(one)} for one in last}


def _climb_words(climb: Climb) -> list[str]:
    unit = climb.to.name_in(get_language() or "")
    return [
        str(ClimbGround(climb.ground).label),
        f"{Rung(climb.rung).label} · {unit}",
        short_moment(climb.at),
    ]


def _calls(matters: list[Any], today: date) -> dict[int, dict[str, Any]]:
    language = get_language() or ""
    waiting = Whistle.objects.filter(matter__in=matters, responded_at=None, ended_at=None)
    return {
        one.matter_id: {
            "marks": [f"{one.caller.name_in(language)} → {one.called.name_in(language)}"],
            "due": due_line(one.respond_by, today),
        }
        for one in waiting.select_related("caller", "called").order_by("-pk")
    }
