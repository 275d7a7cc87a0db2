"""The file of a mediation: one page, and one form for each act on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanwen.core.dates import due_line, local_day
from sanwen.core.ruling import NotAllowed, Ruling
from sanwen.deliver.matters.models import Matter, Recusal, Route
from sanwen.deliver.matters.presets import route
from sanwen.deliver.mediation import actions, rules
from sanwen.deliver.mediation import forms as shapes
from sanwen.deliver.mediation.models import KEEPERS, Agreement, Mediation
from sanwen.deliver.mediation.states import OVER, Move, State
from sanwen.people.models import User
from sanwen.people.requests import StaffRequest

BOTH = require_http_methods(["GET", "HEAD", "POST"])
MEDIATORS = 300


@never_cache
@require_safe
def mediations(request: StaffRequest) -> HttpResponse:
    found = Mediation.objects.visible_to(request.user).select_related("matter", "unit", "mediator")
    return render(request, "mediation/mediations.html", {"mediations": found[:200]})


@BOTH
def new(request: StaffRequest, number: int) -> HttpResponse:
    """For a matter that one can see; the file belongs to a unit of one's own."""
    visible = Matter.objects.visible_to(request.user).select_related("lead_unit")
    matter = get_object_or_404(visible, pk=number)
    units = {unit.pk: unit for unit in request.user.units(*KEEPERS)}
    if not units:
        rules.may_open(matter, matter.received_by, request.user).require()
    choices = [(pk, unit.name) for pk, unit in units.items()]
    form = shapes.OpenForm(request.POST or None, units=choices)
    context = {"matter": matter, "form": form, "act": OPENING}
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "mediation/act.html", context, status=status)
    unit = units[form.cleaned_data["unit"]]
    try:
        made = actions.open_file(
            matter=matter,
            unit=unit,
            about=form.cleaned_data["about"],
            by=request.user,
            now=request.now,
        )
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return render(request, "mediation/act.html", context, status=403)
    return redirect("mediation", made.pk)


@never_cache
@require_safe
def mediation(request: StaffRequest, number: int) -> HttpResponse:
    return _page(request, _found(request, number))


@require_POST
def withdraw(request: StaffRequest, number: int, party: int) -> HttpResponse:
    """One button: nobody has to give a reason."""
    one = _found(request, number)
    side = get_object_or_404(one.parties.select_related("mediation"), pk=party)
    try:
        actions.note_withdrawal(party=side, by=request.user, now=request.now)
    except NotAllowed as refusal:
        return _page(request, one, refusal=str(refusal), status=403)
    messages.success(request, _("The mediation has ended. Every other way stays open."))
    return redirect("mediation", one.pk)


@dataclass(frozen=True, slots=True)
class Act:
    """How the form of a verb speaks, and what it does."""

    name: "str | Promise"
    form: Callable[[StaffRequest, Mediation], forms.Form]
    do: Callable[[StaffRequest, Mediation, Any], object]
    hint: "str | Promise" = ""


OPENING = {"name": gettext_lazy("Open a mediation file"), "hint": ""}


def _plain(form: type[forms.Form]) -> Callable[[StaffRequest, Mediation], forms.Form]:
    return lambda request, one: form(request.POST or None)


def _choosing(form: type[shapes.PeopleForm]) -> Callable[[StaffRequest, Mediation], forms.Form]:
    return lambda request, one: form(request.POST or None, mediators=_mediators(one))


def _by(request: StaffRequest) -> dict[str, Any]:
    return {"by": request.user, "now": request.now}


ACTS: dict[str, Act] = {
    "party": Act(
        gettext_lazy("Add a side"),
        _plain(shapes.PartyForm),
        lambda request, one, form: actions.add_party(
            mediation=one,
            stands_for=form.cleaned_data["stands_for"],
            contact=form.contact,
            **_by(request),
        ),
        gettext_lazy("The name goes into the vault; the file shows a pseudonym."),
    ),
    "begin": Act(
        gettext_lazy("Begin with the mediator"),
        _choosing(shapes.BeginForm),
        lambda request, one, form: actions.begin(
            mediation=one, mediator=form.chosen, **_by(request)
        ),
    ),
    "aside": Act(
        gettext_lazy("The mediator steps aside"),
        _plain(shapes.AsideForm),
        lambda request, one, form: actions.step_aside(
            mediation=one, **form.cleaned_data, **_by(request)
        ),
        gettext_lazy("Either side may ask for it; the sides then choose another one."),
    ),
    "session": Act(
        gettext_lazy("Write down a session"),
        _plain(shapes.SessionForm),
        lambda request, one, form: actions.hold_session(
            mediation=one, meeting=form.meeting(), **_by(request)
        ),
    ),
    "prolong": Act(
        gettext_lazy("Go on longer"),
        _plain(shapes.ProlongForm),
        lambda request, one, form: actions.prolong(
            mediation=one, **form.cleaned_data, **_by(request)
        ),
        gettext_lazy("Only if all sides agree."),
    ),
    "sign": Act(
        gettext_lazy("The agreement"),
        _plain(shapes.SignForm),
        lambda request, one, form: actions.sign(mediation=one, terms=form.agreed(), **_by(request)),
        gettext_lazy("Signed it is binding (Art. 31). Within 30 days both may ask the court."),
    ),
    "fail": Act(
        gettext_lazy("No agreement"),
        _plain(shapes.FailForm),
        lambda request, one, form: actions.fail(mediation=one, **form.cleaned_data, **_by(request)),
        gettext_lazy("Tell the sides which other ways they have (Art. 26)."),
    ),
    "court": Act(
        gettext_lazy("Confirmation by the court"),
        _plain(shapes.ConfirmForm),
        lambda request, one, form: actions.note_confirmation(
            agreement=get_object_or_404(
                Agreement.objects.select_related("mediation"), mediation=one
            ),
            **form.cleaned_data,
            **_by(request),
        ),
    ),
    "follow-up": Act(
        gettext_lazy("Follow up"),
        _plain(shapes.FollowUpForm),
        lambda request, one, form: actions.follow_up(
            mediation=one, result=form.cleaned_data["result"], **_by(request)
        ),
    ),
}


