"""How each figure is defined, for the pages that print it: (name, formula in words, source)."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from sanwen.verdict.scorecards.metrics import METRICS


class Defined(NamedTuple):
    name: str
    formula: str
    source: str


def definitions() -> list[Defined]:
    """In the reader's language, in the order in which a card prints them."""
    ours = _("Sanwen, decision 0021")
    rates = [Defined(str(one.label), str(one.formula), ours) for one in METRICS.values()]
    return [*rates, *_methods(), *_beside()]


def _methods() -> list[Defined]:
    return [
        Defined(
            _("Closed in a period"),
            _(
                "Matters closed, or whose procedure finished, on a day of the period, with an"
                " answer of a unit, in a procedure that the profile of that day judges (service"
                " requests, appeals, labour disputes). What is answered and may still be judged,"
                " and what is under review, is not closed yet."
            ),
            _("Sanwen, decision 0021"),
        ),
        Defined(
            _("Interval"),
            _("95 %, for chance alone: Wilson's score interval of hits among those who judged."),
            "E. B. Wilson, J. Am. Stat. Assoc. 22 (1927)",
        ),
        Defined(
            _("True share between"),
            _(
                "[solved ÷ N, (solved + U) ÷ N]: as if nobody, or everybody, of the silent had"
                " found it solved. Chance is not in it."
            ),
            "C. F. Manski, Am. Econ. Rev. 80 (1990)",
        ),
    ]


def _beside() -> list[Defined]:
    return [
        Defined(
            _("Tier"),
            _(
                "Above or below the whole only where a unit has at least 30 judged matters, its"
                " share, after allowing for which subjects, urgencies and places it had, differs"
                " by more than chance among all units, and its interval lies on one side. Tiers"
                " have no order inside."
            ),
            "Y. Benjamini, Y. Hochberg, J. R. Stat. Soc. B 57 (1995)",
        ),
        Defined(
            _("Hidden"),
            _("Figures of fewer than five people are not shown, nor what would give them away."),
            "L. Willenborg, T. de Waal, Elements of Statistical Disclosure Control (2001)",
        ),
    ]
