"""The counter as staff see it: today's line, the next one, a visitor without appointment."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanwen.core import codes
from sanwen.core.dates import day_words, local_day
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.reception import rules, shown
from sanwen.deliver.reception.actions import booking, queue, safety, telling
from sanwen.deliver.reception.forms import GapForm, WalkInForm
from sanwen.deliver.reception.models import Counter, HandOver, HelpCall, Visit
from sanwen.deliver.reception.models.safety import Help
from sanwen.deliver.reception.order import in_line
from sanwen.deliver.reception.sheets import sheet
from sanwen.deliver.reception.states import State
from sanwen.people.models import User
from sanwen.people.requests import StaffRequest
from sanwen.people.roles import Role

BOTH = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
def reception(request: StaffRequest) -> HttpResponse:
    """The counters one works at or answers for; a single one is opened at once."""
    counters = list(Counter.objects.visible_to(request.user).select_related("unit"))
    if len(counters) == 1 and not request.user.holds(Role.ADMINISTRATOR):
        return redirect("counter", counters[0].pk)
    context = {
        "counters": counters,
        "offers": _offers(request.user),
        "may_set_up": request.user.holds(Role.ADMINISTRATOR),
        "may_read": bool(rules.may_read_figures(request.user)),
        "may_read_events": bool(rules.may_read_events(request.user)),
    }
    return render(request, "reception/reception.html", context)


@never_cache
@require_safe
def counter(request: StaffRequest, number: int) -> HttpResponse:
    return _counter_page(request, _found(request, number), _walk_in_form())


@require_POST
def call_next(request: StaffRequest, number: int) -> HttpResponse:
    one = _found(request, number)
    try:
        visit = queue.call_next(counter=one, by=request.user, now=request.now)
    except NotAllowed as refusal:
        return _refused(request, one, refusal)
    messages.success(request, _("%(number)s is called.") % {"number": visit.called})
    return redirect("counter", one.pk)


@never_cache
@require_POST
def walk_in(request: StaffRequest, number: int) -> HttpResponse:
    """The slip is answered at once: the code rests nowhere on its way to this page."""
    one = _found(request, number)
    form = WalkInForm(request.POST, language=get_language() or "")
    if not form.is_valid():
        return _counter_page(request, one, form, status=422)
    draft = form.draft()
    try:
        visit = booking.walk_in(draft, counter=one, by=request.user, now=request.now)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return _counter_page(request, one, form, status=403)
    language = get_language() or ""
    context = {
        "visit": visit,
        "groups": codes.grouped(draft.code).split("-"),
        "counter": one,
        "name": one.name_in(language),
        "day": day_words(visit.on),
        "before": shown.before(visit),
        "list": sheet(visit.checklist, language) if visit.checklist else None,
    }
    return render(request, "reception/slip.html", context)


@require_POST
def ask_help(request: StaffRequest, number: int) -> HttpResponse:
    one = _found(request, number)
    kind = Help.BREAK if request.POST.get("kind") == Help.BREAK else Help.SECOND
    try:
        safety.ask_help(counter=one, kind=kind, by=request.user, now=request.now)
    except NotAllowed as refusal:
        return _refused(request, one, refusal)
    messages.success(request, _("Your colleagues have been asked to come."))
    return _back(request, one)


@require_POST
def come_to_help(request: StaffRequest, number: int, call: int) -> HttpResponse:
    one = _found(request, number)
    asked = get_object_or_404(HelpCall, counter=one, pk=call)
    try:
        safety.come_to_help(call=asked, by=request.user, now=request.now)
    except NotAllowed as refusal:
        return _refused(request, one, refusal)
    messages.success(request, _("%(who)s knows that you come.") % {"who": asked.asked_by})
    return redirect("counter", one.pk)


@BOTH
def gap(request: StaffRequest, number: int) -> HttpResponse:
    """Something was asked for that a list did not name: a fact about the list."""
    one = _found(request, number)
    form = GapForm(request.POST or None, language=get_language() or "")
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "reception/gap.html", {"form": form, "counter": one}, status=status)
    fields = form.cleaned_data
    try:
        telling.note_gap(
            counter=one,
            checklist=form.chosen,
            asked_for=fields["asked_for"],
            by=request.user,
            now=request.now,
        )
    except NotAllowed as refusal:
        form.add_error("asked_for", str(refusal))
        return render(request, "reception/gap.html", {"form": form, "counter": one}, status=403)
    messages.success(request, _("Noted, as a fact about the list."))
    return redirect("counter", one.pk)


def _found(request: StaffRequest, number: int) -> Counter:
    one = Counter.objects.visible_to(request.user).select_related("unit").filter(pk=number).first()
    if one is None:
        raise Http404
    return one


def _walk_in_form() -> WalkInForm:
    return WalkInForm(language=get_language() or "")


def _counter_page(
    request: StaffRequest, one: Counter, form: WalkInForm, *, status: int = 200
) -> HttpResponse:
    today, language = local_day(request.now), get_language() or ""
    visits = list(
        Visit.objects.at(one)
        .filter(on=today)
        .select_related("counter", "checklist", "responsible", "voice")
    )
    units = [one.unit]
    context = {
        "counter": one,
        "name": one.name_in(language),
        "unit_name": one.unit.name_in(language),
        "day": day_words(today),
        "at_desk": [one for one in visits if one.state in (State.CALLED, State.IN_TALK)],
        "waiting": in_line(one for one in visits if one.state == State.WAITING),
        "expected": [one for one in visits if one.state == State.EXPECTED],
        "over": [one for one in visits if one.state in (State.DONE, State.LEFT)],
        "coming": _coming(one, today),
        "calls": HelpCall.objects.filter(counter=one, answered_at=None).select_related("asked_by"),
        "offers": _offers(request.user),
        "form": form,
        "on_duty": shown.on_duty(units, request.now, language, staff=True),
        "gaps": shown.roster_gaps(units, request.now, language),
        "works_here": bool(rules.works_at(one, request.user)),
        "me": request.user,
        "may_read_events": bool(rules.may_read_events(request.user)),
        "may_read": bool(rules.may_read_figures(request.user)),
    }
    return render(request, "reception/counter.html", context, status=status)


def _coming(one: Counter, today: object) -> list[Visit]:
    """Appointments of the days ahead: they can be called off in time."""
    ahead = Visit.objects.at(one).filter(on__gt=today, state=State.EXPECTED)
    return list(ahead.select_related("counter").order_by("on", "begins", "number")[:50])


def _offers(person: User) -> list[HandOver]:
    asked = HandOver.objects.filter(to_staff=person, answered_at=None)
    return list(asked.select_related("visit__counter", "from_staff"))


def _refused(request: StaffRequest, one: Counter, refusal: NotAllowed) -> HttpResponse:
    messages.error(request, str(refusal))
    return _counter_page(request, one, _walk_in_form(), status=403)


def _back(request: StaffRequest, one: Counter) -> HttpResponse:
    """To the visit from whose page help was asked, if it was."""
    number = request.POST.get("visit", "")
    if number.isdecimal() and len(number) < 19:
        return redirect("visit_desk", int(number))
    return redirect("counter", one.pk)
