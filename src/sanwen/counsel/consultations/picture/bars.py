"""How some people voted on one statement, as three lengths and as words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanwen.methods.percent import percent
from sanwen.methods.share import Share, share

# The width of a bar in its drawing.
WIDTH = 200


@dataclass(frozen=True, slots=True)
class Bar:
    """`agree`, `disagree` and `skip` are lengths that fill WIDTH together, as drawings write them:
    a filter for each would cost a page of them more than all else."""

    agree: str
    disagree: str
    skip: str
    skip_from: str
    seen: int
    agreeing: str
    disagreeing: str
    words: str


def bar(tally: Sequence[int] | None) -> Bar | None:
    """None where too few voted for the figures to be shown."""
    if not tally or not sum(tally):
        return None
    agree, disagree, skip = tally
    seen = agree + disagree + skip
    first, second = WIDTH * agree / seen, WIDTH * disagree / seen
    yes, no = share(agree, seen), share(disagree, seen)
    return Bar(
        agree=f"{first:.1f}",
        disagree=f"{second:.1f}",
        skip=f"{WIDTH - first - second:.1f}",
        skip_from=f"{first + second:.1f}",
        seen=seen,
        agreeing=percent(yes.value),
        disagreeing=percent(no.value),
        words=_("%(agree)s agree, %(disagree)s disagree, %(people)s")
        % {"agree": with_interval(yes), "disagree": with_interval(no), "people": people(seen)},
    )


def with_interval(share: Share) -> str:
    """62% (57–66%): the interval of 95 in 100 such samples."""
    return _("%(share)s (%(low)s–%(high)s)") % {
        "share": percent(share.value),
        "low": percent(share.low).removesuffix("%"),
        "high": percent(share.high),
    }


def kept_share(three: Sequence[float]) -> Share:
    return Share(*three)


def people(count: int) -> str:
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": f"{count:,}"}
