"""A date that has passed is told to the unit, and weekly to supervisors; the rest climbs."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, QuerySet

from sanwen.core.dates import local_day
from sanwen.deliver.matters.actions import beats
from sanwen.deliver.matters.models import Matter, Recusal
from sanwen.notices.actions import post_many
from sanwen.notices.models import Notice, Topic
from sanwen.notices.outbox import NoticeDraft, to_staff
from sanwen.people.models import Membership
from sanwen.people.roles import Role

BATCH = 500
# Days past the date: who works on it is told on the first (made up for within three days), and
# supervisors from the seventh. Heads and the levels above learn of it by climbing.
UNIT_FROM, UNIT_UNTIL, SUPERVISOR_FROM = 1, 3, 7


def tell_late(*, now: datetime | None = None) -> int:
    """Run as often as wanted: keys make it once. A stretch without a worker is made up for."""
    now = beats.clock(now)
    today = local_day(now)
    told = 0
    for matters in _batches(_passed(today, UNIT_FROM, UNIT_UNTIL)):
        told += _post(_but_recused(matters, _for_units(matters)), now=now)
    return told + _post(_for_supervisors(today), now=now)


def _passed(today: date, first: int, last: int) -> "QuerySet[Matter]":
    """Open matters whose date passed at least `first` and less than `last` days ago."""
    return Matter.objects.open().filter(
        due_on__gt=today - timedelta(days=last), due_on__lte=today - timedelta(days=first)
    )


def _batches(matters: "QuerySet[Matter]") -> Iterator[list[Matter]]:
    after = 0
    light = matters.only("pk", "due_on", "lead_unit", "received_by", "handler").order_by("pk")
    while batch := list(light.filter(pk__gt=after)[:BATCH]):
        yield batch
        after = batch[-1].pk


@transaction.atomic
def _post(drafts: Iterable[NoticeDraft], *, now: datetime) -> int:
    """Only what was not told yet is written."""
    wanted = {draft.key: draft for draft in drafts}
    told = set(Notice.objects.filter(key__in=wanted).values_list("key", flat=True))
    fresh = [draft for key, draft in wanted.items() if key not in told]
    post_many(fresh, now=now)
    return len(fresh)


def _for_units(matters: list[Matter]) -> Iterator[tuple[Matter, int]]:
    """Whoever has it in hand; else the unit's handlers; where no unit has it yet, the desk."""
    handlers = _by_unit(Role.HANDLER, [matter.lead_unit_id for matter in matters])
    desk = _by_unit(Role.INTAKE, [matter.received_by_id for matter in matters])
    for matter in matters:
        if matter.handler_id:
            yield matter, matter.handler_id
        elif matter.lead_unit_id:
            yield from ((matter, user) for user in handlers.get(matter.lead_unit_id, ()))
        else:
            yield from ((matter, user) for user in desk.get(matter.received_by_id, ()))


def _for_supervisors(today: date) -> Iterator[NoticeDraft]:
    """One line a week with the number of matters; the list itself is on their page."""
    late = (
        Matter.objects.late(today - timedelta(days=SUPERVISOR_FROM - 1))
        .values_list("received_by__path")
        .annotate(Count("pk"))
        .order_by()
    )
    counts = dict(late)
    week = f"{today:%G-W%V}"
    for user, path in _held(Role.SUPERVISOR).values_list("user", "unit__path"):
        number = sum(count for under, count in counts.items() if under.startswith(path))
        if number:
            yield to_staff(Topic.LATE_WEEK, str(number), user, what=week)


def _but_recused(
    matters: list[Matter], pairs: Iterator[tuple[Matter, int]]
) -> Iterator[NoticeDraft]:
    """Whoever keeps away from a matter is not written to about it."""
    shut = Recusal.objects.people_of(matter.pk for matter in matters)
    return (_late(one, user) for one, user in pairs if user not in shut.get(one.pk, ()))


def _late(matter: Matter, user: int) -> NoticeDraft:
    return to_staff(Topic.LATE, matter.ref, user, what=matter.due_on)


def _by_unit(role: Role, units: Iterable[int | None]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    wanted = {unit for unit in units if unit}
    for unit, user in _held(role).filter(unit__in=wanted).values_list("unit", "user"):
        found.setdefault(unit, []).append(user)
    return found


def _held(role: Role) -> "QuerySet[Membership]":
    return Membership.objects.now().filter(role=role, user__is_active=True)
