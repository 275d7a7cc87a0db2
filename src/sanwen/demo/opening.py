"""The open side of the demo: lines in the search, checkpoints of three days, two months of data."""

from datetime import datetime, timedelta

from sanwen.core.actors import Machine
from sanwen.core.dates import local_day
from sanwen.integrity.conduct.demands import actions as demands
from sanwen.integrity.conduct.demands.actions import Demand
from sanwen.integrity.conduct.demands.models import Ruled, Wanted
from sanwen.openness.actions import checkpoints, reading, releasing
from sanwen.people.models import User
from sanwen.people.roles import Role

CLOCK = Machine("openness")
DAYS = 3


def write(*, now: datetime) -> None:
    """After everything else: what is published tells of what was lived."""
    reading.read_lines()
    _demand(now)
    for back in range(DAYS, 0, -1):
        checkpoints.publish(by=CLOCK, now=now - timedelta(days=back))
    releasing.release_due(by=CLOCK, now=now, months=2)


def _demand(now: datetime) -> None:
    """One demand that was refused: the paper named no law. It takes two supervisors."""
    both = list(User.objects.holding(Role.SUPERVISOR)[:2])
    if len(both) < 2:
        return
    at = now - timedelta(days=60)
    asked = Demand(
        body="某物业公司",
        wanted=Wanted.IDENTITY,
        basis="未写明法律依据",
        paper="函〔2026〕3号",
        received_on=local_day(at),
    )
    kept = demands.note(demand=asked, by=both[0], now=at)
    words = "物业公司不是有权调取的机关，来函也没有法律依据，不予提供。"
    demands.decide(
        demand=kept, ruled=Ruled.REFUSED, words=words, by=both[1], now=at + timedelta(days=1)
    )
