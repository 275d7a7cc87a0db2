"""Ballots for tests, written straight into the tables: their acts have tests of their own."""

from datetime import timedelta

from sanwen.counsel.ballots.models import Ballot, Identity, Kind, Method, Option, Shape
from sanwen.counsel.ballots.states import State
from sanwen.places.models import Unit
from tests.factories.moments import MORNING
from tests.factories.places import units

TODAY = MORNING.date()
LAST = TODAY + timedelta(days=10)
AFTER = MORNING + timedelta(days=11)


def ballot(unit: Unit | None = None, *, state: State = State.VOTING, **fields: object) -> Ballot:
    """A ballot about money with three projects, open today; codes as asked for."""
    public = state not in (State.DRAFT, State.WITHDRAWN)
    given: dict[str, object] = {
        "kind": Kind.BUDGET,
        "title": "石桥村二十万元怎么花",
        "summary": "县里给石桥村二十万元，用在哪里由村民先说。",
        "who_decides": "石桥村村民会议",
        "shape": Shape.APPROVAL,
        "most": 2,
        "budget": 200_000,
        "method": Method.SHARES_ADD1,
        "identity": Identity.COOKIE,
        "opens_on": TODAY,
        "closes_on": LAST,
        "state": state,
        "made_at": MORNING,
        "made_by": "staff:lead",
        "published_at": MORNING if public else None,
        "published_by": "staff:lead" if public else "",
    }
    if state == State.WITHDRAWN:
        given |= {"withdrawn_at": MORNING, "withdrawn_because": "钱没有批下来。"}
    made = Ballot.objects.create(unit=unit or units().desk, **given | fields)
    options(made)
    return made


def options(made: Ballot) -> list[Option]:
    wanted = [("路灯", 120_000), ("水渠", 90_000), ("凉亭", 60_000)]
    return Option.objects.bulk_create(
        Option(
            ballot=made,
            number=number,
            name=f"{number:02}",
            title=title,
            cost=cost if made.kind != Kind.PRIORITY else 0,
        )
        for number, (title, cost) in enumerate(wanted, 1)
    )
