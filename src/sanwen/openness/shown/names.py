"""Names of subjects, places and units in the reader's language."""

from django.utils.translation import get_language

from sanwen.listen.triage.models import Category
from sanwen.places.models import Area, Unit


def is_english() -> bool:
    return (get_language() or "").startswith("en")


def name_of(one: Area | Category | Unit | None) -> str:
    if one is None:
        return ""
    return one.name_en if is_english() and one.name_en else one.name
