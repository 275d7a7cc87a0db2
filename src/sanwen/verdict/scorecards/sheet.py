"""The figures of a period as they stand: published ones where there are, else as counted now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import get_language

from sanwen.methods.rates import Tier
from sanwen.people.models import User
from sanwen.places.models import Unit
from sanwen.verdict.scorecards import checking, comparing, figures, profiles, public
from sanwen.verdict.scorecards.card import Card, card_of, part_of
from sanwen.verdict.scorecards.kept import Kept
from sanwen.verdict.scorecards.measures import MEASURES
from sanwen.verdict.scorecards.models import Correction, PublishedCard
from sanwen.verdict.scorecards.periods import Period
from sanwen.verdict.scorecards.shown import UnitLine, adjusted_words, tier_words

NOTHING = dict.fromkeys(MEASURES, 0)
# Every unit's rate, with what gives others away: the dearest part of a page that all may see.
_public: Kept[list[UnitLine]] = Kept(seconds=10)


@dataclass(frozen=True, slots=True)
class Sheet:
    """`published` is None while figures still move. A correction stands beside, never instead."""

    period: Period
    unit: Unit | None
    card: Card
    published: PublishedCard | None
    corrections: Sequence[tuple[Correction, Card]]


def sheet(period: Period, unit: Unit | None = None) -> Sheet:
    published = (
        PublishedCard.objects.filter(length=period.length, since=period.since, unit=unit)
        .prefetch_related("corrections")
        .first()
    )
    units = None if unit is None else [unit.pk]
    if published is None:
        now = figures.card(since=period.since, until=period.until, units=units)
        return Sheet(period, unit, now, None, ())
    corrections = [(one, _card(period, one.figures, units)) for one in published.corrections.all()]
    card = _card(period, published.figures, units, published.profile)
    return Sheet(period, unit, card, published, corrections)


def _card(
    period: Period, kept: Mapping[str, int], units: list[int] | None, profile: str = ""
) -> Card:
    """Figures kept before a measure was thought of count as nought for it."""
    return card_of(
        NOTHING | dict(kept),
        since=period.since,
        until=period.until,
        profiles=(profile,) if profile else _versions(period),
        now=figures.open_now(units=units),
        verified=checking.verified(since=period.since, until=period.until, units=units),
    )


def _versions(period: Period) -> tuple[str, ...]:
    return tuple(one.version for one in profiles.over(period.since, period.until))


def lines(period: Period, *, by: User | None, beside: bool = True) -> list[UnitLine]:
    """Every unit that had anything, in the order of the tree, one's own first; of what is published
    where it is. Without `beside`, tiers that are not published are not computed."""
    counted, tiers = _published(period) or _counted(period, beside)
    now = figures.open_by_unit()
    mine = {unit.pk for unit in by.units()} if by else set()
    language = get_language() or ""
    made = []
    for unit in _in_tree_order(mine):
        if unit.pk not in counted and unit.pk not in mine:
            continue
        card = card_of(
            NOTHING | dict(counted.get(unit.pk, NOTHING)),
            since=period.since,
            until=period.until,
            now=now.get(unit.pk),
        )
        tier = tiers.get(unit.pk)
        made.append(
            UnitLine(
                code=unit.code,
                name=unit.name_in(language),
                depth=unit.path.count("/") - 2,
                is_mine=unit.pk in mine,
                card=card,
                tier=tier_words(tier),
                adjusted=adjusted_words(tier),
            )
        )
    return made


def _published(period: Period) -> tuple[dict[int, dict[str, int]], dict[int, Tier]] | None:
    """Figures and tiers of units as they were published, if they were."""
    cards = PublishedCard.objects.filter(length=period.length, since=period.since)
    rows = cards.exclude(unit=None).values_list("unit", "figures", "tier")
    found = {unit: figures_ for unit, figures_, _tier in rows}
    tiers = {unit: comparing.read(tier) for unit, _figures, tier in rows if tier}
    return (found, tiers) if found else None


def _counted(period: Period, beside: bool) -> tuple[dict[int, dict[str, int]], dict[int, Tier]]:
    found = figures.by_unit(since=period.since, until=period.until)
    tiers = comparing.compared(since=period.since, until=period.until) if beside else {}
    return found, tiers


def tier_of(found: Sheet) -> Tier | None:
    """A unit's, as it was published with the period, else as it is counted now."""
    if found.unit is None:
        return None
    if found.published is not None:
        return comparing.read(found.published.tier) if found.published.tier else None
    period = found.period
    return comparing.compared(since=period.since, until=period.until).get(found.unit.pk)


def _in_tree_order(mine: set[int]) -> list[Unit]:
    units = sorted(
        Unit.objects.all(), key=lambda one: [int(step) for step in one.path.strip("/").split("/")]
    )
    return sorted(units, key=lambda one: one.pk not in mine)


def months(period: Period, unit: Unit | None) -> list[Card]:
    """The months of a period, each a card: for pages that must not let them be subtracted."""
    units = None if unit is None else [unit.pk]
    found = figures.by_month(since=period.since, until=period.until, units=units)
    return [card_of(sums, since=day, until=day) for day, sums in found.items()]


def public_lines(period: Period, *, beside: bool = True) -> list[UnitLine]:
    """As `lines`, with rates hidden that tell of few, and those that would give them away."""
    key = (period, beside, get_language())
    return _public.get(key, lambda: _public_lines(period, beside))


def _public_lines(period: Period, beside: bool) -> list[UnitLine]:
    found = lines(period, by=None, beside=beside)
    parts = figures.by_unit_and_month(since=period.since, until=period.until)
    cards = {
        line.code: public.card(line.card, [part_of(one) for one in parts.get(line.code, [])])
        for line in found
    }
    told = public.units_shown({code: one.solved for code, one in cards.items()})
    return [replace(line, card=_hidden(cards[line.code], line.code in told)) for line in found]


def _hidden(card: Card, is_told: bool) -> Card:
    return card if is_told else replace(card, solved=replace(card.solved, hidden=True))
