"""Names of subjects, places and units in the reader's language."""

from typing import Protocol

from django.utils.translation import get_language


class Named(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def name_en(self) -> str: ...


def is_english() -> bool:
    return (get_language() or "").startswith("en")


def name_of(one: Named | None) -> str:
    """In Chinese where there is no English one; nothing for nobody."""
    if one is None:
        return ""
    return one.name_en if is_english() and one.name_en else one.name
