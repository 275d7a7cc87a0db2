"""The ledger for everybody: late first, one honest sentence each; and one promise with all said."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sanwen.core.dates import day_words, local_day
from sanwen.core.moment import MomentRequest
from sanwen.places.models import Unit
from sanwen.verdict.promises import figures, shown, surveyed, timeline
from sanwen.verdict.promises.models import Entry, EntryQuerySet
from sanwen.verdict.promises.states import Standing

SHOWN = 30


@login_not_required
@never_cache
@require_safe
def promises(request: MomentRequest) -> HttpResponse:
    today, language = local_day(request.now), get_language() or ""
    asked = {name: request.GET.get(name, "") for name in ("unit", "state", "year")}
    found = _filtered(asked, today).late_first(today)
    page = list(_after(found, request.GET.get("after", "")).select_related("unit")[: SHOWN + 1])
    context = {
        "lines": [shown.line(entry, today, language) for entry in page[:SHOWN]],
        "more": _more(page, asked),
        "asked": asked,
        "units": _units(language),
        "standings": Standing.choices,
        "years": _years(),
        "year": _year_words(asked, today),
        "late": Entry.objects.late(today).count(),
        "sums": _sums(asked, today),
    }
    return render(request, "promises/promises.html", context)


def _filtered(asked: dict[str, str], today: date) -> EntryQuerySet:
    found = Entry.objects.public()
    if asked["unit"]:
        found = found.filter(unit__code=asked["unit"])
    if asked["year"].isdecimal():
        found = found.filter(first_due_on__year=min(int(asked["year"][:4]), 9999))
    if asked["state"] in Standing.values:
        found = found.standing(asked["state"], today)
    return found


def _after(found: EntryQuerySet, place: str) -> EntryQuerySet:
    """`0.2026-06-30.12`: behind which line the page begins; anything else is the first page."""
    rank, _dot, rest = place.partition(".")
    day, _dot, number = rest.partition(".")
    try:
        return found.after(int(rank[:1]), date.fromisoformat(day), int(number[:15]))
    except ValueError:
        return found


def _more(page: list[Entry], asked: dict[str, str]) -> str:
    if len(page) <= SHOWN:
        return ""
    last: Any = page[SHOWN - 1]
    place = f"{last.place}.{last.due_on.isoformat()}.{last.pk}"
    return "?" + urlencode({key: value for key, value in asked.items() if value} | {"after": place})


def _units(language: str) -> list[tuple[str, str]]:
    known = Unit.objects.filter(pk__in=Entry.objects.values("unit")).order_by("level", "path")
    return [(unit.code, unit.name_in(language)) for unit in known]


def _years() -> list[int]:
    days = Entry.objects.dates("first_due_on", "year", order="DESC")
    return [day.year for day in days]


def _year_words(asked: dict[str, str], today: date) -> int:
    given = asked["year"]
    return int(given[:4]) if given.isdecimal() and 1900 < int(given[:4]) < 9999 else today.year


def _sums(asked: dict[str, str], today: date) -> figures.Sums:
    year = _year_words(asked, today)
    units = list(Unit.objects.filter(code=asked["unit"])) if asked["unit"] else None
    return figures.sums(date(year, 1, 1), date(year + 1, 1, 1), units, today=today)


@login_not_required
@never_cache
@require_safe
def promise(request: MomentRequest, number: int) -> HttpResponse:
    found = Entry.objects.public().select_related("unit", "consultation")
    entry = get_object_or_404(found, pk=number)
    return render(request, "promises/promise.html", told(entry, local_day(request.now)))


def told(entry: Entry, today: date) -> dict[str, Any]:
    """What the open page and the page of the desk say alike."""
    batches = list(entry.batches.all())
    asked = entry.consultation
    surveys = surveyed.of(entry)
    rounds = [shown.asked(one, today) for one in entry.rounds.order_by("-number")]
    return {
        "entry": entry,
        "line": shown.line(entry, today, get_language() or ""),
        "asked": asked if asked and asked.published_at else None,
        "first_day": day_words(entry.first_due_on),
        "day": day_words(entry.due_on),
        "is_moved": entry.due_on != entry.first_due_on,
        "changes": [(one, day_words(one.from_on), day_words(one.to_on)) for one in _moves(entry)],
        "says": entry.sayings.filter(what="state").last(),
        "rounds": rounds,
        "surveyed": surveys,
        "steps": timeline.history(entry, today, surveys),
        "milestones": entry.milestones.all(),
        "batches": batches,
        "villages": shown.villages(batches),
        "indicators": entry.indicators.all(),
        "today": today,
    }


def _moves(entry: Entry) -> Any:
    return entry.changes.order_by("-pk")


@login_not_required
@never_cache
@require_safe
def of_question(request: MomentRequest, number: int) -> HttpResponse:
    """What a decision promised, and what became of it: reached from the decision's page."""
    today, language = local_day(request.now), get_language() or ""
    found = Entry.objects.public().filter(consultation=number).late_first(today)
    lines = [shown.line(entry, today, language) for entry in found.select_related("unit")[:100]]
    if not lines:
        raise Http404
    context = {"lines": lines, "asked_ref": f"C-{number}", "number": number}
    return render(request, "promises/of_question.html", context)
