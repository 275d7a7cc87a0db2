"""Coming in person, as a resident sees it: where and when, a number, what to bring, how it was."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanwen.core import codes, throttle
from sanwen.core.dates import day_words, local_day, short_day
from sanwen.core.moment import MomentRequest
from sanwen.core.ruling import NotAllowed, Ruling
from sanwen.core.source import source
from sanwen.deliver.reception import codes as visit_codes
from sanwen.deliver.reception import rules, shown, slots
from sanwen.deliver.reception.actions import booking, speaking
from sanwen.deliver.reception.forms import BookForm
from sanwen.deliver.reception.models import Counter, HandOver, Told, Visit
from sanwen.deliver.reception.presets import presets
from sanwen.deliver.reception.sheets import sheet, weekday_words
from sanwen.deliver.reception.states import Move, State
from sanwen.deliver.reception.told_forms import FeedbackForm
from sanwen.places.calendar import working_calendar
from sanwen.places.models import Unit

BOTH = require_http_methods(["GET", "HEAD", "POST"])
MOST_DAYS = 15


def by_code(view: Callable[[MomentRequest, Visit], HttpResponse]) -> Callable[..., HttpResponse]:
    """Hands the view the visit whose code this browser holds; without one, asks for it."""

    @wraps(view)
    def page(request: MomentRequest) -> HttpResponse:
        visit = visit_codes.visit_of(request)
        return view(request, visit) if visit else redirect("visit_code")

    return page


@login_not_required
@require_safe
def counters(request: MomentRequest) -> HttpResponse:
    """Where one can come, with address, hours and telephone."""
    found = Counter.objects.open().select_related("unit")
    language = get_language() or ""
    lines = [
        {"counter": one, "name": one.name_in(language), "unit": one.unit.name_in(language)}
        for one in found
    ]
    return render(request, "reception/counters.html", {"lines": lines})


@login_not_required
@never_cache
@BOTH
def book(request: MomentRequest, number: int) -> HttpResponse:
    counter = Counter.objects.open().select_related("unit").filter(pk=number).first()
    if counter is None:
        raise Http404
    day = _day(request, counter)
    posted = request.POST if request.method == "POST" else None
    free = _times(counter, day, request) if day else []
    form = BookForm(posted, language=get_language() or "", times=free)
    if posted is None or day is None:
        return _book_page(request, counter, day, form)
    if not form.is_valid():
        return _book_page(request, counter, day, form, status=422)
    if _is_flood(request):
        form.add_error(None, _("Many requests came from here just now. Please try in ten minutes."))
        return _book_page(request, counter, day, form, status=429)
    return _booked(request, counter, day, form)


def _booked(request: MomentRequest, counter: Counter, day: date, form: BookForm) -> HttpResponse:
    draft = form.draft()
    begins = form.cleaned_data["slot"]
    try:
        booking.book(draft, counter=counter, on=day, begins=begins, now=request.now)
    except NotAllowed as refusal:
        form.add_error("slot", str(refusal))
        return _book_page(request, counter, day, form, status=409)
    response = redirect("visit_mine")
    visit_codes.remember(response, draft.code)
    return response


@login_not_required
@never_cache
@BOTH
def code(request: MomentRequest) -> HttpResponse:
    """Enter the code; after too many wrong ones, right and wrong are answered alike for a while."""
    if request.method != "POST":
        return render(request, "reception/code.html")
    here, given = source(request), request.POST.get("code", "")[:60]
    if throttle.too_many(throttle.WRONG_CODES, here, now=request.now):
        return render(request, "reception/code.html", {"wait": True}, status=429)
    if codes.is_valid(given) and visit_codes.visit_for(given):
        response = redirect("visit_mine")
        visit_codes.remember(response, given)
        return response
    throttle.note(throttle.WRONG_CODES, here, now=request.now)
    return render(request, "reception/code.html", {"wrong": True, "given": given}, status=422)


@login_not_required
@never_cache
@require_safe
@by_code
def mine(request: MomentRequest, visit: Visit) -> HttpResponse:
    language, today = get_language() or "", local_day(request.now)
    given = visit_codes.code_of(request) or ""
    listed = Told.objects.filter(visit=visit).select_related("checklist")
    context = {
        "visit": visit,
        "groups": codes.grouped(given).split("-"),
        "day": day_words(visit.on),
        "counter": visit.counter.name_in(language),
        "unit": visit.counter.unit,
        "unit_name": visit.counter.unit.name_in(language),
        "before": shown.before(visit) if visit.state in (State.WAITING, State.EXPECTED) else None,
        "is_today": visit.on == today,
        "told": [sheet(one.checklist, language, one.missing) for one in listed],
        "list": sheet(visit.checklist, language) if visit.checklist and not listed else None,
        "hand_overs": _hand_overs(visit),
        "may_cancel": bool(rules.may_move(visit, Move.CANCEL)),
        "may_speak": bool(_may_speak(visit, request)),
    }
    return render(request, "reception/mine.html", context)


@login_not_required
@never_cache
@require_POST
@by_code
def cancel(request: MomentRequest, visit: Visit) -> HttpResponse:
    try:
        booking.cancel(visit=visit, now=request.now)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("You have cancelled. Somebody else can have the time."))
    return redirect("visit_mine")


@login_not_required
@require_POST
def leave(request: MomentRequest) -> HttpResponse:
    """On a borrowed telephone: this browser forgets the code."""
    response = redirect("visit")
    visit_codes.forget(response)
    return response


@login_not_required
@never_cache
@BOTH
@by_code
def feedback(request: MomentRequest, visit: Visit) -> HttpResponse:
    ruling = _may_speak(visit, request)
    if not ruling:
        return render(request, "reception/feedback.html", {"closed": ruling.reason})
    form = FeedbackForm(request.POST or None)
    if visit.checklist is None:
        del form.fields["not_on_the_list"]
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "reception/feedback.html", {"form": form}, status=status)
    speaking.give(visit=visit, said=form.said(), now=request.now)
    messages.success(request, _("Thank you. Nobody at the counter learns what you said."))
    return redirect("visit_mine")


@login_not_required
@never_cache
@require_safe
def board(request: MomentRequest, number: int) -> HttpResponse:
    """For the waiting room. It reloads itself by a header, so it needs no script."""
    counter = Counter.objects.open().select_related("unit").filter(pk=number).first()
    if counter is None:
        raise Http404
    still = "still" in request.GET
    context = {
        "counter": counter,
        "name": counter.name_in(get_language() or ""),
        "board": shown.board(counter, local_day(request.now)),
        "at": shown.clock_time(request.now),
        "still": still,
    }
    response = render(request, "reception/board.html", context)
    if not still:
        response["Refresh"] = "15"
    return response


@login_not_required
@never_cache
@require_safe
def duty(request: MomentRequest) -> HttpResponse:
    """Whom one can call now, day and night."""
    language = get_language() or ""
    units = Unit.objects.active().filter(shifts__isnull=False).distinct()
    now = shown.on_duty(units, request.now, language, staff=False)
    return render(
        request, "reception/duty.html", {"on_duty": now, "at": shown.clock_time(request.now)}
    )


def _may_speak(visit: Visit, request: MomentRequest) -> Ruling:
    today, days = local_day(request.now), presets().feedback_days
    return rules.may_give_feedback(visit, today=today, days=days)


def _hand_overs(visit: Visit) -> list[dict[str, str]]:
    """Only those that were accepted: until then the first receiver answers."""
    accepted = HandOver.objects.filter(visit=visit, accepted=True).select_related("to_staff")
    return [{"to": one.to_staff.display_name, "because": one.because} for one in accepted]


def _day(request: MomentRequest, counter: Counter) -> date | None:
    """The day asked for if it is open, else the first one with a free time."""
    open_days = _days(request, counter)
    asked = request.POST.get("day") or request.GET.get("day", "")
    found = next((day for day in open_days if day.isoformat() == asked), None)
    if found is not None:
        return found
    with_room = (day for day in open_days if _times(counter, day, request))
    return next(with_room, open_days[0] if open_days else None)


def _days(request: MomentRequest, counter: Counter) -> list[date]:
    today = local_day(request.now)
    return slots.days(today, counter.days_ahead, list(counter.hours.all()), working_calendar())


def _times(counter: Counter, day: date, request: MomentRequest) -> list[tuple[str, str]]:
    today, now = local_day(request.now), shown.clock_time(request.now)
    return [
        (f"{slot.begins:%H:%M}", f"{slot.begins:%H:%M}")
        for slot in booking.slots_of(counter, day)
        if slot.free and (day > today or f"{slot.begins:%H:%M}" > now)
    ]


def _book_page(
    request: MomentRequest,
    counter: Counter,
    day: date | None,
    form: BookForm,
    *,
    status: int = 200,
) -> HttpResponse:
    language, today = get_language() or "", local_day(request.now)
    days = [
        {
            "iso": one.isoformat(),
            "words": _near(one, today),
            "here": one == day,
        }
        for one in _days(request, counter)[:MOST_DAYS]
    ]
    context = {
        "counter": counter,
        "name": counter.name_in(language),
        "unit": counter.unit,
        "unit_name": counter.unit.name_in(language),
        "days": days,
        "day": day.isoformat() if day else "",
        "day_words": day_words(day) if day else "",
        "form": form,
    }
    return render(request, "reception/book.html", context, status=status)


def _near(day: date, today: date) -> str:
    if day == today:
        return _("Today")
    if day == today + timedelta(days=1):
        return _("Tomorrow")
    return f"{short_day(day)} {weekday_words(day)}"


def _is_flood(request: MomentRequest) -> bool:
    count = throttle.note(throttle.PUBLIC_FORM, source(request), now=request.now)
    return count > throttle.PUBLIC_FORM.tries
