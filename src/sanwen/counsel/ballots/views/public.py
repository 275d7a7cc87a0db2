"""Ballots as everybody reads them: the list, one with its result, the slips, a look-up."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sanwen.core import codes
from sanwen.core.dates import local_day
from sanwen.core.moment import MomentRequest
from sanwen.counsel.ballots import electing, rules, seats, shown
from sanwen.counsel.ballots.forms import CodeForm
from sanwen.counsel.ballots.models import Ballot, Identity, Kind, Method, Option
from sanwen.counsel.ballots.states import Standing, State
from sanwen.counsel.ballots.views.finding import open_one
from sanwen.counsel.ballots.views.voting import used
from sanwen.methods.ballots import Fate, write
from sanwen.methods.percent import percent

MOST = 200


@login_not_required
@never_cache
@require_safe
def ballots(request: MomentRequest) -> HttpResponse:
    found = Ballot.objects.public().select_related("unit").newest_first()[:MOST]
    today, language = local_day(request.now), get_language() or ""
    lines = [shown.line(one, today, language) for one in found]
    by_standing = {each: [one for one in lines if one.standing == each] for each in Standing}
    context = {
        "open": by_standing[Standing.OPEN],
        "upcoming": by_standing[Standing.UPCOMING],
        "past": by_standing[Standing.CLOSED],
    }
    return render(request, "ballots/ballots.html", context)


@login_not_required
@never_cache
@require_safe
@open_one
def ballot(request: MomentRequest, one: Ballot) -> HttpResponse:
    today = local_day(request.now)
    options = list(one.options.all())
    how, limit = shown.keeping(one.identity)
    context = {
        "one": one,
        "unit": one.unit.name_in(get_language() or ""),
        "stands": shown.stands(one, today),
        "steps": shown.timeline(one, today),
        "options": options,
        "may_vote": rules.may_vote(one, today),
        "has_voted": used(one, seats.code_of(request, one.pk)),
        "collecting": one.state == State.COLLECTING
        and one.collects_until is not None
        and today <= one.collects_until,
        "is_livelihood": one.kind == Kind.LIVELIHOOD,
        "has_money": one.kind != Kind.PRIORITY,
        "by_code": one.identity == Identity.CODE,
        "how_to": shown.how(one),
        "how": how,
        "limit": limit,
        "method": shown.method_words(one),
    }
    return render(request, "ballots/ballot.html", context | _result(one, options))


def _result(one: Ballot, options: Sequence[Option]) -> dict[str, object]:
    if one.state != State.COUNTED:
        return {}
    tally = one.tally
    return {
        "tally": tally,
        "told": shown.told(one, tally, options),
        "result": tally.result,
        "for_each": percent(tally.result.get("for_each", 0)),
        "stopped": one.method == Method.SHARES_ADD1
        and any(line.get("fate") == Fate.SHORT for line in tally.result["lines"]),
        "left": one.budget - tally.result.get("spent", 0),
        "command": electing.command(one) if one.kind != Kind.PRIORITY else "",
        "fewest": rules.FEWEST_SLIPS,
    }


@login_not_required
@require_safe
def slips(request: MomentRequest, number: int, form: str) -> HttpResponse:
    """The whole list, as `.pb` for counting again and as a table for reading."""
    counted = Ballot.objects.public().filter(state=State.COUNTED).exclude(tally__list_hash="")
    one = counted.select_related("unit").filter(pk=number).first()
    if one is None or form not in ("pb", "csv"):
        raise Http404
    found = electing.document(one, list(one.options.all()), one.slips.all())
    text = write(found) if form == "pb" else electing.as_csv(found)
    kind = "text/plain" if form == "pb" else "text/csv"
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{one.ref}.{form}"'
    return response


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_one
def look(request: MomentRequest, one: Ballot) -> HttpResponse:
    """Whether my slip is in the list. The code is not kept, and not part of any address."""
    published = one.state == State.COUNTED and bool(one.tally.list_hash)
    form = CodeForm(request.POST or None)
    context: dict[str, object] = {"one": one, "form": form, "published": published}
    if request.method == "POST" and form.is_valid() and published:
        code = form.cleaned_data["code"]
        receipt = seats.receipt(one.pk, code)
        slip = one.slips.filter(receipt=receipt).first() if codes.is_valid(code) else None
        context |= {"looked": True, "slip": slip, "receipt": receipt}
        if slip is not None:
            context["marks"] = _marks(one, slip.marks)
    return render(request, "ballots/look.html", context)


def _marks(one: Ballot, marks: str) -> list[tuple[str, str]]:
    titles = {option.name: f"{option.name} {option.title}" for option in one.options.all()}
    parts = [part.rpartition(":") if ":" in part else (part, "", "") for part in marks.split(",")]
    return [(titles.get(name, name), points) for name, _colon, points in parts if name]
