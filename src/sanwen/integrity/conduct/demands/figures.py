"""Demands by year, for everybody: counts of what bodies did, not of people."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import ExtractYear

from sanwen.integrity.conduct.demands.models import LegalRequest, Ruled


@dataclass(frozen=True, slots=True)
class Year:
    year: int
    received: int
    given: int
    partly: int
    refused: int

    @property
    def undecided(self) -> int:
        return self.received - self.given - self.partly - self.refused


def by_year() -> list[Year]:
    """The newest first."""
    rows = (
        LegalRequest.objects.order_by()
        .annotate(year=ExtractYear("received_on"))
        .values_list("year", "ruled")
        .annotate(n=Count("pk"))
    )
    found: dict[int, Counter[str]] = {}
    for year, ruled, many in rows:
        found.setdefault(year, Counter())[ruled] += many
    return [
        Year(year, counts.total(), counts[Ruled.GIVEN], counts[Ruled.PARTLY], counts[Ruled.REFUSED])
        for year, counts in sorted(found.items(), reverse=True)
    ]
