"""Public lines are read for the search as they are written, a minute later at most."""

from django.db import transaction

from sanwen.methods.text import sought
from sanwen.openness.models import PublicMatter

BATCH = 2000


def read_lines(*, most: int = 50) -> int:
    """Bring what was written since the last time into the search; how many lines there were."""
    done = 0
    for _run in range(most):
        read = _read_some()
        done += read
        if read < BATCH:
            break
    return done


@transaction.atomic
def _read_some() -> int:
    rows = list(
        PublicMatter.objects.select_for_update(skip_locked=True)
        .filter(sought="")
        .only("number", "summary")
        .order_by("number")[:BATCH]
    )
    for one in rows:
        # A line of signs alone is searched by nothing, and not read again for ever.
        one.sought = sought(one.summary) or " "
    PublicMatter.objects.bulk_update(rows, ["sought"])
    return len(rows)
