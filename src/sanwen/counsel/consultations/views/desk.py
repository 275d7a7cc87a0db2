"""The desk that asks: what is being prepared and asked, one page for each, and its acts."""

from collections.abc import Callable, Iterable, Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanwen.core.dates import local_day
from sanwen.core.ruling import NotAllowed
from sanwen.counsel.consultations import after, figures, rules, shown
from sanwen.counsel.consultations import desk_forms as shapes
from sanwen.counsel.consultations.actions import passes, preparing, publishing, saying
from sanwen.counsel.consultations.models import (
    Appeal,
    Consultation,
    Identity,
    Margin,
    Material,
    Statement,
)
from sanwen.counsel.consultations.states import State
from sanwen.people.requests import StaffRequest
from sanwen.places.models import Unit

BOTH = require_http_methods(["GET", "HEAD", "POST"])
MOST = 200


@never_cache
@require_safe
def asks(request: StaffRequest) -> HttpResponse:
    rules.may_look_inside(request.user).require()
    inside = Consultation.objects.inside_for(request.user)
    found = inside.select_related("unit").prefetch_related("phases").newest_first()[:MOST]
    today, language = local_day(request.now), get_language() or ""
    context = {
        "lines": [shown.line(one, today, language) for one in found],
        "waiting": Statement.objects.waiting().filter(consultation__in=inside).count(),
        "appeals": Appeal.objects.filter(
            decided_at=None, statement__consultation__in=inside
        ).count(),
        "may_prepare": request.user.holds(*rules.PREPARE),
        "may_publish": request.user.holds(*rules.PUBLISH),
    }
    return render(request, "consultations/desk.html", context)


def found(request: StaffRequest, number: int) -> Consultation:
    rules.may_look_inside(request.user).require()
    inside = Consultation.objects.inside_for(request.user).select_related("unit")
    return get_object_or_404(inside.prefetch_related("phases"), pk=number)


def _units(request: StaffRequest) -> list[Unit]:
    paths = request.user.scopes(*rules.PREPARE)
    return list(Unit.objects.active().in_reach_of(paths).filter(third_party=False)) if paths else []


@BOTH
def new(request: StaffRequest) -> HttpResponse:
    return prepare_page(request)


def prepare_page(
    request: StaffRequest,
    *,
    origins: Sequence[tuple[str, str]] = (),
    invite: Iterable[int] = (),
) -> HttpResponse:
    """An empty draft; with what it comes from and who raised it, where another page says so."""
    units = _units(request)
    if not units:
        rules.may_look_inside(request.user).require()
        rules.may_prepare(request.user.units()[0], request.user).require()
    form = shapes.ConsultationForm(request.POST or None, units=units)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        context = {"form": form, "origins": origins}
        return render(request, "consultations/prepare.html", context, status=status)
    made = preparing.prepare(
        form.draft(),
        unit=form.units[form.cleaned_data["unit"]],
        phases=form.phases(),
        origins=origins,
        invite=invite,
        by=request.user,
        now=request.now,
    )
    return redirect("desk_ask", made.pk)


@BOTH
def change(request: StaffRequest, number: int) -> HttpResponse:
    one = found(request, number)
    rules.may_change(one, request.user).require()
    form = shapes.ConsultationForm(request.POST or None, units=[], one=one)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        context = {"form": form, "one": one}
        return render(request, "consultations/prepare.html", context, status=status)
    preparing.change(
        consultation=one,
        draft=form.draft(),
        phases=form.phases(),
        by=request.user,
        now=request.now,
    )
    return redirect("desk_ask", one.pk)


@never_cache
@require_safe
def ask(request: StaffRequest, number: int) -> HttpResponse:
    return page(request, found(request, number))


def page(
    request: StaffRequest, one: Consultation, *, status: int = 200, **more: object
) -> HttpResponse:
    """With a form that came back in the place of its empty one."""
    spans, today = list(one.phases.all()), local_day(request.now)
    ruling = rules.may_publish(one, spans, request.user, today)
    may_withdraw = bool(rules.may_withdraw(one, "-", request.user))
    kind = after.next_to_note(spans)
    context = {
        "one": one,
        "steps": shown.timeline(one, spans, today),
        "is_draft": one.state == State.DRAFT,
        "publishable": ruling,
        "may_change": bool(rules.may_change(one, request.user)),
        "may_prepare": bool(rules.may_prepare(one.unit, request.user)),
        "may_put": bool(rules.may_say_for_body(one, spans, request.user, today)),
        "may_hand_out": bool(rules.may_hand_out(one, request.user)) and one.published_at,
        "may_withdraw": may_withdraw,
        "log": figures.log(one),
        "how": shown.keeping(one.identity)[0],
        "by_pass": one.identity == Identity.PASS,
        "own": one.statements.filter(is_by_body=True).numbered(),
        "materials": one.materials.all(),
        "ballots": one.ballots.public().newest_first(),
        "margins": one.margins.prefetch_related("parts"),
        "invited": one.invitations.count(),
        "material_form": shapes.MaterialForm(),
        "margin_form": shapes.MarginForm(),
        "statements_form": shapes.StatementsForm(),
        "withdraw_form": shapes.WithdrawForm(),
        "after_form": shapes.AfterForm(kind=kind) if kind and may_withdraw else None,
    }
    return render(request, "consultations/desk_ask.html", context | more, status=status)


