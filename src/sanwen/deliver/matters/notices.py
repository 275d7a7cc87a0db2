"""Who is told what after something happened to a matter."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sanwen.core.dates import local_day
from sanwen.deliver.matters.models import (
    Answer,
    AnswerState,
    Extension,
    Joining,
    Matter,
    Recusal,
    Whistle,
)
from sanwen.integrity.vault.models import Way
from sanwen.notices.actions import post_many
from sanwen.notices.models import Topic
from sanwen.notices.outbox import NoticeDraft, to_resident, to_staff
from sanwen.people.models import Membership, MembershipQuerySet, User
from sanwen.people.roles import Role
from sanwen.places.models import Unit


def assigned(matter: Matter, units: Sequence[Unit], *, now: datetime) -> None:
    readers = _staff([unit.pk for unit in units], Role.HANDLER, Role.UNIT_LEAD)
    post_many(_inside(Topic.GIVEN, matter, readers), now=now)


def objected(
    matter: Matter, arbiter: User | None, *, now: datetime, sender: Unit | None = None
) -> None:
    """The named arbiter; else the head of the unit that sent it; else the desk, also from above."""
    if arbiter:
        readers = {arbiter.pk}
    elif sender:
        readers = _staff(_line(sender), Role.UNIT_LEAD)
    else:
        readers = _staff(_line(matter.received_by), Role.INTAKE)
    post_many(_inside(Topic.DECIDE, matter, readers), now=now)


def contributed(matter: Matter, *, now: datetime) -> None:
    """Whoever has it in hand, else the lead unit."""
    lead = [matter.lead_unit_id] if matter.lead_unit_id else []
    readers = {matter.handler_id} if matter.handler_id else _staff(lead, Role.HANDLER)
    post_many(_inside(Topic.NEWS, matter, readers), now=now)


def called(matter: Matter, call: Whistle, *, now: datetime) -> None:
    readers = _staff([call.called_id], Role.HANDLER, Role.UNIT_LEAD)
    post_many(_inside(Topic.CALLED, matter, readers, what=f"call-{call.pk}"), now=now)


def responded(matter: Matter, call: Whistle, *, now: datetime) -> None:
    """The caller; and the arbiter where there is something to decide."""
    readers = _staff([call.caller_id], Role.HANDLER, Role.UNIT_LEAD)
    what = f"call-{call.pk}-{call.binds}"
    if call.arbiter_id and call.decided_at is None:
        post_many(_inside(Topic.DECIDE, matter, {call.arbiter_id}, what=what), now=now)
    post_many(_inside(Topic.CALL, matter, readers, what=what), now=now)


def judged(matter: Matter, call: Whistle, *, now: datetime) -> None:
    readers = _staff([call.called_id], Role.UNIT_LEAD)
    post_many(_inside(Topic.CALL, matter, readers, what=f"call-{call.pk}-over"), now=now)


def asked(matter: Matter, *, now: datetime) -> None:
    post_many(_outside(Topic.QUESTION, matter, what=matter.version), now=now)


def words_added(matter: Matter, *, now: datetime) -> None:
    """Told once a day, however often the resident writes."""
    if matter.handler_id:
        readers = {matter.handler_id}
    elif matter.lead_unit_id:
        readers = _staff([matter.lead_unit_id], Role.HANDLER)
    else:
        readers = _staff([matter.received_by_id], Role.INTAKE)
    post_many(_inside(Topic.ADDED, matter, readers, what=local_day(now)), now=now)


def time_asked(matter: Matter, *, now: datetime) -> None:
    asker = Extension.objects.filter(matter=matter, decided_at=None).values("asked_by")[:1]
    asked_by = next((row["asked_by"] for row in asker), "").removeprefix("staff:")
    readers = _leads(matter, but=User.objects.filter(username=asked_by).values("pk"))
    post_many(_inside(Topic.TIME, matter, readers), now=now)


def extended(matter: Matter, *, now: datetime) -> None:
    post_many(_outside(Topic.NEWS, matter, what=matter.version), now=now)


def sorted_anew(matter: Matter, *, now: datetime) -> None:
    post_many(_outside(Topic.NEWS, matter, what=matter.version), now=now)


def to_be_read(matter: Matter, *, now: datetime) -> None:
    writer = Answer.objects.filter(matter=matter, state=AnswerState.READING).values("written_by")
    post_many(_inside(Topic.READ, matter, _leads(matter, but=writer)), now=now)


def answered(matter: Matter, answer: Answer, *, now: datetime) -> None:
    post_many(_outside(Topic.ANSWER, matter, what=f"answer-{answer.pk}"), now=now)


def redirected(matter: Matter, *, now: datetime) -> None:
    post_many(_outside(Topic.NEWS, matter, what=matter.version), now=now)


def came_back(matter: Matter, *, now: datetime) -> None:
    """The people whose voice it is, and every unit that is at work on it now."""
    at_work = matter.assignments.filter(ended_at=None).values("unit")
    readers = _readers(Membership.objects.filter(unit__in=at_work), Role.HANDLER, Role.UNIT_LEAD)
    drafts = _inside(Topic.CAME_BACK, matter, readers)
    post_many(drafts + _outside(Topic.NEWS, matter, what=matter.version), now=now)


def _inside(
    topic: Topic, matter: Matter, readers: Iterable[int], *, what: object = None
) -> list[NoticeDraft]:
    """Whoever keeps away from a matter is not written to about it."""
    event = matter.version if what is None else what
    shut = Recusal.objects.people_of([matter.pk]).get(matter.pk, set())
    return [to_staff(topic, matter.ref, reader, what=event) for reader in sorted({*readers} - shut)]


def _outside(topic: Topic, matter: Matter, *, what: object) -> list[NoticeDraft]:
    """Each person by their own number; only those who left an address and want to be written to."""
    voices = Joining.objects.filter(
        matter=matter, withdrawn_at=None, voice__contact__wishes=Way.EMAIL
    ).values_list("voice", "voice__contact")
    return [to_resident(topic, f"V-{voice}", contact, what=what) for voice, contact in voices]


def _staff(units: Collection[int], *roles: Role) -> set[int]:
    return _readers(Membership.objects.filter(unit__in=units), *roles)


def _leads(matter: Matter, *, but: object) -> set[int]:
    held = Membership.objects.filter(unit=matter.lead_unit).exclude(user__in=but)
    return _readers(held, Role.UNIT_LEAD)


def _readers(held: MembershipQuerySet, *roles: Role) -> set[int]:
    current = held.now().filter(role__in=roles, user__is_active=True)
    return set(current.values_list("user", flat=True))


def _line(unit: Unit) -> list[int]:
    """The unit and everything above it, by its path."""
    return [int(number) for number in unit.path.split("/") if number]
