"""After an interest was declared: open matters are read once more for whoever keeps away."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from sanwen.core.dates import local_day
from sanwen.deliver.matters.actions import beats, recusing
from sanwen.deliver.matters.models import Joining, Matter
from sanwen.integrity.conduct.touched import interested_in, touched
from sanwen.listen.voices.models import Addition

BATCH = 500


def look_through(*, after: int = 0, now: datetime | None = None) -> int | None:
    """Open matters once more, after an interest was declared; gives where to go on, if anywhere."""
    now = beats.clock(now)
    numbers = list(
        Matter.objects.open()
        .filter(pk__gt=after)
        .order_by("pk")
        .values_list("pk", flat=True)[:BATCH]
    )
    for number, text in _texts(numbers):
        _look_again(number, text, now=now)
    return numbers[-1] if len(numbers) == BATCH else None


def _texts(numbers: list[int]) -> Iterable[tuple[int, str]]:
    """Everything that was said on each, joined."""
    said: dict[int, list[str]] = {number: [] for number in numbers}
    joinings = Joining.objects.filter(matter__in=numbers, withdrawn_at=None).order_by("pk")
    for matter, text, summary in joinings.values_list("matter", "voice__text", "voice__summary"):
        said[matter] += [text, summary]
    added = Addition.objects.filter(voice__joining__matter__in=numbers).order_by("pk")
    for matter, text in added.values_list("voice__joining__matter", "text"):
        said[matter].append(text)
    return ((number, "\n".join(texts)) for number, texts in said.items())


@transaction.atomic
def _look_again(number: int, text: str, *, now: datetime) -> None:
    matter = Matter.objects.select_related("lead_unit").get(pk=number)
    today = local_day(now)
    people = touched(text, area=matter.area_id, today=today)
    if matter.lead_unit:
        people |= interested_in(matter.lead_unit, today=today)
    if people:
        recusing.shut_out(beats.lock(matter), people, now=now)
