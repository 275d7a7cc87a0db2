"""What the machine thinks of a matter, as the desk reads it: how sure it is, in words, and why."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanwen.deliver.matters.models import Matter
from sanwen.listen.triage.models import Category, Suggestion
from sanwen.places.models import Level
from sanwen.places.rules import may_lead

PROBABLY, PERHAPS, HARDLY = 0.8, 0.5, 0.05
MOST_OTHERS = 2


@dataclass(frozen=True, slots=True)
class Other:
    name: str
    how_sure: "str | Promise"


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the machine thinks, why, and whether the duty list has something to say about it."""

    category: str
    category_id: int | None
    unit: str
    unit_id: int | None
    how_sure: "str | Promise"
    because: list[str]
    others: list[Other]
    warning: str

    @property
    def is_whole(self) -> bool:
        return bool(self.unit_id and self.category_id and not self.warning)


def suggested(suggestion: Suggestion | None, language: str) -> Suggested | None:
    if suggestion is None or (suggestion.category is None and suggestion.unit is None):
        return None
    category, unit = suggestion.category, suggestion.unit
    warning = ""
    if unit and category and unit.level >= Level.TOWN:
        warning = str(may_lead(unit, category.code, unit.duties.all()).reason)
    return Suggested(
        category=_name(category, language) if category else "",
        category_id=category.pk if category else None,
        unit=unit.name_in(language) if unit else "",
        unit_id=unit.pk if unit else None,
        how_sure=how_sure(suggestion.likely[0]["p"] if suggestion.likely else 0),
        because=suggestion.because,
        others=_others(suggestion.likely[1:], language),
        warning=warning,
    )


def how_sure(p: float) -> Promise:
    if p >= PROBABLY:
        return pgettext_lazy("how sure", "Probably")
    if p >= PERHAPS:
        return pgettext_lazy("how sure", "Perhaps")
    return _("Unsure, most like")


def _others(ranked: list[dict[str, Any]], language: str) -> list[Other]:
    wanted = {row["id"]: row["p"] for row in ranked[:MOST_OTHERS] if row["p"] >= HARDLY}
    if not wanted:
        return []
    names = Category.objects.in_bulk(wanted)
    return [
        Other(_name(names[pk], language), _other_sure(p)) for pk, p in wanted.items() if pk in names
    ]


def _other_sure(p: float) -> Promise:
    if p >= PERHAPS / 2:
        return pgettext_lazy("how sure", "perhaps")
    return pgettext_lazy("how sure", "less likely")


def _name(category: Category, language: str) -> str:
    return category.name_en if language.startswith("en") else category.name


def preselected(matter: Matter) -> dict[str, object]:
    """What the form of the desk begins with. The machine's word stands in it only where its set
    leaves nothing else; whatever a person named before stands in it always."""
    mine = Q(voice__joining__matter=matter)
    known = Suggestion.objects.filter(mine).order_by("voice").first()
    settled = known is not None and known.is_settled
    return {
        "lead": known.unit_id if known and settled else None,
        "category": matter.category_id if settled or matter.subject_is_confirmed else None,
        "urgent": matter.urgent,
        "public_summary": matter.public_summary,
    }
