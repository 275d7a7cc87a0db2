"""A share as percentage points with one decimal, for the pages of surveys."""

from django import template

register = template.Library()


@register.filter
def points(share: float) -> str:
    return f"{share * 100:.1f}"
