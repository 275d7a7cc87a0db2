"""What people judged and what was promised, for programs: what the open pages say, no more."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Query, Router

from sanwen.api import judged_shapes as shapes
from sanwen.api.numbers import number_in
from sanwen.api.refusals import Refused
from sanwen.api.shapes import Refusal
from sanwen.core.dates import local_day
from sanwen.core.moment import MomentRequest
from sanwen.methods.rates import Rate
from sanwen.verdict.promises.models import Entry
from sanwen.verdict.promises.shown import line
from sanwen.verdict.scorecards import profiles, public
from sanwen.verdict.scorecards.models import Length
from sanwen.verdict.scorecards.periods import Period, containing, read
from sanwen.verdict.scorecards.sheet import months, public_lines, sheet

MOST = 50
LETTER = "N"
FAILS = frozenset({404, 422})

router = Router()


@router.get(
    "/rates",
    url_name="rates",
    auth=None,
    response={200: shapes.RatesOut, FAILS: Refusal},
    summary="What people judged, in a quarter that is over",
)
def rates(request: MomentRequest, period: str = Query("")) -> Any:  # type: ignore[type-arg]
    """The last quarter that is over, or another one. Too few are hidden, as on the page."""
    chosen = _quarter(request, period)
    card = public.card(sheet(chosen).card, months(chosen, None))
    return shapes.RatesOut(
        period=chosen.key,
        since=chosen.since,
        until=chosen.until,
        profile=profiles.over(chosen.since, chosen.until)[-1].version,
        contact=_rate(card.contact),
        solved=_rate(card.solved),
        units=[
            shapes.UnitRateOut(
                code=one.code, name=one.name, tier=one.tier, solved=_rate(one.card.solved)
            )
            for one in public_lines(chosen)
        ],
        address=request.build_absolute_uri(f"{reverse('open_rates')}?period={chosen.key}"),
    )


def _quarter(request: MomentRequest, text: str) -> Period:
    """Figures that still move could be told apart from day to day."""
    last = containing(local_day(request.now), Length.QUARTER).before()
    if not text:
        return last
    named = read(text)
    if named is None or named.length != Length.QUARTER or named.since > last.since:
        raise Refused(422, "invalid", _("“period” is a quarter that is over, like 2026-Q3."))
    return named


def _rate(one: Rate) -> shapes.RateOut:
    if one.hidden:
        away = dict.fromkeys(shapes.RateOut.model_fields, None)
        return shapes.RateOut.model_validate({**away, "hidden": True})
    least, most = one.bounds
    is_known = one.value is not None
    return shapes.RateOut(
        hidden=False,
        hits=one.hits,
        judged=one.judged,
        of=one.of,
        share=one.value,
        low=one.low if is_known else None,
        high=one.high if is_known else None,
        least=least,
        most=most,
    )


@router.get(
    "/promises",
    url_name="promises",
    auth=None,
    response={200: shapes.PromisesOut, FAILS: Refusal},
    summary="What was promised, and how it stands",
)
def promises(request: MomentRequest, before: str = Query("")) -> Any:  # type: ignore[type-arg]
    """Newest first, fifty a page."""
    found = Entry.objects.public().select_related("unit").order_by("-pk")
    if before:
        found = found.filter(pk__lt=number_in(before, LETTER))
    page = list(found[: MOST + 1])
    told = [shapes.PromiseLineOut(**_promise(request, one)) for one in page[:MOST]]
    return shapes.PromisesOut(promises=told, before=told[-1].number if len(page) > MOST else None)


@router.get(
    "/promises/{number}",
    url_name="promise",
    auth=None,
    response={200: shapes.PromiseOneOut, FAILS: Refusal},
    summary="One promise",
)
def promise(request: MomentRequest, number: str) -> Any:
    found = Entry.objects.public().select_related("unit")
    one = found.filter(pk=number_in(number, LETTER)).first()
    if one is None:
        raise Http404
    return shapes.PromiseOneOut(**_promise(request, one))


def _promise(request: MomentRequest, one: Entry) -> dict[str, Any]:
    told = line(one, local_day(request.now), get_language() or "")
    return {
        "number": f"{LETTER}-{one.pk}",
        "words": one.words,
        "unit": told.unit,
        "state": told.state,
        "says": told.says,
        "first_due_on": one.first_due_on,
        "due_on": one.due_on,
        "late": told.is_late,
        "address": request.build_absolute_uri(reverse("open_promise", args=[one.pk])),
    }
