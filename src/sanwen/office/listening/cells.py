"""A count in words, where it may be shown and where it may not."""

from django.utils.translation import gettext as _

from sanwen.methods.suppression import FEWEST


def count_words(count: int, *, is_hidden: bool) -> str:
    """The number; or that it is small; or that it would give its small neighbour away."""
    if not is_hidden:
        return str(count)
    return _("fewer than 5") if count < FEWEST else _("not shown")