@never_cache
@BOTH
def act(request: StaffRequest, number: int, verb: str) -> HttpResponse:
    if verb not in ACTS:
        raise Http404
    return _perform(request, _found(request, number), ACTS[verb])


@never_cache
@BOTH
def consent(request: StaffRequest, number: int, party: int) -> HttpResponse:
    """The yes of one side; or, once it is noted, whom it would like instead."""
    one = _found(request, number)
    side = get_object_or_404(one.parties.select_related("mediation", "contact"), pk=party)
    name, form = gettext_lazy("Whom the side would like"), _choosing(shapes.NameForm)
    if side.consented_at is None:
        name = gettext_lazy("Note the consent of a side")
        form = _choosing(shapes.ConsentForm)

    def do(request: StaffRequest, one: Mediation, form: Any) -> object:
        if side.consented_at is None:
            how = form.cleaned_data["how"]
            return actions.note_consent(party=side, how=how, wants=form.chosen, **_by(request))
        return actions.name_mediator(party=side, wants=form.chosen, **_by(request))

    return _perform(request, one, Act(name, form, do, side.stands_for))


def _perform(request: StaffRequest, one: Mediation, act: Act) -> HttpResponse:
    form = act.form(request, one)
    context = {"mediation": one, "form": form, "act": act}
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "mediation/act.html", context, status=status)
    try:
        act.do(request, one, form)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return render(request, "mediation/act.html", context, status=403)
    messages.success(request, _("Written into the file."))
    return redirect("mediation", one.pk)


def _found(request: StaffRequest, number: int) -> Mediation:
    """What one may not see does not exist."""
    visible = Mediation.objects.visible_to(request.user).select_related(
        "matter__lead_unit", "unit", "mediator", "mediator_unit"
    )
    return get_object_or_404(visible, pk=number)


def _mediators(one: Mediation) -> list[User]:
    """Staff of units and villages, but for those who have a part in the matter."""
    staff = User.objects.active().holding(*KEEPERS)
    recused = set(one.recusals.values_list("mediator", flat=True))
    recused |= Recusal.objects.people_of([one.matter_id]).get(one.matter_id, set())
    found = staff.exclude(pk__in=recused).prefetch_related("memberships__unit")[:MEDIATORS]
    return [person for person in found if rules.has_no_part_in_it(one, person)]


def _page(
    request: StaffRequest, one: Mediation, *, status: int = 200, **more: object
) -> HttpResponse:
    by, today, language = request.user, local_day(request.now), get_language() or ""
    agreement = Agreement.objects.filter(mediation=one).first()
    context = {
        "mediation": one,
        "parties": one.parties.select_related("contact", "wants_mediator"),
        "sessions": one.sessions.all() if rules.may_read_minutes(one, by) else [],
        "recusals": one.recusals.select_related("mediator"),
        "agreement": agreement,
        "confirm": due_line(
            agreement.confirm_by, today, provisional=agreement.confirm_by_is_provisional
        )
        if agreement and agreement.confirmation_asked_on is None
        else None,
        "routes": _routes(one, language),
        "ways": [(verb, ACTS[verb].name) for verb, ruling in _rulings(one, by) if ruling],
        "keeps": bool(rules.keeps_the_file(one, by)),
        "may_withdraw": bool(rules.may_move(one, Move.WITHDRAW)),
        "is_open": bool(rules.is_open(one)),
        **more,
    }
    return render(request, "mediation/mediation.html", context, status=status)


def _rulings(one: Mediation, by: User) -> list[tuple[str, Ruling | bool]]:
    works = rules.mediates(one, by)
    is_signed = one.state in (State.SIGNED, State.FOLLOWED_UP)
    return [
        ("party", rules.may_add_party(one, by)),
        ("begin", rules.keeps_the_file(one, by) and rules.may_move(one, Move.BEGIN)),
        ("session", rules.may_hold_session(one, by)),
        ("sign", works and rules.may_move(one, Move.SIGN)),
        ("prolong", rules.may_prolong(one, by)),
        ("aside", rules.may_step_aside(one, by)),
        ("fail", works and rules.may_move(one, Move.FAIL)),
        ("court", bool(works) and is_signed),
        ("follow-up", rules.may_follow_up(one, by)),
    ]


def _routes(one: Mediation, language: str) -> list[tuple[str, dict[str, str]]]:
    """Art. 26: for a mediation that is over, where else; all of them if none was written down."""
    if one.state not in OVER:
        return []
    told = one.routes_told or ["court", "arbitration"]
    return [(str(Route(name).label), route(name, language)) for name in told]
