"""Codes to hand out, an older ballot from its file, and what the deputies decided."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sanwen.core.codes import grouped
from sanwen.core.ruling import NotAllowed
from sanwen.core.unreadable import in_words
from sanwen.counsel.ballots import desk_forms, rules
from sanwen.counsel.ballots.actions import importing, preparing, publishing
from sanwen.counsel.ballots.models import Ballot
from sanwen.counsel.ballots.views.finding import inside, units
from sanwen.methods.ballots import TooMuch, Unreadable, read
from sanwen.people.requests import StaffRequest

BOTH = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@BOTH
def hand_out(request: StaffRequest, number: int) -> HttpResponse:
    """The codes are seen on this one page, or in this one file, and never again."""
    one = inside(request, number)
    form = desk_forms.CodesForm(request.POST or None)
    context = {"one": one, "form": form, "made": one.voters.count()}
    if request.method != "POST" or not form.is_valid():
        rules.may_hand_out(one, 1, request.user).require()
        status = 422 if request.method == "POST" else 200
        return render(request, "ballots/hand_out.html", context, status=status)
    many = form.cleaned_data["many"]
    try:
        made = preparing.hand_out(ballot=one, many=many, by=request.user, now=request.now)
    except NotAllowed as refusal:
        form.add_error("many", str(refusal))
        return render(request, "ballots/hand_out.html", context, status=403)
    return _codes(request, one, [grouped(code) for code in made])


def _codes(request: StaffRequest, one: Ballot, made: list[str]) -> HttpResponse:
    if "csv" not in request.POST:
        return render(request, "ballots/codes.html", {"one": one, "codes": made})
    lines = "\ufeff" + _("code") + "\r\n" + "".join(f"{code}\r\n" for code in made)
    response = HttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{one.ref}-codes.csv"'
    return response


@BOTH
def take_over(request: StaffRequest) -> HttpResponse:
    known = units(request)
    form = desk_forms.FileForm(request.POST or None, request.FILES or None, units=known)
    if request.method != "POST":
        return render(request, "ballots/import.html", {"form": form})
    if form.is_valid():
        try:
            made = _taken(request, form)
        except Unreadable as problem:
            form.add_error("file", in_words(problem))
        except (TooMuch, NotAllowed) as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("ballot", made.pk)
    return render(request, "ballots/import.html", {"form": form}, status=422)


def _taken(request: StaffRequest, form: desk_forms.FileForm) -> Ballot:
    given = form.cleaned_data
    return importing.take_over(
        read(given["file"]),
        title=given["title"],
        source=given["source"],
        unit=form.units[given["unit"]],
        by=request.user,
        now=request.now,
    )


@BOTH
def deputies(request: StaffRequest, number: int) -> HttpResponse:
    one = inside(request, number)
    options = list(one.options.all())
    form = desk_forms.DeputiesForm(request.POST or None, options=options)
    if request.method != "POST" or not form.is_valid():
        rules.may_note_deputies(one, 1, "-", request.user).require()
        status = 422 if request.method == "POST" else 200
        return render(request, "ballots/deputies.html", {"one": one, "form": form}, status=status)
    given = form.cleaned_data
    publishing.note_deputies(
        ballot=one,
        chosen=given["chosen"],
        on=given["on"],
        where=given["where"],
        by=request.user,
        now=request.now,
    )
    return redirect("ballot", one.pk)
