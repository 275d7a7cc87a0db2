"""`{% sections %}`: the pages of the open side, with the one that is being read named first."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()

HOME = "open"
SECTIONS: tuple[tuple[str, Promise], ...] = (
    (HOME, _("Overview")),
    ("open_matters", _("Matters")),
    ("open_topics", _("Topics")),
    ("open_rates", _("Rates")),
    ("open_promises", _("Promises")),
    ("open_surveys", _("Surveys")),
    ("open_reach", _("Did it reach people")),
    ("open_counts", _("Counts")),
    ("open_trail", _("Trail")),
    ("open_data", _("Data")),
    ("open_definitions", _("Definitions")),
)


@dataclass(frozen=True, slots=True)
class Section:
    """`current` is the value of aria-current: "page", "true" for a page under it, or nothing."""

    to: str
    words: str
    current: str


@register.inclusion_tag("openness/sections.html", takes_context=True)
def sections(context: Context) -> dict[str, Any]:
    """On a telephone the list is folded under the name of the section one is in."""
    path = context["request"].path
    found = [_section(name, words, path) for name, words in SECTIONS]
    here = next((one for one in found if one.current), None)
    return {"sections": found, "here": here, "is_home": path == reverse(HOME)}


def _section(name: str, words: Promise, path: str) -> Section:
    to = reverse(name)
    is_under = name != HOME and path.startswith(to)
    return Section(to, str(words), "page" if path == to else "true" if is_under else "")
