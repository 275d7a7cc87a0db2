"""Saying an opinion: by whoever takes part, masked before it is stored, or by the body itself."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from sanwen.core.actors import Machine
from sanwen.core.dates import local_day
from sanwen.core.moment import clock
from sanwen.counsel.consultations import rules
from sanwen.counsel.consultations.actions.beats import lock
from sanwen.counsel.consultations.actions.joining import take_part
from sanwen.counsel.consultations.drafts import Seat
from sanwen.counsel.consultations.models import Consultation, Statement
from sanwen.counsel.consultations.states import Stand
from sanwen.integrity.audit.actions import TrailRow, record, record_many
from sanwen.listen.voices.masking import for_everybody
from sanwen.people.models import User

# The trail names no participant: it would tie a code to an opinion.
PAGE = Machine("consultation-page")


@transaction.atomic
def say(
    *, consultation: Consultation, text: str, seat: Seat, now: datetime | None = None
) -> tuple[Statement, Seat]:
    """It waits to be read by the desk; the seat is that of a participant from now on."""
    now = clock(now)
    one = lock(consultation)
    rules.may_say(one, list(one.phases.all()), local_day(now)).require()
    seat = take_part(consultation=one.pk, seat=seat, now=now)
    made = Statement.objects.create(
        consultation=one,
        number=_next_number(one),
        text=for_everybody(text.strip()).text,
        author_id=seat.participant,
        said_at=now,
    )
    record("statement.said", on=made.trail_ref, by=PAGE, at=now)
    return made, seat


@transaction.atomic
def say_all_for_body(
    *, consultation: Consultation, texts: Sequence[str], by: User, now: datetime | None = None
) -> list[Statement]:
    """Marked as the body's own; shown at once, as nobody sifts their own words."""
    now = clock(now)
    one = lock(consultation)
    rules.may_say_for_body(one, list(one.phases.all()), by, local_day(now)).require()
    made = Statement.objects.bulk_create(
        Statement(
            consultation=one,
            number=number,
            text=for_everybody(text.strip()).text,
            is_by_body=True,
            stand=Stand.SHOWN,
            said_at=now,
            sifted_at=now,
            sifted_by=by.actor_ref,
        )
        for number, text in enumerate(texts, start=_next_number(one))
    )
    record_many([TrailRow("statement.said_by_body", each.trail_ref, by, now) for each in made])
    return made


def _next_number(one: Consultation) -> int:
    last = Statement.objects.filter(consultation=one).aggregate(Max("number"))["number__max"]
    return int(last or 0) + 1
