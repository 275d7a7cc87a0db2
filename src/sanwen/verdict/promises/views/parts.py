"""What belongs to one promise: a step, a village, a measure, codes to hand out, a reply."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sanwen.core.ruling import NotAllowed
from sanwen.people.requests import StaffRequest
from sanwen.verdict.promises import forms as shapes
from sanwen.verdict.promises import rules
from sanwen.verdict.promises.actions import accepting, telling
from sanwen.verdict.promises.models import Round
from sanwen.verdict.promises.views.acts import by, posted
from sanwen.verdict.promises.views.desk import mine, perform

BOTH = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@BOTH
def step(request: StaffRequest, number: int, step: int) -> HttpResponse:
    entry = mine(request, number)
    one = get_object_or_404(entry.milestones.select_related("entry__unit"), pk=step)
    return perform(
        request,
        entry,
        shapes.OnForm(posted(request)),
        lambda form: telling.finish_step(step=one, **form.cleaned_data, **by(request)),
        _words(_("This step is done"), one.words),
    )


@never_cache
@BOTH
def batch(request: StaffRequest, number: int, batch: int) -> HttpResponse:
    entry = mine(request, number)
    one = get_object_or_404(entry.batches.select_related("entry__unit"), pk=batch)
    form = shapes.StageForm(posted(request), initial={"stage": one.stage})
    return perform(
        request,
        entry,
        form,
        lambda form: telling.note_batch(batch=one, **form.cleaned_data, **by(request)),
        _words(_("How far it is there"), one.place),
    )


@never_cache
@BOTH
def indicator(request: StaffRequest, number: int, indicator: int) -> HttpResponse:
    entry = mine(request, number)
    one = get_object_or_404(entry.indicators.select_related("entry__unit"), pk=indicator)
    hint = f"{one.words} · {one.target.normalize():f} {one.measure}"
    return perform(
        request,
        entry,
        shapes.MeasureForm(posted(request)),
        lambda form: telling.measure(indicator=one, **form.cleaned_data, **by(request)),
        _words(_("How much is reached"), hint),
    )


def _words(name: str, hint: str) -> dict[str, str]:
    return {"name": name, "hint": hint, "done": _("Written down. Everybody can read it now.")}


@never_cache
@BOTH
def reply(request: StaffRequest, number: int, round: int) -> HttpResponse:
    entry = mine(request, number)
    one = _round(entry.pk, round)
    return perform(
        request,
        entry,
        shapes.ReplyForm(posted(request)),
        lambda form: accepting.reply(one=one, words=form.cleaned_data["words"], **by(request)),
        _words(_("Reply to residents"), _("They do not find it done as promised.")),
    )


def _round(entry: int, number: int) -> Round:
    found = Round.objects.select_related("entry__unit", "entry__consultation")
    return get_object_or_404(found, entry=entry, number=number)


@never_cache
@BOTH
def codes(request: StaffRequest, number: int, round: int) -> HttpResponse:
    """The codes are seen on this one page and never again."""
    entry = mine(request, number)
    one = _round(entry.pk, round)
    rules.is_third(entry, request.user).require()
    made = one.seats.count()
    left = one.asked - made
    form = shapes.CodesForm(posted(request), initial={"many": left})
    context = {"entry": entry, "one": one, "form": form, "left": left, "tab": "promises"}
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "promises/hand_out.html", context, status=status)
    try:
        fresh = accepting.hand_out(one=one, many=form.cleaned_data["many"], **by(request))
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return render(request, "promises/hand_out.html", context, status=403)
    return render(request, "promises/codes.html", context | {"codes": fresh})
