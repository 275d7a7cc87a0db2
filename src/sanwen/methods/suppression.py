"""Counts that are safe to show: below five a number tells who, and so does what is left over."""

from collections.abc import Sequence

# Fewer people than this are told by their count.
FEWEST = 5


def hidden(counts: Sequence[int], *, parts_of_a_whole: bool = True) -> list[bool]:
    """Which of the counts are not shown to who stands outside.

    Small ones are hidden (primary suppression). Where the sum is known besides, the smallest of the
    others go with them (complementary suppression, L. Willenborg and T. de Waal, Elements of
    Statistical Disclosure Control, 2001) until what is hidden adds up to five people, or it could
    be worked out by subtraction. Nought is shown: it is nobody.
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
