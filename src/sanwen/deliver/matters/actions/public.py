"""Keeps the list that the intake form may show: what is in hand nearby, in a clerk's words."""

from datetime import datetime

from sanwen.deliver.matters.models import Matter
from sanwen.listen.voices.models import OpenMatter


def show(matter: Matter, *, now: datetime) -> None:
    """Write, or take away, the public line of a locked matter."""
    if not (matter.is_open and matter.public_summary):
        hide(matter)
        return
    OpenMatter.objects.update_or_create(
        ref=matter.ref,
        defaults={
            "area_id": matter.area_id,
            "summary": matter.public_summary,
            "state": matter.state,
            "voices": matter.voices_count,
            "changed_at": now,
        },
    )


def hide(matter: Matter) -> None:
    if matter.public_summary:
        OpenMatter.objects.filter(ref=matter.ref).delete()
