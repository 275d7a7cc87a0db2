"""A period is published once and stays; what is found later is shown beside it, with the reason."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from sanwen.core.dates import local_day
from sanwen.core.moment import clock
from sanwen.integrity.audit.actions import record
from sanwen.people.models import User
from sanwen.verdict.scorecards import comparing, figures, profiles, rules
from sanwen.verdict.scorecards.actions import keeping
from sanwen.verdict.scorecards.measures import MEASURES
from sanwen.verdict.scorecards.models import Correction, Profile, PublishedCard
from sanwen.verdict.scorecards.periods import Period


@transaction.atomic
def publish(*, period: Period, by: User, now: datetime | None = None) -> list[PublishedCard]:
    """The whole and every unit that had anything then, as counted now, with tier and profile."""
    now = clock(now)
    known = PublishedCard.objects.filter(length=period.length, since=period.since).exists()
    rules.may_publish(by, until=period.until, today=local_day(now), is_published=known).require()
    keeping.keep()
    version = profiles.over(period.since, period.until)[-1].version
    tiers = comparing.compare(since=period.since, until=period.until)
    cards = PublishedCard.objects.bulk_create(
        [
            PublishedCard(
                length=period.length,
                since=period.since,
                until=period.until,
                unit_id=unit,
                profile=version,
                figures=dict(sums),
                tier=comparing.stored(tiers.get(unit or 0)),
                published_at=now,
                published_by=by.actor_ref,
            )
            for unit, sums in _counted(period.since, period.until).items()
        ]
    )
    details = {"length": str(period.length), "cards": len(cards), "profile": version}
    record("rates.published", on=f"rates:{period.key}", by=by, at=now, **details)
    return cards


@transaction.atomic
def correct(
    *, period: Period, reason: str, by: User, now: datetime | None = None
) -> list[Correction]:
    """Where the same period counts otherwise today. What was published is not touched."""
    now = clock(now)
    keeping.keep()
    cards = list(
        PublishedCard.objects.select_for_update(of=("self",)).filter(
            length=period.length, since=period.since
        )
    )
    counted = _counted(period.since, period.until)
    none = dict.fromkeys(MEASURES, 0)
    changed = [
        (card, counted.get(card.unit_id, none))
        for card in cards
        if _differs(_last_figures(card), counted.get(card.unit_id, none))
    ]
    rules.may_correct(by, differs=bool(changed), reason=reason).require()
    made = Correction.objects.bulk_create(
        [
            Correction(
                card=card,
                figures=dict(sums),
                reason=reason.strip(),
                made_at=now,
                made_by=by.actor_ref,
            )
            for card, sums in changed
        ]
    )
    record("rates.corrected", on=f"rates:{period.key}", by=by, at=now, cards=len(made))
    return made


def _last_figures(card: PublishedCard) -> Mapping[str, int]:
    newest = card.corrections.order_by("-made_at", "-pk").first()
    figures_: Mapping[str, int] = newest.figures if newest else card.figures
    return figures_


def _differs(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    """What is open now changes every day and is no part of what was published."""
    return any(
        one.get(name, 0) != other.get(name, 0)
        for name in MEASURES
        if name not in ("still_open", "pending")
    )


def _counted(since: date, until: date) -> dict[int | None, dict[str, int]]:
    """The whole under None, and each unit by its number."""
    counted: dict[int | None, dict[str, int]] = {None: figures.totals(since=since, until=until)}
    counted.update(
        (unit, sums) for unit, sums in figures.by_unit(since=since, until=until).items() if unit
    )
    return counted


@transaction.atomic
def set_profile(
    *, definition: profiles.Definition, by: User, now: datetime | None = None
) -> Profile:
    """A new way of counting, from a day to come. What was counted before stays as it was."""
    now = clock(now)
    rules.may_set_profile(
        by,
        starts_on=definition.starts_on,
        today=local_day(now),
        last=profiles.known()[-1].starts_on,
        reason=definition.reason,
    ).require()
    rules.is_sound(profiles.problems(definition)).require()
    profile = Profile.objects.create(
        version=definition.version,
        starts_on=definition.starts_on,
        definition=profiles.reading(definition),
        reason=definition.reason.strip(),
        published_at=now,
        published_by=by.actor_ref,
    )
    details = {"starts_on": definition.starts_on.isoformat()}
    record("rates.profile_published", on=f"profile:{profile.version}", by=by, at=now, **details)
    return profile
