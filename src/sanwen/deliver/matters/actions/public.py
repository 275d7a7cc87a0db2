"""Keeps the list that the intake form may show: what is in hand nearby, in a clerk's words."""

from datetime import datetime

from sanwen.deliver.matters.models import Matter
from sanwen.listen.voices import masking
from sanwen.listen.voices.models import OpenMatter
from sanwen.methods.text import sought

SHOWN = ("area", "summary", "state", "voices", "changed_at", "sought")
# Some signs become several when they are compared.
LONGEST = 250


def line(words: str, *, as_written: bool) -> str:
    """The public line as it is kept: masked, unless a clerk read that it names nobody."""
    return words if as_written else masking.line_for_everybody(words)


def show(matter: Matter, *, now: datetime) -> None:
    """Write, or take away, the public line of a locked matter."""
    if not (matter.is_open and matter.public_summary):
        hide(matter)
        return
    line = OpenMatter(
        ref=matter.ref,
        area_id=matter.area_id,
        summary=matter.public_summary,
        state=matter.state,
        voices=matter.voices_count,
        changed_at=now,
        sought=sought(matter.public_summary)[:LONGEST],
    )
    OpenMatter.objects.bulk_create(
        [line], update_conflicts=True, unique_fields=["ref"], update_fields=SHOWN
    )


def hide(matter: Matter) -> None:
    if matter.public_summary:
        OpenMatter.objects.filter(ref=matter.ref).delete()
