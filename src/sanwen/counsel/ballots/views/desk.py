"""The desk that holds a ballot: what is prepared and held, one page for each, and its acts."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanwen.core.dates import local_day
from sanwen.core.ruling import NotAllowed
from sanwen.counsel.ballots import desk_forms, rules, shown
from sanwen.counsel.ballots.actions import counting, preparing, publishing
from sanwen.counsel.ballots.models import Ballot, Identity, Kind, Option
from sanwen.counsel.ballots.states import PREPARING, State
from sanwen.counsel.ballots.views.finding import asked, inside, units
from sanwen.people.requests import StaffRequest

BOTH = require_http_methods(["GET", "HEAD", "POST"])
MOST = 200


@never_cache
@require_safe
def ballots(request: StaffRequest) -> HttpResponse:
    rules.may_look_inside(request.user).require()
    found = Ballot.objects.inside_for(request.user).select_related("unit").newest_first()[:MOST]
    today, language = local_day(request.now), get_language() or ""
    context = {
        "lines": [shown.line(one, today, language) for one in found],
        "may_prepare": request.user.holds(*rules.PREPARE),
        "may_take_over": request.user.holds(*rules.PUBLISH),
    }
    return render(request, "ballots/desk.html", context)


@BOTH
def new(request: StaffRequest) -> HttpResponse:
    form = desk_forms.BallotForm(
        request.POST or None, units=units(request), asked=asked(request), initial=_wanted(request)
    )
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "ballots/prepare.html", {"form": form}, status=status)
    unit = form.units[form.cleaned_data["unit"]]
    made = preparing.prepare(form.draft(), unit=unit, by=request.user, now=request.now)
    return redirect("desk_ballot", made.pk)


def _wanted(request: StaffRequest) -> dict[str, str]:
    """`?for=12` from the page of a question; the form knows whether it may be."""
    return {"consultation_id": request.GET.get("for", "")}


@BOTH
def change(request: StaffRequest, number: int) -> HttpResponse:
    one = inside(request, number)
    rules.may_change(one, request.user).require()
    form = desk_forms.BallotForm(request.POST or None, units=[], asked=asked(request, one), one=one)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "ballots/prepare.html", {"form": form, "one": one}, status=status)
    preparing.change(ballot=one, draft=form.draft(), by=request.user, now=request.now)
    return redirect("desk_ballot", one.pk)


@never_cache
@require_safe
def ballot(request: StaffRequest, number: int) -> HttpResponse:
    return page(request, inside(request, number))


def page(request: StaffRequest, one: Ballot, *, status: int = 200, **more: object) -> HttpResponse:
    """Running counts are shown to nobody: only how many codes there are, and of those how many
    were used, once voting is over."""
    today, user = local_day(request.now), request.user
    options = list(one.options.all())
    context = {
        "one": one,
        "stands": shown.stands(one, today),
        "steps": shown.timeline(one, today),
        "options": options,
        "has_money": one.kind != Kind.PRIORITY,
        "total": sum(option.cost for option in options),
        "how_to": shown.how(one),
        "method": shown.method_words(one),
        "is_preparing": one.state in PREPARING,
        "may_change": bool(rules.may_change(one, user)),
        "may_call": bool(rules.may_call(one, user, today)),
        "openable": rules.may_open(one, options, user, today),
        "countable": rules.may_count(one, user, today),
        "is_voting": one.state == State.VOTING,
        "may_withdraw": bool(rules.may_withdraw(one, "-", user)),
        "by_code": one.identity == Identity.CODE,
        "may_hand_out": bool(rules.may_hand_out(one, 1, user)),
        "may_note_deputies": bool(rules.may_note_deputies(one, 1, "-", user)),
        "option_form": desk_forms.OptionForm(),
        "withdraw_form": desk_forms.WithdrawForm(),
    }
    return render(request, "ballots/desk_ballot.html", context | more, status=status)


def done(request: StaffRequest, one: Ballot, act: Callable[[], object]) -> HttpResponse:
    """Acts and goes back to the page, or shows it with the refusal."""
    try:
        act()
    except NotAllowed as refusal:
        return page(request, inside(request, one.pk), status=403, refusal=str(refusal))
    return redirect("desk_ballot", one.pk)


@require_POST
def add(request: StaffRequest, number: int) -> HttpResponse:
    one = inside(request, number)
    form = desk_forms.OptionForm(request.POST)
    if not form.is_valid():
        return page(request, one, option_form=form, status=422)
    draft = form.draft()
    return done(
        request,
        one,
        lambda: preparing.add_option(ballot=one, draft=draft, by=request.user, now=request.now),
    )


@require_POST
def drop(request: StaffRequest, number: int, option: int) -> HttpResponse:
    one = inside(request, number)
    row = get_object_or_404(Option.objects.select_related("ballot"), pk=option, ballot=one)
    return done(
        request,
        one,
        lambda: preparing.drop_option(option=row, by=request.user, now=request.now),
    )


ACTS = {"call": publishing.call, "publish": publishing.publish, "count": counting.count}


@require_POST
def do(request: StaffRequest, number: int, what: str) -> HttpResponse:
    one = inside(request, number)
    if what not in ACTS:
        raise Http404
    act: Callable[..., object] = ACTS[what]
    return done(request, one, lambda: act(ballot=one, by=request.user, now=request.now))


@require_POST
def withdraw(request: StaffRequest, number: int) -> HttpResponse:
    one = inside(request, number)
    form = desk_forms.WithdrawForm(request.POST)
    if not form.is_valid():
        return page(request, one, withdraw_form=form, status=422)
    because = form.cleaned_data["because"]
    return done(
        request,
        one,
        lambda: publishing.withdraw(ballot=one, because=because, by=request.user, now=request.now),
    )
