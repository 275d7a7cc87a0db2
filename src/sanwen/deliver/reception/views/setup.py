"""Setting up: counters and hours, the lists, duty rosters from a file."""

import secrets

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sanwen.deliver.reception import roster, rules, shown
from sanwen.deliver.reception.actions import counters, duty, lists
from sanwen.deliver.reception.models import Checklist, Counter
from sanwen.deliver.reception.setup_forms import CounterForm, ListForm, RosterForm
from sanwen.people.models import User
from sanwen.people.requests import StaffRequest
from sanwen.people.roles import Role
from sanwen.places.models import Unit
from sanwen.places.tables import Plan, UnreadableError

BOTH = require_http_methods(["GET", "HEAD", "POST"])
# How long an upload waits for its confirmation.
WAITS = 30 * 60
SHOWN_ERRORS = 100


@never_cache
@require_safe
def setup(request: StaffRequest) -> HttpResponse:
    rules.may_set_up(None, request.user).require()
    reach = request.user.reach(Role.ADMINISTRATOR)
    context = {
        "counters": Counter.objects.filter(unit__in=reach).select_related("unit"),
        "lists": Checklist.objects.current().order_by("pk"),
    }
    return render(request, "reception/setup.html", context)


@BOTH
def new_counter(request: StaffRequest) -> HttpResponse:
    rules.may_set_up(None, request.user).require()
    form = CounterForm(request.POST or None, units=_units(request.user))
    if request.method != "POST" or not form.is_valid():
        return _counter_form(request, form)
    fields = form.cleaned_data
    unit = fields["unit"]
    if Counter.objects.filter(unit=unit, letter=fields["letter"]).exists():
        form.add_error("letter", _("Another counter of this unit has this letter."))
        return _counter_form(request, form)
    counters.open_counter(
        form.draft(), unit=unit, hours=fields["hours"], by=request.user, now=request.now
    )
    messages.success(request, _("The counter can be booked."))
    return redirect("reception_setup")


@BOTH
def change_counter(request: StaffRequest, number: int) -> HttpResponse:
    rules.may_set_up(None, request.user).require()
    own = Counter.objects.filter(unit__in=request.user.reach(Role.ADMINISTRATOR))
    counter = get_object_or_404(own.select_related("unit"), pk=number)
    form = CounterForm(request.POST or None, units=_units(request.user), counter=counter)
    if request.method != "POST" or not form.is_valid():
        return _counter_form(request, form)
    twin = Counter.objects.filter(unit=counter.unit, letter=form.cleaned_data["letter"])
    if twin.exclude(pk=counter.pk).exists():
        form.add_error("letter", _("Another counter of this unit has this letter."))
        return _counter_form(request, form)
    counters.change_counter(
        form.draft(),
        counter=counter,
        hours=form.cleaned_data["hours"],
        by=request.user,
        now=request.now,
    )
    messages.success(request, _("Saved. What is booked stays booked."))
    return redirect("reception_setup")


@BOTH
def change_list(request: StaffRequest, subject: str) -> HttpResponse:
    rules.may_set_up(None, request.user).require()
    known = get_object_or_404(Checklist.objects.current(), code=subject)
    form = ListForm(request.POST or None, initial=_shown(known))
    context = {"form": form, "list": known}
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "reception/change_list.html", context, status=status)
    lists.change_list(code=subject, draft=form.draft(), by=request.user, now=request.now)
    messages.success(request, _("The new version is in use."))
    return redirect("reception_setup")


@never_cache
@BOTH
def rosters(request: StaffRequest) -> HttpResponse:
    """Who is on duty, where the roster has gaps; and a file that replaces what it covers."""
    units = keepers_units(request.user)
    may_keep = request.user.holds(Role.UNIT_LEAD, Role.ADMINISTRATOR)
    form = RosterForm(request.POST or None, request.FILES or None) if may_keep else None
    if request.method != "POST" or form is None or not form.is_valid():
        return _rosters(request, units, form)
    data = form.cleaned_data["file"].read()
    try:
        plan = _plan(data, request.user)
    except UnreadableError as error:
        form.add_error("file", str(error.reason))
        return _rosters(request, units, form)
    token = ""
    if plan.is_sound:
        token = secrets.token_urlsafe(16)
        cache.set(_key(request.user, token), data, WAITS)
    return _rosters(request, units, form, plan=plan, token=token)


@require_http_methods(["POST"])
def confirm_roster(request: StaffRequest) -> HttpResponse:
    key = _key(request.user, request.POST.get("token", ""))
    data = cache.get(key)
    plan = _plan(data, request.user) if data is not None else None
    if plan is None or not plan.is_sound:
        messages.error(request, _("The upload has waited too long. Please send the file again."))
        return redirect("rosters")
    count = duty.import_roster(rows=plan.rows, by=request.user, now=request.now)
    cache.delete(key)
    stored = ngettext("%(count)d shift is stored.", "%(count)d shifts are stored.", count)
    messages.success(request, stored % {"count": count})
    return redirect("rosters")


def keepers_units(person: User) -> list[Unit]:
    reach = person.reach(*Role)
    return list(Unit.objects.active().filter(pk__in=reach).order_by("level", "code"))


def _units(person: User) -> object:
    reach = person.reach(Role.ADMINISTRATOR)
    return Unit.objects.active().filter(pk__in=reach, third_party=False).order_by("level", "code")


def _counter_form(request: StaffRequest, form: CounterForm) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "reception/counter_form.html", {"form": form}, status=status)


def _shown(known: Checklist) -> dict[str, str]:
    names = ("name", "where", "by_when", "takes")
    found = {name: getattr(known, name) for name in names}
    found |= {f"{name}_en": getattr(known, f"{name}_en") for name in names}
    return found | {"items": "\n".join(known.items), "items_en": "\n".join(known.items_en)}


def _plan(data: bytes, person: User) -> Plan[roster.ShiftRow]:
    reach = person.reach(Role.UNIT_LEAD, Role.ADMINISTRATOR)
    known = frozenset(Unit.objects.filter(pk__in=reach).values_list("code", flat=True))
    return roster.plan(data, units=known, zone=timezone.get_current_timezone())


def _key(person: User, token: str) -> str:
    return f"roster:{person.pk}:{token}"


def _rosters(
    request: StaffRequest, units: list[Unit], form: RosterForm | None, **more: object
) -> HttpResponse:
    language = get_language() or ""
    plan = more.pop("plan", None)
    context = {
        "on_duty": shown.on_duty(units, request.now, language, staff=True),
        "gaps": shown.roster_gaps(units, request.now, language),
        "form": form,
        "plan": plan,
        "wrong": list(plan.wrong[:SHOWN_ERRORS]) if isinstance(plan, Plan) else [],
        **more,
    }
    failed = form is not None and form.is_bound and (form.errors or not more.get("token"))
    return render(request, "reception/rosters.html", context, status=422 if failed else 200)
