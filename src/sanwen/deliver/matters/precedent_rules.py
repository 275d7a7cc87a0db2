"""Like matters are decided alike, or it is said why not (防止会闹者得益)."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, refused
from sanwen.deliver.matters.models import Outcome

# Fewer show no custom; and so large a part of them must have got the same.
FEWEST = 3
TWO_THIRDS = (2, 3)


def usual(outcomes: Sequence[str]) -> str:
    """What at least two thirds of at least three like matters got; empty where there is no such."""
    if len(outcomes) < FEWEST:
        return ""
    outcome, count = Counter(outcomes).most_common(1)[0]
    part, whole = TWO_THIRDS
    return outcome if count * whole >= len(outcomes) * part else ""


def departs(common: str, outcome: str) -> bool:
    return bool(common) and common != outcome


def says_why(common: str, outcome: str, because: str) -> Ruling:
    """Nobody is kept from deciding otherwise, only from doing so without a reason."""
    if not departs(common, outcome) or because.strip():
        return ALLOWED
    return refused(
        _("Most like matters ended with “%(outcome)s”. Write why this one is different.")
        % {"outcome": Outcome(common).label}
    )
