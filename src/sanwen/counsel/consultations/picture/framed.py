"""What a frame on another site tells of a consultation."""

from datetime import datetime
from typing import Any

from sanwen.core.dates import day_words, local_day
from sanwen.counsel.consultations import phases
from sanwen.counsel.consultations.models import Consultation, OpinionMap
from sanwen.counsel.consultations.picture.shown import uniting

_MOST = 3


def framed(consultation: Consultation, *, now: datetime) -> dict[str, Any]:
    asked = list(consultation.phases.all())
    today = local_day(now)
    running = phases.open_phase(asked, today)
    counted = OpinionMap.objects.filter(consultation=consultation).first()
    until = running.closes_on if running else None
    return {
        "standing": phases.whole(asked, today).label,
        "is_open": phases.may(phases.Act.VOTE, asked, today),
        "until": day_words(until) if until else "",
        "counted": counted,
        "uniting": uniting(consultation, counted, most=_MOST),
    }
