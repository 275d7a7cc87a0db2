"""What came back: whoever finds out that a solved matter is there again says so here."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from sanwen.verdict.scorecards.models import CameBack


@transaction.atomic
def note(found: Iterable[tuple[int, int, date]]) -> int:
    """(earlier matter, later matter, day the later one opened); what is known stays."""
    rows = [CameBack(earlier=earlier, matter=later, came_on=on) for earlier, later, on in found]
    return len(CameBack.objects.bulk_create(rows, ignore_conflicts=True))


@transaction.atomic
def forget(*, matter: int) -> None:
    """A person said that the later matter is another story."""
    CameBack.objects.filter(matter=matter).delete()
