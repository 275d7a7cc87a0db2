"""The procedures a matter can go on by, in words, and the one its own words point to."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from sanwen.core.dates import day_words, local_day
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.periods import period
from sanwen.deliver.procedures import known
from sanwen.deliver.procedures.hints import hinted


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    name: str
    sentence: str
    # By when, were it decided now; the real date is never before the first promise.
    due: str


@dataclass(frozen=True, slots=True)
class Hint:
    code: str
    name: str
    # What was written that points to it.
    words: str


def choices(now: datetime) -> list[tuple[str, str]]:
    language = get_language() or ""
    return [(one.code, one.name_in(language)) for one in known.for_matters(local_day(now))]


def choices_for(matter: Matter, now: datetime) -> list[Choice]:
    language, today = get_language() or "", local_day(now)
    return [
        Choice(
            one.code,
            one.name_in(language),
            one.sentence_in(language),
            day_words(
                max(
                    period(one.promise.rule, _since(matter, one.promise.begins, now), of=one).on,
                    matter.first_due_on,
                )
            ),
        )
        for one in known.for_matters(today)
    ]


def _since(matter: Matter, begins: tuple[str, ...], now: datetime) -> datetime:
    if begins[0] == "register":
        return matter.opened_at
    accepted = matter.steps.filter(verb="accept").order_by("-at").values_list("at", flat=True)
    return accepted.first() or now


def hint(matter: Matter, text: str) -> Hint | None:
    """Only while it stands where every message begins; a person decides."""
    if matter.procedure != known.FIRST:
        return None
    found = hinted(text)
    if found is None:
        return None
    one = known.current(found.code, local_day(matter.opened_at))
    return Hint(found.code, one.name_in(get_language() or ""), "、".join(found.words))
