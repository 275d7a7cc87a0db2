"""`{% chart it %}`: a chart with its caption, definition and table."""

from typing import Any

from django import template

from sanwen.charts.grammar import Chart
from sanwen.charts.page import figure

register = template.Library()


@register.inclusion_tag("charts/figure.html")
def chart(it: Chart, **files: str) -> dict[str, Any]:
    """`{% chart rates png=address csv=address %}` names the files that the page offers."""
    return {"it": figure(it), "files": [(kind.upper(), at) for kind, at in files.items() if at]}
