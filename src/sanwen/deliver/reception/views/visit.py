"""One visit at the desk: received, told what to bring, written down, handed over, ended."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanwen.core.dates import day_words, moment_words
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.intake.actions import TakenIn
from sanwen.deliver.intake.clerk import views as clerk
from sanwen.deliver.intake.clerk.forms import ClerkForm
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.reception import rules, shown
from sanwen.deliver.reception.actions import booking, queue, talking, telling
from sanwen.deliver.reception.forms import CallOffForm, HandOverForm, TellForm
from sanwen.deliver.reception.models import Checklist, HandOver, Told, Visit
from sanwen.deliver.reception.sheets import sheet
from sanwen.deliver.reception.states import State
from sanwen.listen.voices.models import Channel
from sanwen.people.models import User
from sanwen.people.requests import StaffRequest
from sanwen.people.roles import Role

BOTH = require_http_methods(["GET", "HEAD", "POST"])
COLLEAGUES = 300
VERBS: dict[str, Callable[..., Visit]] = {
    "arrive": queue.arrive,
    "put-back": queue.put_back,
    "leave": queue.leave,
    "begin": talking.begin,
    "finish": talking.finish,
}
OFFERS: dict[str, Callable[..., HandOver]] = {
    "accept": talking.accept,
    "decline": talking.decline,
    "take-back": talking.take_back,
}


@never_cache
@require_safe
def visit(request: StaffRequest, number: int) -> HttpResponse:
    return _page(request, _found(request, number))


@require_POST
def verb(request: StaffRequest, number: int, verb: str) -> HttpResponse:
    """The short acts: one button each."""
    one = _found(request, number)
    act = VERBS.get(verb)
    if act is None:
        raise Http404
    try:
        one = act(visit=one, by=request.user, now=request.now)
    except NotAllowed as refusal:
        return _refused(request, one, refusal)
    if one.state == State.IN_TALK:
        return redirect("visit_desk", one.pk)
    return redirect("counter", one.counter_id)


@BOTH
def hand_over(request: StaffRequest, number: int) -> HttpResponse:
    one = _found(request, number)
    form = HandOverForm(request.POST or None, colleagues=_colleagues(request.user))
    context = {"visit": one, "form": form}
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "reception/hand_over.html", context, status=status)
    because = form.cleaned_data["because"]
    try:
        talking.hand_over(
            visit=one, to=form.colleague, because=because, by=request.user, now=request.now
        )
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return render(request, "reception/hand_over.html", context, status=403)
    messages.success(request, _("Asked. Until the answer, you answer for this visit."))
    return redirect("visit_desk", one.pk)


@require_POST
def offer(request: StaffRequest, number: int, verb: str) -> HttpResponse:
    one = _found(request, number)
    asked, act = talking.open_offer(one), OFFERS.get(verb)
    if asked is None or act is None:
        raise Http404
    try:
        act(offer=asked, by=request.user, now=request.now)
    except NotAllowed as refusal:
        return _refused(request, one, refusal)
    if verb == "decline":
        return redirect("reception")
    return redirect("visit_desk", one.pk)


@BOTH
def call_off(request: StaffRequest, number: int) -> HttpResponse:
    one = _found(request, number)
    form = CallOffForm(request.POST or None)
    context = {"visit": one, "form": form, "day": day_words(one.on)}
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "reception/call_off.html", context, status=status)
    because = form.cleaned_data["because"]
    try:
        booking.call_off(visit=one, because=because, by=request.user, now=request.now)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return render(request, "reception/call_off.html", context, status=403)
    messages.success(request, _("Called off. Whoever left an e-mail address is told."))
    return redirect("visit_desk", one.pk)


@never_cache
@require_POST
def contact(request: StaffRequest, number: int) -> HttpResponse:
    """Shown once on this answer, for moving the appointment; the look is recorded."""
    one = _found(request, number)
    try:
        seen = booking.see_contact(visit=one, by=request.user, now=request.now)
    except NotAllowed as refusal:
        return _refused(request, one, refusal)
    return _page(request, one, seen=seen)


@BOTH
def tell(request: StaffRequest, number: int, subject: str) -> HttpResponse:
    """Tick what is missing; what is printed is the whole list."""
    one = _found(request, number)
    checklist = get_object_or_404(Checklist.objects.current(), code=subject)
    form = TellForm(request.POST or None, items=checklist.items_in(get_language() or ""))
    context = {"visit": one, "form": form, "sheet": sheet(checklist, get_language() or "")}
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "reception/tell.html", context, status=status)
    missing = form.cleaned_data["missing"]
    try:
        telling.tell(
            visit=one, checklist=checklist, missing=missing, by=request.user, now=request.now
        )
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return render(request, "reception/tell.html", context, status=403)
    return redirect("visit_paper", one.pk, checklist.code)


@never_cache
@require_safe
def paper(request: StaffRequest, number: int, subject: str) -> HttpResponse:
    """The notice to hand over, in the words it was given with."""
    one = _found(request, number)
    language = request.GET.get("in") or get_language() or ""
    told = get_object_or_404(
        Told.objects.select_related("checklist"), visit=one, checklist__code=subject
    )
    context = {
        "visit": one,
        "unit": one.counter.unit,
        "unit_name": one.counter.unit.name_in(language),
        "sheet": sheet(told.checklist, language, told.missing),
        "version": told.checklist.version,
        "lacks": len(told.missing),
        "given": moment_words(told.given_at),
    }
    return render(request, "reception/paper.html", context)


@never_cache
@sensitive_post_parameters()
@BOTH
def voice(request: StaffRequest, number: int) -> HttpResponse:
    """The clerk's own form, for what this visitor says; the receipt is printed as always."""
    one = _found(request, number)
    rules.may_register_voice(one, request.user).require()
    posted = request.method == "POST"
    form = ClerkForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        areas=clerk.areas(),
        desks=request.user.units(Role.INTAKE),
        now=request.now,
        initial={"channel": Channel.VISIT},
    )
    context = {"form": form, "sentence": clerk.sentence(request)}
    if not posted or "preview" in request.POST:
        return render(request, "intake/clerk.html", context)
    if not form.is_valid():
        return render(request, "intake/clerk.html", context, status=422)
    try:
        taken = _registered(request, one, form)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return render(request, "intake/clerk.html", context, status=403)
    return clerk.done(request, taken)


