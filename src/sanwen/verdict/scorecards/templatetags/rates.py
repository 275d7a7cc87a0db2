"""`{{ rate.value|percent }}` and `{{ rate|interval }}`, for the one partial that prints a rate."""

from datetime import date, timedelta

from django import template
from django.contrib.auth.models import AnonymousUser

from sanwen.core.names import name_of
from sanwen.methods import percent as writing
from sanwen.methods.rates import Rate
from sanwen.people.models import User
from sanwen.people.roles import Role

register = template.Library()
register.filter("named", name_of)
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
