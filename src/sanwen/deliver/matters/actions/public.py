"""Keeps the neutral list that the intake form may show: what is in hand nearby, in a clerk's words."""

from datetime import datetime

from sanwen.deliver.matters.models import Matter
from sanwen.listen.voices.models import OpenMatter


def show(matter: Matter, *, now: datetime) -> None:
    """Write, or take away, the public line of a matter as it stands in the database now."""
    matter.refresh_from_db(fields=["state", "voices_count", "public_summary", "area"])
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
    OpenMatter.objects.filter(ref=matter.ref).delete()
