"""What a program may tell the person who gave it their code: the words of their own page."""

from datetime import datetime

from sanwen.api.shapes import LookupOut, StepOut
from sanwen.api.voices import matter_out
from sanwen.core import codes
from sanwen.web.mine import Mine, mine
from sanwen.web.mycode import voice_for


def looked_up(code: str, *, now: datetime) -> LookupOut | None:
    """None alike for what could be no code and for what was never given out."""
    voice = voice_for(code) if codes.is_valid(code) else None
    return _told(mine(voice, now=now)) if voice else None


def _told(found: Mine) -> LookupOut:
    voice, matter = found.voice, found.matter
    return LookupOut(
        number=voice.ref,
        matter=matter_out(matter),
        headline=found.headline,
        registered_at=voice.registered_at,
        promised_on=matter.due_on,
        first_promised_on=voice.promised_on,
        provisional=matter.due_is_provisional,
        late=found.is_late,
        answered=found.answer is not None,
        timeline=[
            StepOut(at=datetime.fromisoformat(line.iso), words=line.what, reason=line.why)
            for line in found.timeline
        ],
    )
