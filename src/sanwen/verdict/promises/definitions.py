"""How each figure of the ledger is defined, for the page that gathers all definitions."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanwen.methods.suppression import FEWEST
from sanwen.verdict.scorecards.definitions import Defined


def definitions() -> list[Defined]:
    return [
        Defined(
            pgettext("promise", "Kept by the first day"),
            _(
                "Said to be done on or before the day first promised, of all promises that are "
                "done, given up or past that day. A day that was moved changes nothing here."
            ),
            "",
        ),
        Defined(
            pgettext("promise", "Late"),
            _("Neither done nor given up, and past its day, as the list says on each."),
            "",
        ),
        Defined(
            _("Found done by residents"),
            _(
                "Of the promises the body says are done and that %(fewest)d residents or more "
                "judged in the newest closed round: those that more than half of them find done. "
                "What the body says and what people say are never merged."
            )
            % {"fewest": FEWEST},
            "",
        ),
    ]
