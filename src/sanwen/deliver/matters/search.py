"""Finding words in all that one may see: newest first, by an index where that is short, else by
walking.

Two ways, because no index gives "the newest fifty of the hundred thousand that hold this word".
Rare words are read whole from the index of character pairs and then sorted. Common words are found
by walking from the newest matter on: the commoner a word, the shorter the walk. Both see the same
rows, pass `visible_to`, and compare the exact words.
"""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, OuterRef, Q
from django.db.models.expressions import RawSQL

from sanwen.deliver.matters.models import DOERS, OVERSEERS, Joining, Matter
from sanwen.deliver.matters.models.recusal import line_of
from sanwen.deliver.matters.queue_rows import SHOWN, in_order, members, walked
from sanwen.deliver.matters.queues import NOT_RECUSED, Queue
from sanwen.listen.voices import near
from sanwen.listen.voices.models import Addition
from sanwen.methods import seeking
from sanwen.methods.seeking import Part
from sanwen.people.models import User

PAGE = 50
# Messages read from the index at once; a word with more is common enough to be walked to.
PROBED = 5000
# Walking each unit's own matters pays while these are few.
FEW_UNITS = 3
# A word in a larger share of all messages is met soon, whoever walks.
COMMON = 0.05
WORDS = near.Held("voices_voice", "id", "voices_sought")
LAST = datetime(9999, 1, 1, tzinfo=UTC)

# The codes, numbers of ours, stand in the text of each statement: prepared once for all words, it
# would be planned for none of them.
_HITS = """
    SELECT v.id FROM voices_voice v
    WHERE sought_codes(v.sought) @> '{{{codes}}}'::bigint[] AND v.sought LIKE ALL(%(like)s)
    LIMIT %(most)s"""
_JOINED = "SELECT matter_id FROM matters_joining WHERE voice_id = ANY(%(hits)s::bigint[])"
# A value and not a join, so that it is asked of one matter after the other and the walk can end.
_HOLDS = """
    (SELECT bool_or(v.sought LIKE ALL(%(like)s)) FROM matters_joining j
     JOIN voices_voice v ON v.id = j.voice_id WHERE j.matter_id = m.id)"""
_ORDER = "ORDER BY m.opened_at DESC, m.id DESC LIMIT %(size)s"
_OF_UNITS = """
    SELECT m.id FROM unnest(%({units})s::bigint[]) u(id) CROSS JOIN LATERAL (
        SELECT m.id, m.opened_at FROM matters_matter m WHERE m.{unit} = u.id {more} {order}) m"""
# As the index `matters_newest` is written; and who sees a matter, asked as a value as well.
_ALL = """
    SELECT m.id FROM matters_matter m
    WHERE (m.opened_at AT TIME ZONE 'UTC') <= (%(first)s AT TIME ZONE 'UTC') {bounds}
      AND (m.received_by_id = ANY(%(sees)s) OR m.lead_unit_id = ANY(%(does)s)
        OR (SELECT true FROM matters_assignment a
            WHERE a.matter_id = m.id AND a.unit_id = ANY(%(does)s) LIMIT 1))
      AND {holds}
    ORDER BY (m.opened_at AT TIME ZONE 'UTC') DESC, m.id DESC LIMIT %(size)s"""
# Put in order first and then asked one by one: so the words of few are looked at.
_GIVEN = """
    WITH m AS MATERIALIZED (
        SELECT m.id, m.opened_at
        FROM matters_assignment a JOIN matters_matter m ON m.id = a.matter_id
        WHERE a.unit_id = ANY(%(does)s) AND m.lead_unit_id IS DISTINCT FROM a.unit_id {bounds}
        ORDER BY m.opened_at DESC, m.id DESC)
    SELECT m.id FROM m WHERE {holds} LIMIT %(size)s"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: words as they were typed; a queue to stay in; registered from and
    before which moment; and the last matter of the page before."""

    words: str
    queue: Queue | None = None
    since: datetime | None = None
    before: datetime | None = None
    after: str = ""

    @property
    def phrases(self) -> tuple[str, ...]:
        return seeking.phrases(self.words)


@dataclass(frozen=True, slots=True)
class Hit:
    """A matter, and the stretch of one of its messages where the words stand."""

    matter: Matter
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Found:
    hits: list[Hit]
    # Where the next page begins; empty on the last.
    after: str


def search(person: User, asked: Asked, *, today: date, size: int = PAGE) -> Found:
    """The newest matters that the person may see with a message that holds all the phrases."""
    if not asked.phrases:
        return Found([], "")
    known = _probe(asked.phrases)
    if known is None:
        numbers = _walk(person, asked, today=today, size=size + 1)
    else:
        numbers = _picked(person, asked, known, today=today)
    seen = Matter.objects.visible_to(person).filter(_bounds(asked), pk__in=_numbers(numbers))
    rows = seen.select_related("area", "lead_unit").only(*SHOWN)
    matters = list(rows.order_by("-opened_at", "-pk")[: size + 1])
    shown = matters[:size]
    parts = _snippets(shown, asked.phrases)
    hits = [Hit(matter, parts.get(matter.pk, [])) for matter in shown]
    return Found(hits, _place(shown[-1]) if len(matters) > size else "")


