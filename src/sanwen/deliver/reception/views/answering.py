"""For those who answer for a counter: what visitors said, what lists lacked, events among staff."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanwen.core.dates import local_day
from sanwen.core.months import chosen, whole_months
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.reception import figures, rules
from sanwen.deliver.reception.actions import safety, telling
from sanwen.deliver.reception.models import Counter, ListGap, SafetyEvent
from sanwen.deliver.reception.presets import presets
from sanwen.deliver.reception.told_forms import EventForm
from sanwen.methods.suppression import FEWEST
from sanwen.people.requests import StaffRequest
from sanwen.people.roles import Role

BOTH = require_http_methods(["GET", "HEAD", "POST"])
GAPS = 200


@never_cache
@require_safe
def said(request: StaffRequest) -> HttpResponse:
    """The four difficulties by counter, in the order of the units: this is no league table."""
    rules.may_read_figures(request.user).require()
    months = whole_months(local_day(request.now))
    month = chosen(request.GET.get("month", ""), months)
    counters = list(
        Counter.objects.filter(unit__in=request.user.reach(*rules.READERS)).select_related("unit")
    )
    is_supervisor = request.user.holds(Role.SUPERVISOR)
    language = get_language() or ""
    lines = [
        (line.counter.unit.name_in(language), line.counter.name_in(language), line)
        for line in figures.of_month(counters, month, with_words=is_supervisor)
    ]
    gaps = ListGap.objects.select_related("checklist", "counter__unit").filter(counter__in=counters)
    context = {
        "months": months,
        "chosen": month,
        "lines": lines,
        "gaps": gaps[:GAPS] if is_supervisor else [],
        "is_supervisor": is_supervisor,
        "fewest": FEWEST,
    }
    return render(request, "reception/said.html", context)


@require_POST
def settle_gap(request: StaffRequest, number: int) -> HttpResponse:
    rules.may_settle_gap(request.user).require()
    own = ListGap.objects.filter(counter__unit__in=request.user.reach(Role.SUPERVISOR))
    gap = get_object_or_404(own.select_related("checklist"), pk=number)
    telling.settle_gap(gap=gap, by=request.user, now=request.now)
    messages.success(request, _("Noted: the list has been looked at."))
    return redirect("visits_said")


@never_cache
@BOTH
def log_event(request: StaffRequest, number: int) -> HttpResponse:
    """Written by staff of the counter, who afterwards cannot read it here: it is the lead's."""
    counter = get_object_or_404(
        Counter.objects.visible_to(request.user).select_related("unit"), pk=number
    )
    rules.may_log_event(counter, request.user).require()
    form = EventForm(request.POST or None, now=request.now)
    context = {"form": form, "counter": counter, "days": presets().safety_days}
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "reception/log_event.html", context, status=status)
    try:
        safety.log(form.draft(), counter=counter, by=request.user, now=request.now)
    except NotAllowed as refusal:
        form.add_error("words", str(refusal))
        return render(request, "reception/log_event.html", context, status=422)
    messages.success(request, _("Noted. The head of the unit sees it, and it expires."))
    return redirect("counter", counter.pk)


@never_cache
@require_safe
def events(request: StaffRequest) -> HttpResponse:
    rules.may_read_events(request.user).require()
    kept = SafetyEvent.objects.visible_to(request.user).kept(local_day(request.now))
    found = [
        (event, event.needs_help(request.now), bool(rules.may_say_helped(event, request.user)))
        for event in kept.select_related("counter__unit")
    ]
    return render(
        request, "reception/events.html", {"events": found, "days": presets().safety_days}
    )


@require_POST
def helped(request: StaffRequest, number: int) -> HttpResponse:
    rules.may_read_events(request.user).require()
    kept = SafetyEvent.objects.visible_to(request.user).kept(local_day(request.now))
    event = get_object_or_404(kept.select_related("counter__unit"), pk=number)
    safety.say_helped(event=event, by=request.user, now=request.now)
    messages.success(request, _("Noted: help has come."))
    return redirect("safety_events")
