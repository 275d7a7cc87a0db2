"""Amounts and counts as people read them: 1,234,567."""

from django import template

register = template.Library()


@register.filter
def grouped(amount: object) -> str:
    if isinstance(amount, float):
        return f"{amount:,.2f}".removesuffix(".00")
    return f"{amount:,}" if isinstance(amount, int) else ""
