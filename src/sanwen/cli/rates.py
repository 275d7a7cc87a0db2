"""Rates of a period by unit: each with its denominator, its silence, its interval and its tier."""

from datetime import date, datetime, timedelta
from typing import Any

from sanwen.cli import telling
from sanwen.cli.refusal import Refused
from sanwen.core.actors import Machine
from sanwen.methods.percent import percent, span
from sanwen.methods.rates import Rate, Tier
from sanwen.places.models import Unit
from sanwen.verdict.scorecards import comparing, figures, metrics
from sanwen.verdict.scorecards.actions import keeping


def run(
    *,
    since: datetime | None,
    until: datetime | None,
    metric: str,
    check: bool,
    recount: bool,
    as_json: bool,
) -> int:
    """`until` is the last day that counts."""
    if metric:
        metrics.may_add(metric).require()
        telling.person("This figure is there already.")
        return 0
    _look_after(check=check, recount=recount, quiet=as_json)
    if since is None or until is None:
        if check or recount:
            return 0
        raise Refused("Name the first day with --from and the last with --to, as 2026-09-30.")
    first, last = since.date(), until.date()
    if last < first:
        raise Refused("The last day lies before the first.")
    found = _found(first, last + timedelta(days=1))
    if as_json:
        telling.machine(found | {"from": first.isoformat(), "to": last.isoformat()})
    else:
        _tell(found)
    return 0


def _look_after(*, check: bool, recount: bool, quiet: bool) -> None:
    keeping.keep()
    if recount:
        wrong = keeping.recount(by=Machine("command-line"))
        if not quiet:
            telling.person(f"Counted anew; {wrong.facts} facts and {wrong.sums} sums were wrong.")
    if not check:
        return
    if wrong := keeping.difference():
        raise Refused(
            f"{wrong.facts} facts and {wrong.sums} sums differ from a full count."
            " Run `sanwen rates --recount`."
        )
    if not quiet:
        telling.person("The sums are what a full count of all matters gives.")


def _found(first: date, until: date) -> dict[str, Any]:
    """Tiers only for whole months: what a unit was given is kept by the month."""
    whole_months = first.day == 1 and until.day == 1
    tiers = comparing.compared(since=first, until=until) if whole_months else {}
    counted = figures.by_unit(since=first, until=until)
    units = Unit.objects.in_bulk(list(counted))
    lines = sorted((units[pk].path, pk) for pk in counted if pk in units)
    card = figures.card(since=first, until=until)
    return {
        "profiles": list(card.profiles),
        "whole": {"N": card.solved.of, **_told(card.solved)},
        "units": [
            {
                "code": units[pk].code,
                "name": units[pk].name,
                "closed": counted[pk]["ratable"],
                "excluded": counted[pk]["excluded"],
                **_told(_rate(counted[pk])),
                "tier": _standing(tiers.get(pk), whole_months),
            }
            for _path, pk in lines
        ],
    }


def _rate(sums: dict[str, int]) -> Rate:
    return Rate(sums["solved"], sums["judged"], sums["asked"])


def _told(rate: Rate) -> dict[str, Any]:
    low, high = rate.bounds
    return {
        "N": rate.of,
        "A": rate.judged,
        "U": rate.unsaid,
        "solved": rate.hits,
        "rate": rate.value,
        "interval": [rate.low, rate.high],
        "bounds": [low, high],
    }


def _standing(tier: Tier | None, whole_months: bool) -> str | None:
    if not whole_months:
        return None
    return str(tier.standing) if tier else "too_few"


def _tell(found: dict[str, Any]) -> None:
    telling.person(f"Profile {', '.join(found['profiles'])}. Units in the order of their tree.")
    for line in [found["whole"] | {"name": "The whole", "tier": None}, *found["units"]]:
        telling.person(f"{line['name']}: {_words(line)}")


def _words(line: dict[str, Any]) -> str:
    if line["rate"] is None:
        return f"nobody judged of {line['N']}"
    low, high = line["bounds"]
    tier = f" · {line['tier'].replace('_', ' ')}" if line["tier"] else ""
    return (
        f"{percent(line['rate'])} ({span(*line['interval'])}) · {line['A']} of {line['N']} judged,"
        f" {line['U']} did not say · true share between {percent(low)} and {percent(high)}{tier}"
    )
