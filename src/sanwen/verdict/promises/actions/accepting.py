"""Residents are asked, answer with a code, and are counted once the last day has ended.

PostgreSQL marks each row with the transaction that wrote it. So that the mark of a seat's row does
not lead to one finding, others are written anew with it, and all when they are counted; the seats
are removed then.
"""

from collections import Counter
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sanwen.core import codes
from sanwen.core.actors import Machine
from sanwen.core.dates import local_day
from sanwen.core.moment import clock
from sanwen.core.ruling import refused
from sanwen.integrity.audit.actions import record
from sanwen.methods.personal import labels_for, masked
from sanwen.people.models import User
from sanwen.verdict.promises import notices, rules, seats
from sanwen.verdict.promises.actions.beats import lock, lock_round
from sanwen.verdict.promises.drafts import FindingDraft, HandsDraft, RoundDraft
from sanwen.verdict.promises.models import Entry, Finding, How, Round, Saying, Seat
from sanwen.verdict.promises.states import Found, found
from sanwen.verdict.ratings.models import Solved

COUNTER = Machine("acceptance")
_USE = """
    UPDATE promises_seat SET is_used = true
    WHERE round_id = %s AND code_hash = %s AND NOT is_used
"""
_MIX = """
    UPDATE promises_finding SET solved = solved WHERE id IN (
        SELECT id FROM promises_finding WHERE round_id = %s AND id >= gen_random_uuid()
        ORDER BY id LIMIT 15 FOR UPDATE SKIP LOCKED
    )
"""
_MIX_ALL = "UPDATE promises_finding SET solved = solved WHERE round_id = %s"


@transaction.atomic
def ask(*, entry: Entry, draft: RoundDraft, by: User, now: datetime | None = None) -> Round:
    """How many are asked is fixed now: those who say nothing are counted too."""
    now = clock(now)
    entry = lock(entry)
    today = local_day(now)
    rules.may_ask(entry, draft, by, today=today, is_asked=_is_asked(entry)).require()
    readers = notices.followers(entry) if draft.how == How.FOLLOWERS else []
    if draft.how == How.FOLLOWERS:
        rules.may_reach(len(readers)).require()
    one = Round.objects.create(
        entry=entry, number=_next(entry), how=draft.how, who=draft.who.strip(),
        asked=len(readers) or draft.asked, opens_on=today, closes_on=draft.closes_on,
        opened_at=now, opened_by=by.actor_ref,
    )  # fmt: skip
    _seat(one, [notices.code(one, reader) for reader in readers])
    notices.asked(one, readers, now=now)
    record(
        "promise.residents_asked", on=entry.trail_ref, by=by, at=now,
        round=one.number, how=one.how, asked=one.asked, until=one.closes_on,
    )  # fmt: skip
    return one


def _is_asked(entry: Entry) -> bool:
    return Round.objects.running().filter(entry=entry).exists()


def _next(entry: Entry) -> int:
    return (entry.rounds.aggregate(last=Max("number"))["last"] or 0) + 1


def _seat(one: Round, made: list[str]) -> None:
    Seat.objects.bulk_create(Seat(round=one, code_hash=seats.code_hash(code)) for code in made)


@transaction.atomic
def hand_out(*, one: Round, many: int, by: User, now: datetime | None = None) -> list[str]:
    """Codes to print, seen once; who gets which is written down nowhere."""
    now = clock(now)
    one = lock_round(one)
    sayers = set(Saying.objects.filter(entry=one.entry).values_list("said_by", flat=True))
    made = one.seats.count()
    rules.may_hand_out(
        one, many, by, made=made, sayers=sayers | {one.opened_by}, today=local_day(now)
    ).require()
    fresh = [seats.fresh() for _each in range(many)]
    _seat(one, fresh)
    record(
        "promise.codes_made", on=one.entry.trail_ref, by=by, at=now, round=one.number, count=many
    )
    return [codes.grouped(code) for code in fresh]


def answer(draft: FindingDraft, *, one: Round, code: str, now: datetime | None = None) -> None:
    """Masked before it is kept; nothing is ever changed afterwards."""
    words = draft.words.strip()
    kept = masked(words, labels=labels_for(words)).text[:500]
    _drop(draft, one, seats.code_hash(code), kept, clock(now))