def _registered(request: StaffRequest, one: Visit, form: ClerkForm) -> TakenIn:
    return talking.register(
        visit=one,
        draft=form.draft(),
        desk=form.registering_desk,
        read_back=form.cleaned_data["read_back"],
        by=request.user,
        now=request.now,
    )


def _found(request: StaffRequest, number: int) -> Visit:
    """What one may not see does not exist."""
    visible = Visit.objects.visible_to(request.user).select_related(
        "counter__unit", "checklist", "received_by", "responsible", "voice", "contact"
    )
    return get_object_or_404(visible, pk=number)


def _colleagues(person: User) -> list[User]:
    """Who receives or handles; companies that help do not take visitors over."""
    staff = User.objects.active().holding(Role.INTAKE, Role.HANDLER, Role.UNIT_LEAD)
    own = staff.exclude(pk=person.pk).filter(memberships__unit__third_party=False).distinct()
    return list(own.prefetch_related("memberships__unit")[:COLLEAGUES])


def _page(request: StaffRequest, one: Visit, **more: object) -> HttpResponse:
    by, language = request.user, get_language() or ""
    told = list(Told.objects.filter(visit=one).select_related("checklist"))
    context = {
        "visit": one,
        "day": day_words(one.on),
        "begun": shown.clock_time(one.begun_at),
        "counter": one.counter,
        "name": one.counter.name_in(language),
        "matter": _matter(one, by),
        "prompt": shown.prompt(one, request.now) if one.responsible_id == by.pk else None,
        "offer": talking.open_offer(one),
        "hand_overs": HandOver.objects.filter(visit=one, accepted=True).select_related(
            "from_staff", "to_staff"
        ),
        "told": [(item.checklist.code, item.checklist.text_in("name", language)) for item in told],
        "lists": _lists(told, one.checklist, language),
        "me": by,
        "works_here": bool(rules.works_at(one.counter, by)),
        "may_begin": bool(rules.may_begin(one, by)),
        "may_finish": bool(rules.may_finish(one, by)),
        "may_register": bool(rules.may_register_voice(one, by)),
        "may_hand_over": one.state == State.IN_TALK and one.responsible_id == by.pk,
        "may_call_off": bool(rules.may_call_off(one, by)),
        "may_see_contact": bool(rules.may_see_contact(one, by)),
        "may_arrive": bool(rules.may_arrive(one, by)),
        "may_put_back": bool(rules.may_put_back(one, by)),
        "may_leave": bool(rules.may_leave(one, by)),
        **more,
    }
    return render(
        request, "reception/visit.html", context, status=int(str(more.get("status", 200)))
    )


def _matter(one: Visit, by: User) -> Matter | None:
    """Where the visitor's words went, for those who may see it."""
    if one.voice_id is None:
        return None
    return Matter.objects.visible_to(by).filter(joinings__voice=one.voice_id).first()


def _lists(told: list[Told], about: Checklist | None, language: str) -> list[tuple[str, str]]:
    given = {item.checklist.code for item in told}
    lists = list(Checklist.objects.current().exclude(code__in=given).order_by("pk"))
    # What the visitor said it is about stands first.
    lists.sort(key=lambda one: one.pk != (about.pk if about else None))
    return [(one.code, one.text_in("name", language)) for one in lists]


def _refused(request: StaffRequest, one: Visit, refusal: NotAllowed) -> HttpResponse:
    return _page(request, _found(request, one.pk), refusal=str(refusal), status=403)
