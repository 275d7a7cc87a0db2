"""A list in the reader's language, as it stands on the paper that the visitor takes home."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language

from sanwen.deliver.reception.models import Checklist


@dataclass(frozen=True, slots=True)
class Item:
    words: str
    is_missing: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    items: list[Item]
    where: str
    by_when: str
    takes: str


def sheet(checklist: Checklist, language: str, missing: Collection[int] = ()) -> Sheet:
    return Sheet(
        name=checklist.text_in("name", language),
        items=[
            Item(words, place in missing)
            for place, words in enumerate(checklist.items_in(language))
        ],
        where=checklist.text_in("where", language),
        by_when=checklist.text_in("by_when", language),
        takes=checklist.text_in("takes", language),
    )


def weekday_words(day: date) -> str:
    if (get_language() or "").startswith("zh"):
        return f"周{'一二三四五六日'[day.weekday()]}"
    return date_format(day, "D")
