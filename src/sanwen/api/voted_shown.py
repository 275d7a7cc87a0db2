"""Ballots as the API tells them: what the open pages show, and nothing more."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from sanwen.api import voted_shapes as shapes
from sanwen.core.dates import local_day
from sanwen.core.moment import MomentRequest
from sanwen.counsel.ballots import shown
from sanwen.counsel.ballots.models import Ballot, Identity, Kind, Option
from sanwen.counsel.ballots.states import State, standing


def ballots(request: MomentRequest, *, before: int | None, most: int) -> shapes.BallotsOut:
    found = Ballot.objects.public().newest_first().select_related("unit", "consultation")
    if before is not None:
        found = found.filter(pk__lt=before)
    page = list(found[: most + 1])
    return shapes.BallotsOut(
        ballots=[shapes.BallotOut(**_told(request, one)) for one in page[:most]],
        before=page[most - 1].ref if len(page) > most else None,
    )


def _told(request: MomentRequest, one: Ballot) -> dict[str, Any]:
    today, asked = local_day(request.now), one.consultation
    return {
        "number": one.ref,
        "title": one.title,
        "summary": one.summary,
        "unit": one.unit.name_in(get_language() or ""),
        "kind": one.kind,
        "state": one.state,
        "standing": standing(one.state, one.opens_on, one.closes_on, today).value,
        "opens_on": one.opens_on,
        "closes_on": one.closes_on,
        "consultation": asked.ref if asked and asked.published_at else None,
        "address": request.build_absolute_uri(reverse("ballot", args=[one.pk])),
    }


def whole(request: MomentRequest, one: Ballot) -> shapes.BallotWhole:
    options = list(one.options.all())
    return shapes.BallotWhole(
        **_told(request, one),
        background=one.background,
        who_decides=one.who_decides,
        withdrawn_because=one.withdrawn_because,
        shape=one.shape,
        most=one.most,
        budget=one.budget,
        method=one.method if one.kind != Kind.PRIORITY else None,
        identity=one.identity,
        collects_until=one.collects_until,
        options=[_option(option) for option in options],
        result=_result(request, one, options) if one.state == State.COUNTED else None,
    )


def _option(option: Option) -> shapes.OptionOut:
    return shapes.OptionOut(
        name=option.name,
        title=option.title,
        description=option.description,
        place=option.place,
        proposer=option.proposer,
        cost=option.cost,
        deputies_chose=option.deputies_chose,
    )


def _result(request: MomentRequest, one: Ballot, options: list[Option]) -> shapes.ResultOut:
    """Of few slips the order alone, as on the page: the numbers could name somebody's."""
    tally, enough = one.tally, bool(one.tally.list_hash)
    return shapes.ResultOut(
        slips=tally.slips if enough else None,
        handed_out=tally.handed_out if enough and one.identity == Identity.CODE else None,
        spent=tally.result.get("spent") if enough else None,
        lines=[_line(each, enough=enough) for each in shown.told(one, tally, options)],
        list_hash=tally.list_hash,
        slips_pb=_slips(request, one, "pb") if enough else None,
        slips_csv=_slips(request, one, "csv") if enough else None,
    )


def _line(each: shown.Told, *, enough: bool) -> shapes.LineOut:
    return shapes.LineOut(
        name=each.option.name,
        chosen=each.chosen,
        words=each.first,
        why=each.why,
        voters=each.line["voters"] if enough else None,
        points=each.line["points"] if enough else None,
    )


def _slips(request: MomentRequest, one: Ballot, form: str) -> str:
    return request.build_absolute_uri(reverse("ballot_slips", args=[one.pk, form]))
