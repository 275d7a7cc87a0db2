"""How reach and what was lost are defined, for the page that gathers all definitions."""

from django.utils.translation import gettext as _

from sanwen.methods.suppression import FEWEST
from sanwen.verdict.reach.estimating import FEWEST_OF_A_WAY
from sanwen.verdict.scorecards.definitions import Defined


def definitions() -> list[Defined]:
    return [
        Defined(
            _("Got all of it"),
            _(
                "The share of those on the list who got all that was meant for them, estimated "
                "from people drawn by lot who answered; with its 95 % interval for chance."
            ),
            "E. L. Korn, B. I. Graubard, Surv. Methodol. 24 (1998)",
        ),
        Defined(
            _("What did not arrive"),
            _(
                "1 less the sum that was received ÷ the sum that was meant, among those who "
                "answered. Where all got all, the interval still ends above nought."
            ),
            "R. S. Woodruff, J. Am. Stat. Assoc. 66 (1971)",
        ),
        Defined(
            _("Whatever the silent would say"),
            _("From nobody to everybody of those who were drawn and not reached having got all."),
            "C. F. Manski, Am. Econ. Rev. 80 (1990)",
        ),
        Defined(
            _("Ways beside each other"),
            _(
                "Only ways with %(many)d answers or more, and only where their intervals do not "
                "overlap; counts below %(fewest)d are not told."
            )
            % {"many": FEWEST_OF_A_WAY, "fewest": FEWEST},
            "",
        ),
    ]
