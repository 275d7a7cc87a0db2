"""Keeps the list that the intake form may show: what is in hand nearby, in a clerk's words."""

from datetime import datetime

from sanwen.deliver.matters.models import Matter
from sanwen.listen.voices.models import OpenMatter

SHOWN = ("area", "summary", "state", "voices", "changed_at")


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
    )
    OpenMatter.objects.bulk_create(
        [line], update_conflicts=True, unique_fields=["ref"], update_fields=SHOWN
    )


def hide(matter: Matter) -> None:
    if matter.public_summary:
        OpenMatter.objects.filter(ref=matter.ref).delete()
