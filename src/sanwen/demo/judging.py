"""What was judged in the demo's year: two quarters published, a lot drawn, two exclusions."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sanwen.core.dates import local_day
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.models import Assignment, Joining, Matter
from sanwen.demo.reading import read_toml
from sanwen.demo.setting import Cast
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit
from sanwen.verdict.scorecards.actions import checking, excluding, keeping, publishing
from sanwen.verdict.scorecards.models import Fact, FieldCheck, Finding, Length
from sanwen.verdict.scorecards.periods import Period, containing

DRAWN = 12


def write(cast: Cast, *, now: datetime) -> None:
    """After the year was lived: counted, looked at in the field, and published."""
    keeping.keep()
    last = containing(local_day(now), Length.QUARTER).before()
    texts = read_toml("judging.toml")
    _exclude(cast, last, texts, now - timedelta(days=12))
    _check(cast, last, texts, now - timedelta(days=10))
    leader = next(iter(User.objects.holding(Role.LEADER).order_by("pk")))
    for period in (last.before(), last):
        publishing.publish(period=period, by=leader, now=now - timedelta(days=2))


def _exclude(cast: Cast, period: Period, texts: dict[str, object], at: datetime) -> None:
    """One that stands, and one to which the resident objects."""
    left = list(texts["exclusions"])  # type: ignore[call-overload]
    facts = Fact.objects.filter(
        ratable=True, ended_on__gte=period.since, ended_on__lt=period.until, refused=True
    )
    for matter in Matter.objects.filter(pk__in=facts.values("matter")).order_by("pk"):
        if not left:
            return
        try:
            _take_out(cast, matter, left[0], at)
        except (LookupError, NotAllowed):
            continue
        left.pop(0)


def _take_out(cast: Cast, matter: Matter, text: dict[str, str], at: datetime) -> None:
    clerk, supervisor = _two(cast, matter)
    one = excluding.propose(
        matter=matter, ground="no_basis", reason=text["reason"], by=clerk, now=at
    )
    one = excluding.confirm(exclusion=one, by=supervisor, now=at + timedelta(hours=5))
    if words := text.get("objection"):
        voice = Joining.objects.filter(matter=matter, withdrawn_at=None)[0].voice
        excluding.object_to(exclusion=one, voice=voice, words=words, now=at + timedelta(days=1))


def _two(cast: Cast, matter: Matter) -> tuple[User, User]:
    desk = matter.received_by.code
    return cast.who(Role.INTAKE, desk), cast.who(Role.SUPERVISOR, desk)


def _check(cast: Cast, period: Period, texts: dict[str, object], at: datetime) -> None:
    desk = cast.units["hub"]
    by = cast.who(Role.SUPERVISOR, desk.code)
    listed = len(checking.listed(desk, since=period.since, until=period.until))
    if not listed:
        return
    draw = checking.announce(
        of=desk,
        since=period.since,
        until=period.until,
        size=min(DRAWN, listed),
        seed_source=str(texts["seed_source"]),
        by=by,
        now=at,
    )
    later = at + timedelta(days=3)
    draw = checking.draw_lots(draw=draw, seed=str(texts["seed"]), by=by, now=later)
    for check, finding in zip(draw.checks.all(), _findings(), strict=False):
        _look(cast, check, finding, by, later + timedelta(days=2))


def _findings() -> Iterator[Finding]:
    """Most agree; one does not, one cannot be told, one does not wish it; the last are to come."""
    yield from (*[Finding.AGREES] * 6, Finding.NOT, Finding.UNCLEAR, Finding.DECLINED)


def _look(cast: Cast, check: FieldCheck, finding: Finding, by: User, at: datetime) -> None:
    for unit in Unit.objects.filter(kind="town").order_by("code"):
        had_a_part = Assignment.objects.filter(matter=check.matter, unit=unit).exists()
        if had_a_part or unit == check.matter.lead_unit:
            continue
        try:
            looker = cast.who(Role.HANDLER, unit.code)
            checking.give(check=check, unit=unit, by=by, now=at)
            checking.find(check=check, finding=finding, words="", by=looker, now=at)
        except (LookupError, NotAllowed):
            continue
        return
