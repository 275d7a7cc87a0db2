"""Counts that are safe to show: below five a number tells who, and so does what is left over."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from sanwen.listen.topics.models import FEWEST


def hidden(counts: Sequence[int], *, parts_of_a_whole: bool = True) -> list[bool]:
    """Which of the counts are not shown to who stands outside.

    Small ones are hidden. Where the sum is known besides, the smallest of the others go with them
    until what is hidden adds up to five people, or it could be worked out by subtraction. Nought
    is shown: it is nobody.
    """
    hide = [0 < count < FEWEST for count in counts]
    if not parts_of_a_whole or not any(hide):
        return hide
    rest = sorted((count, at) for at, count in enumerate(counts) if count >= FEWEST)
    for _count, at in rest:
        if _is_enough(counts, hide):
            break
        hide[at] = True
    return hide


def _is_enough(counts: Sequence[int], hide: Sequence[bool]) -> bool:
    away = [count for count, is_hidden in zip(counts, hide, strict=True) if is_hidden]
    return len(away) > 1 and sum(away) >= FEWEST


def count_words(count: int, *, is_hidden: bool) -> str:
    """The number; or that it is small; or that it would give its small neighbour away."""
    if not is_hidden:
        return str(count)
    return _("fewer than 5") if count < FEWEST else _("not shown")
