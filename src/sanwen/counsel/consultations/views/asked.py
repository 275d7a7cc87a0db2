"""What is asked, as everybody reads it: the list, the question, its materials, the log."""

from pathlib import PurePath

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sanwen.core.dates import day_words, local_day
from sanwen.core.moment import MomentRequest
from sanwen.counsel.consultations import figures, limits, phases, rules, seats, shown
from sanwen.counsel.consultations.actions import following
from sanwen.counsel.consultations.forms import FollowForm
from sanwen.counsel.consultations.models import Consultation, Material, OpinionMap
from sanwen.counsel.consultations.phases import Standing
from sanwen.counsel.consultations.views.finding import is_flood, open_one

BOTH = require_http_methods(["GET", "HEAD", "POST"])
MOST = 200
# Pages of other parts that hang on a consultation; each is linked where it is installed.
MAP, DECISION = "opinion_map", "decision"


@login_not_required
@never_cache
@require_safe
def asks(request: MomentRequest) -> HttpResponse:
    """What is asked now, what will be, what was."""
    found = Consultation.objects.public().select_related("unit").prefetch_related("phases")
    today, language = local_day(request.now), get_language() or ""
    lines = [shown.line(one, today, language) for one in found.newest_first()[:MOST]]
    by_standing = {each: [one for one in lines if one.standing == each] for each in Standing}
    context = {
        "open": by_standing[Standing.OPEN],
        "upcoming": by_standing[Standing.UPCOMING],
        "past": by_standing[Standing.CLOSED],
    }
    return render(request, "consultations/asks.html", context)


@login_not_required
@require_safe
def ideas(request: MomentRequest) -> HttpResponse:
    """The old address of the second door."""
    return redirect("asks", permanent=True)


@login_not_required
@never_cache
@require_safe
@open_one
def ask(request: MomentRequest, one: Consultation) -> HttpResponse:
    today = local_day(request.now)
    spans = list(one.phases.all())
    how, limit = shown.keeping(one.identity)
    seat = seats.seat_of(request, one.pk)
    context = {
        "one": one,
        "unit": one.unit.name_in(get_language() or ""),
        "standing": shown.standing_words(one, spans, today),
        "steps": shown.timeline(one, spans, today),
        "decide_by": day_words(one.decide_by),
        "days": phases.days_of_asking(spans, published_on=local_day(one.published_at))
        if one.published_at
        else 0,
        "may_vote": bool(rules.may_vote(one, spans, today)),
        "may_say": bool(rules.may_say(one, spans, today)),
        "may_follow": bool(rules.may_follow(one)),
        "has_voted": bool(seat and seat.participant),
        "how": how,
        "limit": limit,
        "materials": one.materials.all(),
        "origins": one.origins.all(),
        "sealed": [phase for phase in spans if phase.sealed_at],
        "counted": OpinionMap.objects.filter(pk=one.pk).first(),
        "many": one.statements.shown().count(),
        "map": _there(MAP, one),
        "decision": _there(DECISION, one),
        # Of the part above this one; nothing is imported from it.
        "ballots": one.ballots.public().newest_first(),
    }
    return render(request, "consultations/ask.html", context)


def _there(name: str, one: Consultation) -> str:
    try:
        return reverse(name, args=[one.pk])
    except NoReverseMatch:
        return ""


@login_not_required
@require_safe
def material(request: MomentRequest, number: int, material: int) -> FileResponse:
    """Always as a file to keep: nothing that was uploaded is run by a browser on this site."""
    open_ones = Consultation.objects.public().filter(pk=number)
    one = get_object_or_404(Material, pk=material, consultation__in=open_ones)
    if not one.file:
        raise Http404
    name = one.title + PurePath(one.file.name).suffix
    return FileResponse(one.file.open("rb"), as_attachment=True, filename=name)


@login_not_required
@never_cache
@require_safe
@open_one
def log(request: MomentRequest, one: Consultation) -> HttpResponse:
    """How opinions were sifted, in counts; the words of what was held back stay back."""
    context = {"one": one, "log": figures.log(one)}
    return render(request, "consultations/log.html", context)


@login_not_required
@never_cache
@BOTH
@open_one
def follow(request: MomentRequest, one: Consultation) -> HttpResponse:
    """To be told of the decision: an address, tied to no code and no vote."""
    rules.may_follow(one).require()
    form = FollowForm(request.POST or None)
    context = {"one": one, "form": form, "decide_by": day_words(one.decide_by)}
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "consultations/follow.html", context, status=status)
    if is_flood(request, limits.FOLLOWING):
        return render(request, "consultations/follow.html", context | {"wait": True}, status=429)
    following.follow(consultation=one, email=form.cleaned_data["email"], now=request.now)
    return render(request, "consultations/follow.html", context | {"done": True})
