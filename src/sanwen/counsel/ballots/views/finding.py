"""How the open pages find a ballot, and the desk those of its reach."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from sanwen.core.moment import MomentRequest
from sanwen.counsel.ballots import rules
from sanwen.counsel.ballots.models import Ballot
from sanwen.counsel.consultations.models import Consultation
from sanwen.counsel.consultations.states import State as Asked
from sanwen.people.requests import StaffRequest
from sanwen.places.models import Unit

QUESTIONS = 200
View = Callable[[MomentRequest, Ballot], HttpResponse]


def open_one(view: View) -> Callable[..., HttpResponse]:
    """Hands the view a ballot that everybody sees, as it is now."""

    @wraps(view)
    def page(request: MomentRequest, number: int) -> HttpResponse:
        one = (
            Ballot.objects.public().select_related("unit", "consultation").filter(pk=number).first()
        )
        if one is None:
            raise Http404
        return view(request, one)

    return page


def inside(request: StaffRequest, number: int) -> Ballot:
    rules.may_look_inside(request.user).require()
    known = Ballot.objects.inside_for(request.user).select_related("unit", "consultation")
    return get_object_or_404(known, pk=number)


def asked(request: StaffRequest, one: Ballot | None = None) -> list[Consultation]:
    """The questions that a ballot can belong to, newest first, and the one that it has."""
    inside = Consultation.objects.inside_for(request.user).public()
    found = list(inside.filter(source="", state=Asked.PUBLISHED).newest_first()[:QUESTIONS])
    if one is None or one.consultation is None or one.consultation in found:
        return found
    return [*found, one.consultation]


def units(request: StaffRequest) -> list[Unit]:
    """For which a ballot can be prepared; refused where there is none."""
    paths = request.user.scopes(*rules.PREPARE)
    found = Unit.objects.active().in_reach_of(paths).filter(third_party=False) if paths else []
    if not found:
        rules.may_look_inside(request.user).require()
        rules.may_prepare(request.user.units()[0], request.user).require()
    return list(found)
