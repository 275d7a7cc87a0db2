"""How each figure of a survey is defined, for the page that gathers all definitions."""

from django.utils.translation import gettext as _

from sanwen.methods.suppression import FEWEST
from sanwen.verdict.scorecards.definitions import Defined

AAPOR = "AAPOR, Standard Definitions (10th edition, 2023)"


def definitions() -> list[Defined]:
    return [*_who_answered(), *_shares(), *_beside()]


def _who_answered() -> list[Defined]:
    return [
        Defined(
            _("Response rate (RR1)"),
            _(
                "Answered in full, of all who were drawn less those not meant. Partly answered, "
                "refused, not reached and not known all stand below the line."
            ),
            AAPOR,
        ),
        Defined(
            _("Refusal, contact, cooperation (REF1, CON1, COOP1)"),
            _(
                "Said no, and were reached, of all who could be meant; answered in full, of all "
                "who were reached."
            ),
            AAPOR,
        ),
    ]


def _shares() -> list[Defined]:
    return [
        Defined(
            _("Weights"),
            _(
                "Each answer stands for as many people as its part of the list has for each who "
                "answered; where figures of the whole population are known, weights are brought to "
                "them (raking) and cut where they grow too large. How many equal answers they are "
                "worth stands beside."
            ),
            "W. E. Deming, F. F. Stephan, Ann. Math. Stat. 11 (1940); L. Kish (1965)",
        ),
        Defined(
            _("Share with its interval"),
            _(
                "The weighted share of the population that would say so, with its 95 % interval "
                "for chance. It is never a point unless everybody answered, and knows nothing of "
                "what the silent think."
            ),
            "E. L. Korn, B. I. Graubard, Surv. Methodol. 24 (1998); "
            + _("Sanwen, decision %(number)s") % {"number": "0022"},
        ),
        Defined(
            _("Before and after"),
            _(
                "The difference of two surveys with the same question. Only where its interval "
                "lies on one side of nought is it told as more or fewer."
            ),
            "G. Y. Zou, A. Donner, Stat. Med. 27 (2008)",
        ),
    ]


def _beside() -> list[Defined]:
    ours = _("Sanwen, decision %(number)s") % {"number": "0026"}
    return [
        Defined(
            _("A survey open to everybody"),
            _("Counts of those who came. They speak for nobody else, so there is no interval."),
            ours,
        ),
        Defined(
            _("Not told in a survey"),
            _(
                "Questions and answers of fewer than %(fewest)d people, and what would give such "
                "away."
            )
            % {"fewest": FEWEST},
            ours,
        ),
    ]
