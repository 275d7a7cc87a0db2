"""`{{ rate.value|percent }}` and `{{ rate|interval }}`, for the one partial that prints a rate."""

from django import template

from sanwen.methods.rates import Rate
from sanwen.verdict.scorecards import percent as writing

register = template.Library()


@register.filter
def percent(share: float | None) -> str:
    return "" if share is None else writing.percent(share)


@register.filter
def interval(rate: Rate) -> str:
    return writing.span(rate.low, rate.high)


@register.filter
def lowest(rate: Rate) -> str:
    return writing.percent(rate.bounds[0])


@register.filter
def highest(rate: Rate) -> str:
    return writing.percent(rate.bounds[1])
