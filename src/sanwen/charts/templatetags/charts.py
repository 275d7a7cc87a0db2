"""`{% chart it %}`: a chart with its caption, definition, table and files."""

from typing import Any

from django import template
from django.template import Context

from sanwen.charts import files
from sanwen.charts.grammar import Chart
from sanwen.charts.page import figure

register = template.Library()


@register.inclusion_tag("charts/figure.html", takes_context=True)
def chart(context: Context, it: Chart) -> dict[str, Any]:
    request = context.get("request")
    return {"it": figure(it), "files": files.offered(request, it) if request else []}
