"""The pages of those who write a decision: one page, one form for each act."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanwen.core.dates import day_words
from sanwen.core.ruling import NotAllowed, Ruling
from sanwen.counsel.consultations.models import Consultation
from sanwen.counsel.decisions import covering, rules, shown
from sanwen.counsel.decisions.actions import witnessing, writing
from sanwen.counsel.decisions.gates import gates
from sanwen.counsel.decisions.likeness import bundles
from sanwen.counsel.decisions.models import INSIDE, Decision, GateEvidence, Point, Promise
from sanwen.counsel.decisions.states import OPEN, STANDS, Move
from sanwen.counsel.decisions.views.acts import ACTS, Act
from sanwen.people.models import User
from sanwen.people.requests import StaffRequest

BOTH = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
def desk(request: StaffRequest, number: int) -> HttpResponse:
    return _page(request, _asked(request, number))


@require_POST
def begin(request: StaffRequest, number: int) -> HttpResponse:
    asked = _asked(request, number)
    try:
        writing.begin(consultation=asked, by=request.user, now=request.now)
    except NotAllowed as refusal:
        return _page(request, asked, refusal=str(refusal), status=403)
    return redirect("decision_desk", asked.pk)


@never_cache
@BOTH
def act(request: StaffRequest, number: int, verb: str) -> HttpResponse:
    if verb not in ACTS:
        raise Http404
    return _perform(request, _decision(request, number), ACTS[verb])


@never_cache
@BOTH
def point(request: StaffRequest, number: int, point: int) -> HttpResponse:
    one = _decision(request, number)
    held = get_object_or_404(Point, version__decision=one, version__published_at=None, pk=point)
    return _perform(request, one, ACTS["point"], held)


@never_cache
@BOTH
def promise(request: StaffRequest, number: int, promise: int) -> HttpResponse:
    one = _decision(request, number)
    held = get_object_or_404(Promise, version__decision=one, version__published_at=None, pk=promise)
    return _perform(request, one, ACTS["promise"], held)


@require_POST
def point_back(request: StaffRequest, number: int, point: int) -> HttpResponse:
    one = _decision(request, number)
    held = get_object_or_404(Point, version__decision=one, pk=point)
    return _undo(request, one, lambda: writing.take_back(point=held, **_by(request)))


@require_POST
def promise_back(request: StaffRequest, number: int, promise: int) -> HttpResponse:
    one = _decision(request, number)
    held = get_object_or_404(Promise, version__decision=one, pk=promise)
    return _undo(request, one, lambda: writing.drop_promise(promise=held, **_by(request)))


@require_POST
def evidence_back(request: StaffRequest, number: int, evidence: int) -> HttpResponse:
    one = _decision(request, number)
    held = get_object_or_404(GateEvidence, decision=one, pk=evidence)
    return _undo(request, one, lambda: witnessing.remove_evidence(evidence=held, **_by(request)))


def _by(request: StaffRequest) -> dict[str, Any]:
    return {"by": request.user, "now": request.now}


def _undo(request: StaffRequest, one: Decision, do: Any) -> HttpResponse:
    try:
        do()
    except NotAllowed as refusal:
        return _page(request, one.consultation, refusal=str(refusal), status=403)
    return redirect("decision_desk", one.consultation_id)


def _perform(request: StaffRequest, one: Decision, act: Act, held: Any = None) -> HttpResponse:
    form = act.form(request, one, held)
    context = {"decision": one, "asked": one.consultation, "form": form, "act": act}
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "decisions/act.html", context, status=status)
    try:
        act.do(request, one, form, held)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return render(request, "decisions/act.html", context, status=403)
    messages.success(request, act.done)
    return redirect("decision_desk", one.consultation_id)


def _asked(request: StaffRequest, number: int) -> Consultation:
    """What one may not see does not exist."""
    seen = Consultation.objects.filter(unit__in=request.user.reach(*INSIDE))
    return get_object_or_404(seen.select_related("unit"), pk=number)


def _decision(request: StaffRequest, number: int) -> Decision:
    visible = Decision.objects.visible_to(request.user).select_related("consultation__unit")
    return get_object_or_404(visible, consultation=number)


def _page(
    request: StaffRequest, asked: Consultation, *, status: int = 200, **more: object
) -> HttpResponse:
    today, by = localdate(request.now), request.user
    one = Decision.objects.filter(consultation=asked).first()
    current = (one.working or one.published) if one else None
    left = list(covering.uncovered(current)) if current else []
    context = {
        "asked": asked,
        "decision": one,
        "decide_by": day_words(asked.decide_by),
        "version": shown.version(current, today) if current else None,
        "is_open": bool(one and one.state in OPEN),
        "stands": bool(one and one.state in STANDS),
        "bundles": bundles(left),
        "others": shown.earlier(one, current) if one and current else [],
        "gates": gates(asked, one, today),
        "may_begin": bool(rules.may_begin(asked, one is not None, by)),
        "writes": bool(rules.writes_for(asked, by)),
        "ways": [(verb, ACTS[verb].name) for verb, ruling in _rulings(one, by) if ruling],
        **more,
    }
    return render(request, "decisions/desk.html", context, status=status)


def _rulings(one: Decision | None, by: User) -> list[tuple[str, Ruling | bool]]:
    """Whether the words suffice is asked when it is tried: the refusal says what is missing."""
    if one is None:
        return []
    answers = bool(rules.answers_for(one.consultation, by))
    return [
        ("words", rules.may_write(one, by)),
        ("point", rules.may_write(one, by)),
        ("promise", rules.may_write(one, by)),
        ("show", answers and rules.may_move(one, Move.SHOW)),
        ("decide", answers and rules.may_move(one, Move.DECIDE)),
        ("revise", rules.may_revise(one, by)),
        ("amend", rules.may_amend(one, by)),
        ("leave", rules.may_leave(one, by)),
        ("evidence", rules.writes_for(one.consultation, by)),
    ]
