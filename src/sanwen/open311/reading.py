"""Requests are the public matters: the line written for everybody, days, unit, place; no person."""

from collections.abc import Iterable
from datetime import date, datetime, time
from functools import cache

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanwen.core.dates import local_day
from sanwen.deliver.matters.models import Joining, Matter
from sanwen.deliver.matters.states import ENDED
from sanwen.listen.voices.models import Channel
from sanwen.open311.asking import MOST, Asked
from sanwen.open311.formats import Value
from sanwen.open311.offering import below
from sanwen.openness.models import PublicMatter, PublicState

# Answered is not over: the resident has the last word, so it is open until they had it.
CLOSED = frozenset({PublicState.CLOSED, PublicState.ELSEWHERE, PublicState.JOINED})
OPEN = frozenset(PublicState) - CLOSED
_NAMES = ("", "_en")
# Plain rows: a thousand objects with their neighbours would cost twice the time.
_COLUMNS = (
    "number", "summary", "state", "opened_on", "due_on", "closed_on", "joined_into",
    "category__code", "category__name", "category__name_en",
    "unit__name", "unit__name_en", "area__code", "area__name", "area__name_en",
)  # fmt: skip
Row = dict[str, object]
Request = dict[str, Value]


def requests(asked: Asked) -> list[Request]:
    rows = list(_found(asked).values(*_COLUMNS)[:MOST])
    told = [_told(row) for row in rows]
    if asked.numbers is None:
        return told
    known = {row["number"] for row in rows}
    return [*told, *_just_posted(number for number in asked.numbers if number not in known)]


def _found(asked: Asked) -> QuerySet[PublicMatter]:
    matters = PublicMatter.objects.newest_first()
    if asked.numbers is not None:
        return matters.filter(number__in=asked.numbers)
    if asked.days:
        matters = matters.filter(opened_on__range=asked.days)
    if asked.services:
        matters = matters.filter(category__in=below(asked.services))
    if len(asked.statuses) == 1:
        matters = matters.filter(state__in=OPEN if "open" in asked.statuses else CLOSED)
    return matters if asked.before is None else matters.filter(_older(asked.before))


def _older(number: int) -> Q:
    """One that is not public begins nothing: then there is no next page."""
    day = PublicMatter.objects.filter(pk=number).values_list("opened_on", flat=True).first()
    if day is None:
        return Q(pk__in=())
    return Q(opened_on__lte=day) & (Q(opened_on__lt=day) | Q(number__lt=number))


def _told(row: Row) -> Request:
    state = PublicState(str(row["state"]))
    is_closed = state in CLOSED
    return {
        "service_request_id": f"M-{row['number']}",
        "status": "closed" if is_closed else "open",
        "status_notes": _notes(state, row["joined_into"]),
        "service_name": _name(row, "category"),
        "service_code": _text(row["category__code"]),
        "description": str(row["summary"]),
        "agency_responsible": _name(row, "unit"),
        "service_notice": None,
        "requested_datetime": moment(row["opened_on"]),
        "updated_datetime": moment(row["closed_on"]) if is_closed else None,
        "expected_datetime": moment(row["due_on"]),
        "address": _name(row, "area"),
        "address_id": _text(row["area__code"]),
        "zipcode": None,
        "lat": None,
        "long": None,
        "media_url": None,
    }


def _notes(state: PublicState, joined_into: object) -> str:
    if state == PublicState.JOINED and joined_into:
        return _("goes on as %(matter)s") % {"matter": f"M-{joined_into}"}
    return str(state.label)


def _just_posted(numbers: Iterable[int]) -> list[Request]:
    """What a program handed in and no clerk has written a public line for: number, status, days."""
    asked = set(numbers)
    ties = handed_in().filter(Q(matter__in=asked) | Q(home__in=asked))
    ours = {number for tie in ties.values_list("matter", "home") for number in tie}
    return [_bare(one) for one in Matter.objects.filter(pk__in=asked & ours).order_by("-pk")]


def handed_in() -> QuerySet[Joining]:
    return Joining.objects.filter(voice__channel=Channel.API)


def _bare(matter: Matter) -> Request:
    is_closed = matter.state in ENDED
    return {
        "service_request_id": matter.ref,
        "status": "closed" if is_closed else "open",
        "requested_datetime": moment(local_day(matter.opened_at)),
        "updated_datetime": moment(local_day(matter.state_since)) if is_closed else None,
        "expected_datetime": moment(matter.due_on),
    }


def goes_on_as(number: int) -> int | None:
    """The matter that a posted or public one is today: itself, or the one it was joined to."""
    tie = handed_in().filter(Q(matter=number) | Q(home=number)).values_list("matter").first()
    if tie:
        return int(tie[0])
    found = PublicMatter.objects.filter(pk=number).values_list("number", "joined_into").first()
    return int(found[1] or found[0]) if found else None


def moment(day: object) -> str | None:
    """Only the day is told, as its beginning here: 2026-11-22T00:00:00+08:00."""
    return _beginning(day) if isinstance(day, date) else None


@cache
def _beginning(day: date) -> str:
    return timezone.make_aware(datetime.combine(day, time())).isoformat()


def _name(row: Row, noun: str) -> str | None:
    is_english = (get_language() or "").startswith("en")
    names = [_text(row[f"{noun}__name{end}"]) for end in (_NAMES[::-1] if is_english else _NAMES)]
    return next((name for name in names if name), None)


def _text(value: object) -> str | None:
    return str(value) if value else None
