"""`{{ rate.value|percent }}` and `{{ rate|interval }}`, for the one partial that prints a rate."""

from datetime import date, timedelta

from django import template
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import get_language

from sanwen.methods import percent as writing
from sanwen.methods.rates import Rate
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Area, Unit

register = template.Library()
# Pages beside the rates that not every reader of rates may open; each page decides for itself.
CLOSED_TO = {
    "surveys": {Role.HANDLER, Role.ADMINISTRATOR},
    "reach": {Role.HANDLER, Role.ADMINISTRATOR},
    "verdicts": {Role.INTAKE, Role.AUDITOR, Role.ADMINISTRATOR},
}


@register.filter
def opens(user: User | AnonymousUser, page: str) -> bool:
    """Whether a door is shown, so that none leads to a refusal."""
    return isinstance(user, User) and user.holds(*(set(Role) - CLOSED_TO[page]))


@register.filter
def named(place: Unit | Area) -> str:
    """By the name in the reader's language."""
    is_english = (get_language() or "").startswith("en")
    return place.name_en if is_english and place.name_en else place.name


@register.filter
def day_before(day: date) -> date:
    """A span is kept with the day after its last one, and told with its last."""
    return day - timedelta(days=1)


@register.filter
def percent(share: float | None) -> str:
    return writing.percent(share, unknown="")


@register.filter
def interval(rate: Rate) -> str:
    return writing.span(rate.low, rate.high)


@register.filter
def lowest(rate: Rate) -> str:
    return writing.percent(rate.bounds[0])


@register.filter
def highest(rate: Rate) -> str:
    return writing.percent(rate.bounds[1])
