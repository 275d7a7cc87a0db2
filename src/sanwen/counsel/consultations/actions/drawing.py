"""Drawing the opinion map beside the voting: no lock is held while it is computed."""

import time
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from sanwen.counsel.consultations.models import Consultation, OpinionMap
from sanwen.counsel.consultations.picture.drawn import drawn
from sanwen.counsel.consultations.picture.taken import votes_of
from sanwen.methods.opinion import opinion_map

# A map that took long waits longer before the next one: drawing takes a quarter of a core at most.
_REST = 3


def draw_due() -> int:
    """Each map whose votes were counted anew since it was drawn, the longest waiting first. One
    that fails does not keep the others from being drawn; its fault is raised after them."""
    now = timezone.now()
    waiting = OpinionMap.objects.filter(Q(drawn_at=None) | Q(drawn_at__lt=F("counted_at")))
    due = waiting.select_related("consultation").order_by(F("drawn_at").asc(nulls_first=True))
    drawn_now, faults = 0, []
    for one in [each for each in due if _has_rested(each, now)]:
        try:
            draw(consultation=one.consultation)
            drawn_now += 1
        except Exception as fault:
            faults.append(fault)
    if faults:
        raise ExceptionGroup("maps that could not be drawn", faults)
    return drawn_now


def _has_rested(one: OpinionMap, now: datetime) -> bool:
    if one.drawn_at is None:
        return True
    return now >= one.drawn_at + timedelta(milliseconds=_REST * one.took_ms)


def draw(*, consultation: Consultation) -> OpinionMap:
    """The picture of all votes cast until now."""
    now, began = timezone.now(), time.monotonic()
    taken = votes_of(consultation)
    picture = drawn(opinion_map(taken.votes), taken.statements)
    return _keep(consultation, picture, now, took_ms=int(1000 * (time.monotonic() - began)))


@transaction.atomic
def _keep(
    consultation: Consultation, picture: dict[str, object], now: datetime, *, took_ms: int
) -> OpinionMap:
    """An older picture that comes late never replaces a newer one."""
    kept, _ = OpinionMap.objects.select_for_update().get_or_create(
        consultation=consultation, defaults={"counted_at": now}
    )
    if kept.drawn_at is None or kept.drawn_at < now:
        kept.picture, kept.drawn_at, kept.took_ms = picture, now, took_ms
        kept.save(update_fields=["picture", "drawn_at", "took_ms"])
    return kept
