"""What the house does with what it may do: held back, looked at, asked for, excluded; in counts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from sanwen.counsel.consultations.models import Appeal, Consultation, HoldReason, Statement
from sanwen.counsel.consultations.states import Stand
from sanwen.integrity.conduct.models import SealedReport
from sanwen.integrity.vault.models import Reason, Reveal
from sanwen.methods.suppression import FEWEST, hidden

Cell = int | None


@dataclass(frozen=True, slots=True)
class Counted:
    """A line of counts; None is not shown."""

    name: str
    cells: tuple[Cell, ...]


def shown(name: str, counts: Iterable[int]) -> Counted:
    """Parts of a whole that is known: a small one goes, and what would give it away."""
    values = list(counts)
    away = hidden(values)
    cells = (None if gone else value for value, gone in zip(values, away, strict=True))
    return Counted(name, tuple(cells))


@dataclass(frozen=True, slots=True)
class Moderation:
    said: int
    shown: int
    joined: int
    waiting: int
    held: int
    by_reason: list[tuple[str, int]]
    appeals: int
    upheld: int


def moderation() -> Moderation:
    """Of all consultations together; opinions are public, so how they were sifted is exact."""
    public = Consultation.objects.public()
    said = Statement.objects.filter(is_by_body=False, consultation__in=public).order_by()
    stands = dict(said.values_list("stand").annotate(n=Count("pk")))
    held = said.filter(stand=Stand.HELD)
    reasons = dict(held.values_list("reason").annotate(n=Count("pk")))
    appeals = Appeal.objects.filter(statement__consultation__in=public)
    return Moderation(
        said=sum(stands.values()),
        shown=stands.get(Stand.SHOWN, 0),
        joined=stands.get(Stand.SAME, 0),
        waiting=stands.get(Stand.WAITING, 0),
        held=stands.get(Stand.HELD, 0),
        by_reason=[(str(each.label), reasons.get(each.value, 0)) for each in HoldReason],
        appeals=appeals.count(),
        upheld=appeals.filter(upheld=True).count(),
    )


def years(today: date, *, most: int = 3) -> list[int]:
    return [today.year - back for back in range(most)]


def reveals(wanted: list[int]) -> list[Counted]:
    """How often somebody was shown a contact, by reason; each look is of one person."""
    found = _by_year(Reveal.objects.filter(at__year__gte=min(wanted)), "at", "reason")
    lines = {
        year: shown("", [found[year, reason] for reason in Reason.values]).cells for year in wanted
    }
    return [
        Counted(str(reason.label), tuple(lines[year][at] for year in wanted))
        for at, reason in enumerate(Reason)
    ]


def sealed(wanted: list[int]) -> Counted:
    """Totals alone, and only from five on: a kind or a place would point at somebody."""
    found = _by_year(SealedReport.objects.filter(received_at__year__gte=min(wanted)), "received_at")
    cells = (None if found[year, ""] < FEWEST else found[year, ""] for year in wanted)
    return Counted(_("Sealed reports received"), tuple(cells))


def _by_year(
    rows: "QuerySet[Reveal] | QuerySet[SealedReport]", moment: str, by: str = ""
) -> Counter[tuple[int, str]]:
    keys = ["year", by] if by else ["year"]
    grouped = rows.order_by().annotate(year=ExtractYear(moment)).values(*keys)
    found: Counter[tuple[int, str]] = Counter()
    for row in grouped.annotate(n=Count("pk")):
        found[row["year"], row[by] if by else ""] += row["n"]
    return found