def _probe(phrases: Sequence[str]) -> list[int] | None:
    """Matters of all messages that hold the phrases; None where these are more than PROBED."""
    codes = ",".join(map(str, seeking.needed(phrases)))
    hits = _ids(_HITS.format(codes=codes), {"like": _like(phrases), "most": PROBED + 1})
    return None if len(hits) > PROBED else _ids(_JOINED, {"hits": hits})


def _picked(person: User, asked: Asked, known: list[int], *, today: date) -> list[int]:
    if asked.queue is None:
        return known
    return _ids(*members(person, asked.queue, today=today, among=known))


def _walk(person: User, asked: Asked, *, today: date, size: int) -> list[int]:
    """From the newest on: along a queue, along the units' own matters, or along all there are."""
    moments = _moments(asked)
    first = moments.get("after") or asked.before or LAST
    values: dict[str, Any] = {"like": _like(asked.phrases), "size": size, "first": first}
    values |= {"sees": person.reach(*OVERSEERS), "does": person.reach(*DOERS), **moments}
    values |= {"me": person.pk, "line": line_of(person)}
    codes = seeking.needed(asked.phrases)
    apart = f"/* {codes} */ "
    if asked.queue is not None:
        sql, own = walked(person, asked.queue, today=today, bounds=_more(asked), holds=_HOLDS)
        return _ids(apart + sql, values | own)
    units = len(values["sees"]) + len(values["does"])
    if units > FEW_UNITS or near.share(WORDS, codes) > COMMON:
        return _ids(apart + _ALL.format(bounds=_more(asked), holds=_HOLDS), values)
    return list(chain(*(_ids(apart + sql, values) for sql in _ways(asked, values))))


def _ids(sql: str, values: dict[str, Any]) -> list[int]:
    """Asked by itself: inside a larger query the planner might ask it again and again."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]


def _numbers(numbers: list[int]) -> RawSQL:
    return _raw("SELECT unnest(%(numbers)s::bigint[])", {"numbers": numbers})


def _ways(asked: Asked, values: dict[str, Any]) -> Iterator[str]:
    """As `visible_to`, one way after the other, each by its index: received, led, taken part in."""
    bounds = _more(asked)
    more = f"{bounds} AND {_HOLDS}"
    if values["sees"]:
        yield _OF_UNITS.format(units="sees", unit="received_by_id", more=more, order=_ORDER)
    if values["does"]:
        yield _OF_UNITS.format(units="does", unit="lead_unit_id", more=more, order=_ORDER)
        yield _GIVEN.format(bounds=bounds, holds=_HOLDS)


def _bounds(asked: Asked) -> Q:
    moments = _moments(asked)
    found = Q()
    if asked.since:
        found &= Q(opened_at__gte=asked.since)
    if asked.before:
        found &= Q(opened_at__lt=asked.before)
    if "after" in moments:
        same = Q(opened_at=moments["after"], pk__lt=moments["after_id"])
        found &= Q(opened_at__lt=moments["after"]) | same
    return found


def _more(asked: Asked) -> str:
    """The same bounds where rows are counted off before the rest is asked."""
    parts = {
        "since": " AND m.opened_at >= %(since)s",
        "before": " AND m.opened_at < %(before)s",
        "after": " AND (m.opened_at, m.id) < (%(after)s, %(after_id)s)",
    }
    return NOT_RECUSED + "".join(parts[name] for name in _moments(asked) if name in parts)


def _moments(asked: Asked) -> dict[str, Any]:
    """An address that somebody cut short begins at the first page instead of failing."""
    moments: dict[str, Any] = {"since": asked.since, "before": asked.before}
    at, _, number = asked.after.partition("~")
    with contextlib.suppress(ValueError):
        moments |= {"after": datetime.fromisoformat(at), "after_id": int(number)}
    return {name: value for name, value in moments.items() if value is not None}


def _place(matter: Matter) -> str:
    return f"{matter.opened_at.isoformat()}~{matter.pk}"


def _like(phrases: Sequence[str]) -> list[str]:
    """Nothing is escaped: searched words hold no punctuation, so neither % nor _."""
    return [f"%{phrase}%" for phrase in phrases]


def _raw(sql: str, values: dict[str, Any]) -> RawSQL:
    return RawSQL(*in_order(sql, values), output_field=BooleanField())  # noqa: S611  (ours alone)


def _snippets(matters: Sequence[Matter], phrases: Sequence[str]) -> dict[int, list[Part]]:
    """Of each matter the first message that holds the words, and where in it they stand."""
    added = Addition.objects.filter(voice=OuterRef("voice")).values("text")
    joinings = (
        Joining.objects.filter(matter__in=matters)
        .annotate(
            holds=RawSQL("sought LIKE ALL(%s)", [_like(phrases)], BooleanField()),  # noqa: S611
            added=ArraySubquery(added),
        )
        .filter(holds=True)
        .order_by("matter", "pk")
        .distinct("matter")
        .values_list("matter", "voice__text", "voice__summary", "added")
    )
    return {
        number: seeking.snippet("\n".join((text, summary, *added)), phrases)
        for number, text, summary, added in joinings
    }
