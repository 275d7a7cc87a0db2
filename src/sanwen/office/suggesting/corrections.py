"""What the desk said in the end, beside what was suggested at first: the matters that teach."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from sanwen.deliver.matters.models import Joining
from sanwen.deliver.matters.states import State
from sanwen.listen.triage.versions.trial import Example

# The newest so many teach and are counted: a city's year, and a bound for its memory.
MOST = 30_000
# In these states the unit has begun: it did not say that the matter is another's.
BEGUN = (State.IN_HAND, State.WAITING, State.ANSWERED, State.REOPENED, State.CLOSED)


@dataclass(frozen=True, slots=True)
class Correction:
    """One matter: the subject a person named, and what was suggested of its first message."""

    subject: int
    ranked: list[dict[str, Any]]
    inside: list[int]
    unsure: bool


def confirmed(since: datetime | None = None) -> "QuerySet[Joining]":
    """The voices for which matters were opened whose subject a person named, newest first."""
    found = Joining.objects.filter(matter__subject_is_confirmed=True, home=F("matter"))
    if since is not None:
        found = found.filter(matter__opened_at__gte=since)
    return found.order_by("-matter__opened_at", "-pk")


def examples() -> Iterator[Example]:
    rows = confirmed().values_list(
        "voice__summary",
        "voice__text",
        "matter__category__code",
        "matter__lead_unit__code",
        "matter__state",
        "matter__opened_at",
    )
    for title, text, category, unit, state, at in rows[:MOST]:
        words = f"{title}\n{text}" if title else text
        yield Example(words, category or "", unit if unit and state in BEGUN else "", at)


def corrections(since: datetime) -> Iterator[Correction]:
    rows = confirmed(since).filter(voice__suggestion__isnull=False, matter__category__isnull=False)
    fields = rows.values_list(
        "matter__category",
        "voice__suggestion__likely",
        "voice__suggestion__inside",
        "voice__suggestion__unsure",
    )
    for row in fields[:MOST]:
        yield Correction(*row)