def done(request: StaffRequest, one: Consultation, act: Callable[[], object]) -> HttpResponse:
    """The act, or its refusal on the page of the consultation."""
    try:
        act()
    except NotAllowed as refusal:
        return page(request, one, refusal=str(refusal), status=403)
    return redirect("desk_ask", one.pk)


@require_POST
def publish(request: StaffRequest, number: int) -> HttpResponse:
    one = found(request, number)
    return done(
        request,
        one,
        lambda: publishing.publish(consultation=one, by=request.user, now=request.now),
    )


@require_POST
def withdraw(request: StaffRequest, number: int) -> HttpResponse:
    one = found(request, number)
    form = shapes.WithdrawForm(request.POST)
    if not form.is_valid():
        return page(request, one, withdraw_form=form, status=422)
    because = form.cleaned_data["because"]
    return done(
        request,
        one,
        lambda: publishing.withdraw(
            consultation=one, because=because, by=request.user, now=request.now
        ),
    )


@require_POST
def add_material(request: StaffRequest, number: int) -> HttpResponse:
    one = found(request, number)
    form = shapes.MaterialForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, one, material_form=form, status=422)
    draft = form.draft()
    return done(
        request,
        one,
        lambda: preparing.add_material(
            consultation=one, material=draft, by=request.user, now=request.now
        ),
    )


@require_POST
def drop_material(request: StaffRequest, number: int, material: int) -> HttpResponse:
    one = found(request, number)
    row = get_object_or_404(Material.objects.select_related("consultation"), pk=material)
    if row.consultation_id != one.pk:
        return redirect("desk_ask", one.pk)
    return done(
        request,
        one,
        lambda: preparing.drop_material(material=row, by=request.user, now=request.now),
    )


@require_POST
def set_margin(request: StaffRequest, number: int) -> HttpResponse:
    one = found(request, number)
    form = shapes.MarginForm(request.POST)
    if not form.is_valid():
        return page(request, one, margin_form=form, status=422)
    draft = form.draft()
    return done(
        request,
        one,
        lambda: preparing.set_margin(
            consultation=one, margin=draft, by=request.user, now=request.now
        ),
    )


@require_POST
def drop_margin(request: StaffRequest, number: int, margin: int) -> HttpResponse:
    one = found(request, number)
    row = get_object_or_404(Margin.objects.select_related("consultation"), pk=margin)
    if row.consultation_id != one.pk:
        return redirect("desk_ask", one.pk)
    return done(
        request, one, lambda: preparing.drop_margin(margin=row, by=request.user, now=request.now)
    )


@never_cache
@BOTH
def hand_out(request: StaffRequest, number: int) -> HttpResponse:
    """The codes are seen on this one page, or in this one file, and never again."""
    one = found(request, number)
    form = shapes.PassesForm(request.POST or None)
    context = {"one": one, "form": form, "made": one.passes.count()}
    if request.method != "POST" or not form.is_valid():
        rules.may_make_passes(one, 1, request.user).require()
        status = 422 if request.method == "POST" else 200
        return render(request, "consultations/passes.html", context, status=status)
    many = form.cleaned_data["many"]
    try:
        made = passes.make_passes(consultation=one, many=many, by=request.user, now=request.now)
    except NotAllowed as refusal:
        form.add_error("many", str(refusal))
        return render(request, "consultations/passes.html", context, status=403)
    return _codes(request, one, made)


def _codes(request: StaffRequest, one: Consultation, made: list[str]) -> HttpResponse:
    grouped = [f"{code[:4]}-{code[4:8]}-{code[8:]}" for code in made]
    if "csv" not in request.POST:
        return render(request, "consultations/codes.html", {"one": one, "codes": grouped})
    lines = "\ufeff" + _("code") + "\r\n" + "".join(f"{code}\r\n" for code in grouped)
    response = HttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{one.ref}-codes.csv"'
    return response


@require_POST
def put(request: StaffRequest, number: int) -> HttpResponse:
    """Opinions of the body itself, each marked as its own."""
    one = found(request, number)
    form = shapes.StatementsForm(request.POST)
    if not form.is_valid():
        return page(request, one, statements_form=form, status=422)
    texts = form.cleaned_data["texts"]
    answer = done(
        request,
        one,
        lambda: saying.say_all_for_body(
            consultation=one, texts=texts, by=request.user, now=request.now
        ),
    )
    if answer.status_code == 302:
        many = len(texts)
        words = ngettext("%(n)d opinion was put.", "%(n)d opinions were put.", many) % {"n": many}
        messages.success(request, words)
    return answer
