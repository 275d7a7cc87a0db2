"""What is voted on, for programs: the list, one ballot, its result. Read without a key."""

from typing import Any

from django.http import Http404
from ninja import Query, Router

from sanwen.api import voted_shapes as shapes
from sanwen.api.numbers import number_in
from sanwen.api.shapes import Refusal
from sanwen.api.voted_shown import ballots, whole
from sanwen.core.moment import MomentRequest
from sanwen.counsel.ballots.models import Ballot

MOST = 50
LETTER = "B"
FAILS = frozenset({404, 422})

router = Router()


@router.get(
    "/ballots",
    url_name="ballots",
    auth=None,
    response={200: shapes.BallotsOut, FAILS: Refusal},
    summary="What is and was voted on",
)
def listed(request: MomentRequest, before: str = Query("")) -> Any:  # type: ignore[type-arg]
    """Newest first, fifty a page."""
    return ballots(request, before=number_in(before, LETTER) if before else None, most=MOST)


@router.get(
    "/ballots/{number}",
    url_name="ballot",
    auth=None,
    response={200: shapes.BallotWhole, FAILS: Refusal},
    summary="One ballot, with its result once it is counted",
)
def one(request: MomentRequest, number: str) -> Any:
    public = Ballot.objects.public().select_related("unit", "consultation")
    known = public.filter(pk=number_in(number, LETTER)).first()
    if known is None:
        raise Http404
    return whole(request, known)
