"""A handful of matters between the levels: calls, a unit brought in, one handed up; climbing."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import QuerySet

from sanwen.core.dates import local_day
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.actions import climbing, handing, helping, whistling
from sanwen.deliver.matters.actions.whistling import Responding
from sanwen.deliver.matters.models import Assignment, Matter, Task, Whistle
from sanwen.deliver.matters.states import State
from sanwen.demo.setting import Cast
from sanwen.places.models import Level, Unit

NEEDS = "请派人到现场看一看，一起定下怎么修、谁来修；镇里当天有人等。"
COMES = "明天上午带检测设备到场。"
HANDED = "镇里没有这项执法权，已把现场情况一并报上。"
EXPLAIN = "请当面把办理打算和日期告诉提出的人。"
GIVEN = "已上门说明，当面留了办理日期。"
# Moments of the last weeks at which what stood late or still climbed.
SWEEPS = (timedelta(days=10), timedelta(days=5), timedelta(days=2), timedelta())


def write(*, now: datetime) -> None:
    cast = Cast()
    then = now - timedelta(hours=20)
    acts: tuple[Callable[[Cast, Matter, datetime], object], ...]
    acts = (_called_and_coming, _called, _called_long_ago)
    for matter, act in zip(_with_a_town(then), acts, strict=False):
        _try(act, cast, matter, then)
    for matter in _led_by(Level.TOWN, then)[-1:]:
        _try(_handed_up, cast, matter, then)
    for matter in _led_by(Level.COUNTY, then)[:3]:
        _try(_explained, cast, matter, then)
    for ago in SWEEPS:
        climbing.sweep(now=now - ago)


def _led_by(level: Level, before: datetime) -> list[Matter]:
    return list(_resting(before).filter(lead_unit__level=level)[:8])


def _with_a_town(before: datetime) -> list[Matter]:
    """A town or village leads or assists, so it may call."""
    parts = Assignment.objects.filter(ended_at=None, unit__level__gte=Level.TOWN)
    return list(_resting(before).filter(pk__in=parts.values("matter"))[:8])


def _resting(before: datetime) -> "QuerySet[Matter]":
    """Open matters that stood still at that moment, so that nothing happens out of its order."""
    resting = Matter.objects.filter(
        state__in=(State.ASSIGNED, State.IN_HAND), state_since__lt=before
    ).exclude(steps__at__gte=before)
    return resting.select_related("lead_unit", "category", "area").order_by("-opened_at")


def _try(
    act: Callable[[Cast, Matter, datetime], object], cast: Cast, matter: Matter, now: datetime
) -> None:
    """The demo goes on without what the rules do not allow."""
    try:
        act(cast, matter, now)
    except NotAllowed:
        return


def _whistle(cast: Cast, matter: Matter, now: datetime) -> Whistle:
    bureau = matter.category and matter.category.unit
    called = bureau if bureau and bureau.level == Level.COUNTY else cast.units["urban"]
    parts = matter.assignments.filter(ended_at=None, unit__level__gte=Level.TOWN)
    caller = parts.select_related("unit").order_by("-part", "pk")[0].unit
    by = cast.who("handler", caller.code)
    return whistling.whistle(matter=matter, called=called, needs=NEEDS, by=by, now=now)


def _called(cast: Cast, matter: Matter, now: datetime) -> None:
    _whistle(cast, matter, now)


def _called_long_ago(cast: Cast, matter: Matter, now: datetime) -> None:
    """Nobody responded: the call has climbed."""
    _whistle(cast, matter, max(now - timedelta(days=6), matter.state_since))


def _called_and_coming(cast: Cast, matter: Matter, now: datetime) -> None:
    call = _whistle(cast, matter, now)
    later = now + timedelta(hours=3)
    to = Responding("coming", COMES, local_day(later) + timedelta(days=1))
    whistling.respond(call=call, to=to, by=cast.who("handler", call.called.code), now=later)


def _handed_up(cast: Cast, matter: Matter, now: datetime) -> None:
    by = cast.who("unit_lead", _lead(matter).code)
    handing.hand_up(matter=matter, because=HANDED, by=by, now=now)


def _explained(cast: Cast, matter: Matter, now: datetime) -> None:
    """The bureau settles it, the town or village where it is explains it."""
    near = Unit.objects.filter(area=matter.area, level__gte=Level.TOWN).first()
    if near is None:
        return
    by = cast.who("unit_lead", _lead(matter).code)
    part = helping.bring_in(
        matter=matter, unit=near, owes=Task.EXPLAIN, because=EXPLAIN, by=by, now=now
    )
    later = now + timedelta(hours=4)
    helping.contribute(part=part, words=GIVEN, by=cast.who("handler", near.code), now=later)


def _lead(matter: Matter) -> Unit:
    assert matter.lead_unit is not None
    return matter.lead_unit
