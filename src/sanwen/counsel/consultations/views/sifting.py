"""Reading opinions one after another, a key for each act; and the appeals of others."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sanwen.core.ruling import NotAllowed
from sanwen.counsel.consultations import rules
from sanwen.counsel.consultations.actions import appealing
from sanwen.counsel.consultations.actions import sifting as acts
from sanwen.counsel.consultations.desk_forms import AppealForm, HoldForm
from sanwen.counsel.consultations.models import Appeal, Consultation, Statement
from sanwen.counsel.consultations.models.statement import StatementQuerySet
from sanwen.counsel.consultations.reading import Shown
from sanwen.counsel.consultations.states import STANDS, Stand
from sanwen.counsel.consultations.suggesting import suggestions
from sanwen.people.requests import StaffRequest

# So many rows on the list of one consultation.
MOST = 500


def _inside(request: StaffRequest) -> StatementQuerySet:
    rules.may_look_inside(request.user).require()
    inside = Consultation.objects.inside_for(request.user)
    return Statement.objects.filter(consultation__in=inside).select_related("consultation__unit")


@never_cache
@require_safe
def sift(request: StaffRequest) -> HttpResponse:
    """The one that has waited longest."""
    waiting = _inside(request).waiting().order_by("said_at", "pk")
    first = waiting.first()
    if first is None:
        return render(request, "consultations/sift.html", {"left": 0})
    return _page(request, first, left=waiting.count())


@never_cache
@require_safe
def opinion(request: StaffRequest, number: int) -> HttpResponse:
    return _page(request, get_object_or_404(_inside(request), pk=number))


@never_cache
@require_safe
def opinions(request: StaffRequest, number: int) -> HttpResponse:
    """All of one consultation, what is held back included."""
    found = _inside(request).filter(consultation=number).numbered()[:MOST]
    one = get_object_or_404(Consultation.objects.inside_for(request.user), pk=number)
    return render(request, "consultations/opinions.html", {"one": one, "rows": found})


def _page(
    request: StaffRequest, statement: Statement, *, status: int = 200, **more: object
) -> HttpResponse:
    shown = [
        Shown(each.pk, each.number, each.text, each.is_by_body)
        for each in statement.consultation.statements.shown().numbered()
    ]
    context = {
        "statement": statement,
        "one": statement.consultation,
        "moves": [str(move) for move in STANDS[Stand(statement.stand)]],
        "may_sift": bool(rules.may_sift(statement.consultation, request.user)),
        "suggestions": suggestions(statement.text, shown, number=statement.number),
        "others": [each for each in shown if each.pk != statement.pk],
        "hold_form": HoldForm(),
    }
    return render(request, "consultations/sift.html", context | more, status=status)


def _done(request: StaffRequest, statement: Statement, act: Callable[[], object]) -> HttpResponse:
    waited = statement.stand == Stand.WAITING
    try:
        act()
    except NotAllowed as refusal:
        return _page(request, statement, refusal=str(refusal), status=403)
    if waited:
        return redirect("desk_sift")
    return redirect("desk_opinions", statement.consultation_id)


@require_POST
def show(request: StaffRequest, number: int) -> HttpResponse:
    one = get_object_or_404(_inside(request), pk=number)
    return _done(request, one, lambda: acts.show(statement=one, by=request.user, now=request.now))


@require_POST
def hold(request: StaffRequest, number: int) -> HttpResponse:
    one = get_object_or_404(_inside(request), pk=number)
    form = HoldForm(request.POST)
    if not form.is_valid():
        return _page(request, one, hold_form=form, status=422)
    given = form.cleaned_data
    return _done(
        request,
        one,
        lambda: acts.hold(statement=one, **given, by=request.user, now=request.now),
    )


@require_POST
def join(request: StaffRequest, number: int) -> HttpResponse:
    one = get_object_or_404(_inside(request), pk=number)
    given = request.POST.get("into", "")
    chosen = int(given) if given.isascii() and given.isdecimal() and len(given) < 18 else 0
    into = one.consultation.statements.filter(pk=chosen).first()
    if into is None:
        return _page(request, one, refusal=_("Choose the opinion that says the same."), status=422)
    return _done(
        request,
        one,
        lambda: acts.join(statement=one, into=into, by=request.user, now=request.now),
    )


@never_cache
@require_safe
def appeals(request: StaffRequest) -> HttpResponse:
    return _appeals(request)


def _appeals(
    request: StaffRequest, *, status: int = 200, came_back: AppealForm | None = None, at: int = 0
) -> HttpResponse:
    rules.may_look_inside(request.user).require()
    inside = Consultation.objects.inside_for(request.user)
    found = Appeal.objects.filter(decided_at=None, statement__consultation__in=inside)
    known = found.select_related("statement__consultation__unit").order_by("made_at", "pk")
    rows = [
        {
            "appeal": each,
            "ruling": rules.may_decide_appeal(each, request.user, answer="-"),
            "form": came_back if each.pk == at and came_back else AppealForm(prefix=str(each.pk)),
        }
        for each in known
    ]
    return render(request, "consultations/appeals.html", {"rows": rows}, status=status)


@require_POST
def decide(request: StaffRequest, number: int) -> HttpResponse:
    rules.may_look_inside(request.user).require()
    inside = Consultation.objects.inside_for(request.user)
    known = Appeal.objects.filter(statement__consultation__in=inside).select_related("statement")
    one = get_object_or_404(known, pk=number)
    form = AppealForm(request.POST, prefix=str(one.pk))
    if not form.is_valid():
        return _appeals(request, came_back=form, at=one.pk, status=422)
    try:
        appealing.decide(appeal=one, **form.cleaned_data, by=request.user, now=request.now)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return _appeals(request, came_back=form, at=one.pk, status=403)
    messages.success(request, _("The writer reads what you decided, and why."))
    return redirect("desk_appeals")