@transaction.atomic
def _drop(draft: FindingDraft, one: Round, hashed: bytes, words: str, now: datetime) -> None:
    """Nothing is recorded: the trail would know when which finding came."""
    one = Round.objects.select_for_update(of=("self",), no_key=True).get(pk=one.pk)
    rules.may_answer(one, local_day(now)).require()
    with connection.cursor() as cursor:
        cursor.execute(_USE, [one.pk, hashed])
        if not cursor.rowcount:
            refused(_("With this code an answer was given already, or it is not known.")).require()
        Finding.objects.create(
            round=one, solved=draft.solved, satisfaction=draft.satisfaction, words=words
        )
        cursor.execute(_MIX, [one.pk])


@transaction.atomic
def count_over(*, now: datetime | None = None) -> int:
    """Every round whose last day has ended. Run as often as wanted: each is counted once."""
    now = clock(now)
    over = Round.objects.over(local_day(now)).select_related("entry").order_by("pk")
    return sum(_count(one, now) for one in over)


def _count(one: Round, now: datetime) -> int:
    one = lock_round(one)
    if one.closed_at is not None:
        return 0
    told = list(one.findings.values_list("solved", "satisfaction"))
    solved = Counter(each for each, _face in told)
    faces = Counter(face for _each, face in told if face)
    one.yes, one.partly, one.no = (solved[each] for each in (Solved.YES, Solved.PARTLY, Solved.NO))
    one.faces = [faces[face] for face in range(1, 6)]
    _close(one, now)
    with connection.cursor() as cursor:
        cursor.execute(_MIX_ALL, [one.pk])
    one.seats.all().delete()
    _tell(one, now)
    record(
        "promise.counted", on=one.entry.trail_ref, by=COUNTER, at=now,
        round=one.number, asked=one.asked, answered=one.answered,
    )  # fmt: skip
    return 1


def _close(one: Round, now: datetime) -> None:
    """What residents find stands beside what the body says; it changes nothing of that."""
    one.closed_at = now
    is_contradicted = found(one.yes, one.partly, one.no) == Found.NOT_KEPT
    if is_contradicted:
        one.reply_by = rules.reply_by(local_day(now))
    one.save()
    one.entry.not_found_so = is_contradicted
    one.entry.save(update_fields=["not_found_so"])


def _tell(one: Round, now: datetime) -> None:
    if one.reply_by:
        notices.not_found_so(one, now=now)


@transaction.atomic
def count_hands(*, entry: Entry, draft: HandsDraft, by: User, now: datetime | None = None) -> Round:
    """An acceptance meeting: counts, never names."""
    now = clock(now)
    entry = lock(entry)
    today = local_day(now)
    rules.may_count_hands(entry, draft, by, is_asked=_is_asked(entry), today=today).require()
    held = local_day(draft.meeting.begins_at)
    one = Round(
        entry=entry, number=_next(entry), how=How.MEETING, meeting=draft.meeting,
        who=draft.meeting.question, asked=rules.came(draft.meeting), opens_on=held,
        closes_on=held, opened_at=now, opened_by=by.actor_ref,
        yes=draft.yes, partly=draft.partly, no=draft.no, counted_by=draft.counted_by.strip(),
    )  # fmt: skip
    _close(one, now)
    _tell(one, now)
    record(
        "promise.hands_counted", on=entry.trail_ref, by=by, at=now,
        round=one.number, meeting=draft.meeting.ref, asked=one.asked, answered=one.answered,
    )  # fmt: skip
    return one


@transaction.atomic
def reply(*, one: Round, words: str, by: User, now: datetime | None = None) -> Round:
    """To residents who did not find it kept."""
    now = clock(now)
    one = lock_round(one)
    rules.may_reply(one, words, by).require()
    one.reply, one.replied_at, one.replied_by = words.strip(), now, by.actor_ref
    one.save(update_fields=["reply", "replied_at", "replied_by"])
    late = bool(one.reply_by and local_day(now) > one.reply_by)
    record("promise.replied", on=one.entry.trail_ref, by=by, at=now, round=one.number, late=late)
    return one
