"""How opinions were sifted, in counts: what everybody may know of it."""

from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.db.models import Count, Q

from sanwen.counsel.consultations.models import Appeal, Consultation, HoldReason, Statement
from sanwen.counsel.consultations.states import Stand


@dataclass(frozen=True, slots=True)
class Log:
    said: int
    by_body: int
    waiting: int
    shown: int
    joined: int
    held: int
    reasons: tuple[tuple[str, int], ...]
    appeals: int
    upheld: int
    rejected: int
    undecided: int
    # From being said to being shown, in hours; None while none was.
    median_hours: float | None


def log(one: Consultation) -> Log:
    by_residents = Statement.objects.filter(consultation=one, is_by_body=False).order_by()
    stands = dict(by_residents.values_list("stand").annotate(n=Count("pk")))
    reasons = dict(
        by_residents.filter(stand=Stand.HELD).values_list("reason").annotate(n=Count("pk"))
    )
    appeals = Appeal.objects.filter(statement__consultation=one).aggregate(
        many=Count("pk"),
        for_it=Count("pk", filter=Q(upheld=True)),
        against=Count("pk", filter=Q(upheld=False)),
    )
    return Log(
        said=sum(stands.values()),
        by_body=Statement.objects.filter(consultation=one, is_by_body=True).count(),
        waiting=stands.get(Stand.WAITING, 0),
        shown=stands.get(Stand.SHOWN, 0),
        joined=stands.get(Stand.SAME, 0),
        held=stands.get(Stand.HELD, 0),
        reasons=tuple((str(each.label), reasons.get(each.value, 0)) for each in HoldReason),
        appeals=appeals["many"],
        upheld=appeals["for_it"],
        rejected=appeals["against"],
        undecided=appeals["many"] - appeals["for_it"] - appeals["against"],
        median_hours=_median_hours(one),
    )


def _median_hours(one: Consultation) -> float | None:
    rows = Statement.objects.filter(consultation=one, is_by_body=False, stand=Stand.SHOWN)
    waits = [
        (sifted_at - said_at) / timedelta(hours=1)
        for said_at, sifted_at in rows.order_by().values_list("said_at", "sifted_at")
        if sifted_at is not None
    ]
    return median(waits) if waits else None
