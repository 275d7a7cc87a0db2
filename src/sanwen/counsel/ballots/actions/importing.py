"""Publishing an older ballot, or one from elsewhere, from its `.pb` file."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sanwen.core.moment import clock
from sanwen.core.ruling import refused
from sanwen.counsel.ballots import electing, rules
from sanwen.counsel.ballots.actions.counting import keep
from sanwen.counsel.ballots.models import Ballot, Kind, Option, Slip
from sanwen.counsel.ballots.states import State
from sanwen.integrity.audit.actions import record
from sanwen.methods.ballots import Election, Marks, Points
from sanwen.people.models import User
from sanwen.places.models import Unit


@transaction.atomic
def take_over(
    election: Election,
    *,
    title: str,
    source: str,
    unit: Unit,
    by: User,
    now: datetime | None = None,
) -> Ballot:
    """It is published and counted at once. What the file says of single voters is not kept."""
    now = clock(now)
    rules.may_take_over(unit, by).require()
    reason = _unfit(election)
    if reason:
        refused(reason).require()
    made = _made(election, title, source, unit, by, now)
    Option.objects.bulk_create(
        Option(
            ballot=made,
            number=number,
            name=project.id,
            title=(project.name or project.id)[:120],
            cost=int(project.cost),
        )
        for number, project in enumerate(election.projects, 1)
    )
    ids = [project.id for project in election.projects]
    slips = (
        Slip(ballot=made, marks=electing.written(made.shape, _chosen(marks, ids)))
        for marks, many in election.ballots.items()
        for _one in range(many)
    )
    Slip.objects.bulk_create(slips, batch_size=5000)
    tally = keep(made, by, now)
    record("ballot.taken_over", on=made.trail_ref, by=by, at=now, slips=tally.slips)
    return made


def _made(
    election: Election, title: str, source: str, unit: Unit, by: User, now: datetime
) -> Ballot:
    longest = election.meta.get("max_length", "")
    money = election.budget > 0
    return Ballot.objects.create(
        unit=unit,
        kind=Kind.BUDGET if money else Kind.PRIORITY,
        title=title.strip(),
        summary=title.strip(),
        who_decides=unit.name,
        shape=electing.SHAPES[election.kind],
        most=min(int(longest), 300) if longest.isdigit() and int(longest) else 300,
        budget=int(election.budget),
        method=electing.method_of(election.meta.get("rule", "")),
        opens_on=_day(election.meta.get("date_begin", "")),
        closes_on=_day(election.meta.get("date_end", "")),
        state=State.COUNTED,
        source=source.strip(),
        made_at=now,
        made_by=by.actor_ref,
        published_at=now,
        published_by=by.actor_ref,
    )


def _unfit(election: Election) -> str:
    whole = [election.budget, *(project.cost for project in election.projects)]
    if any(amount.denominator != 1 for amount in whole):
        return _("Amounts must be whole yuan.")
    if len(election.projects) > rules.MOST_OPTIONS or not election.projects:
        return _("At most %(most)d can stand on one list.") % {"most": rules.MOST_OPTIONS}
    return ""


def _chosen(marks: Marks, ids: list[str]) -> list[tuple[str, Points]]:
    return [(ids[place], points) for place, points in marks]


def _day(text: str) -> date | None:
    for shape in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None
