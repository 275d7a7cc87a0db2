"""How the desk finds a survey of its reach, and what it can choose from."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from sanwen.people.requests import StaffRequest
from sanwen.places.models import Unit
from sanwen.verdict.surveys import rules
from sanwen.verdict.surveys.models import Listed, Survey

MOST = 200


def inside(request: StaffRequest, number: int) -> Survey:
    rules.may_look_inside(request.user).require()
    known = Survey.objects.inside_for(request.user).select_related("unit", "about_unit", "before")
    return get_object_or_404(known, pk=number)


def case(survey: Survey, line: int) -> Listed:
    """One that was drawn; whoever was not drawn is not there."""
    found = survey.listed.filter(number=line, is_drawn=True).select_related("contact", "survey")
    one = found.first()
    if one is None:
        raise Http404
    return one


def units(request: StaffRequest) -> list[Unit]:
    """For which a survey can be prepared; refused where there is none."""
    paths = request.user.scopes(*rules.PREPARERS)
    if not paths:
        rules.may_look_inside(request.user).require()
        rules.prepares_for(request.user.units()[0], request.user).require()
    return list(Unit.objects.active().in_reach_of(paths).filter(third_party=False))


def all_units() -> list[Unit]:
    return list(Unit.objects.active().filter(third_party=False).order_by("level", "code"))


def waves(request: StaffRequest, one: Survey | None = None) -> list[Survey]:
    """Earlier surveys that this one can be set beside."""
    known = Survey.objects.inside_for(request.user).public().on_their_own().newest_first()
    return [each for each in known[:MOST] if one is None or each.pk < one.pk]
