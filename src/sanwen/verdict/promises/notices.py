"""Who is told what of a promise: followers by number and code, heads and supervisors inside."""

from collections.abc import Sequence
from datetime import datetime

from sanwen.counsel.consultations.models import Follower
from sanwen.integrity.vault.models import Way
from sanwen.notices.actions import post_many, post_new
from sanwen.notices.letter import code_of
from sanwen.notices.models import Topic
from sanwen.notices.outbox import to_resident, to_staff
from sanwen.people.models import Membership
from sanwen.people.roles import Role
from sanwen.places.models import Unit
from sanwen.verdict.promises.halls import supervising
from sanwen.verdict.promises.models import Entry, Round


def followers(entry: Entry) -> list[int]:
    """Contacts that follow the question and wish to be told by mail."""
    found = Follower.objects.filter(
        consultation=entry.consultation_id, contact__wishes=Way.EMAIL, contact__erased_at=None
    )
    return list(found.order_by("pk").values_list("contact", flat=True))


def code(one: Round, contact: int) -> str:
    """The same that stands in the e-mail; kept in neither place."""
    return code_of(one.ref, f"contact-{contact}")


def asked(one: Round, contacts: Sequence[int], *, now: datetime) -> None:
    drafts = [to_resident(Topic.ACCEPT, one.ref, contact, what="asked") for contact in contacts]
    post_many(drafts, now=now)


def not_found_so(one: Round, *, now: datetime) -> None:
    """The heads of the unit: residents wait for a reply."""
    drafts = [
        to_staff(Topic.NOT_SO, one.entry.ref, reader, what=one.number)
        for reader in _heads(one.entry.unit)
    ]
    post_many(drafts, now=now)


def _heads(unit: Unit) -> list[int]:
    held = Membership.objects.now().filter(unit=unit, role=Role.UNIT_LEAD, user__is_active=True)
    return sorted(set(held.values_list("user", flat=True)))


def late_reply(one: Round, *, now: datetime) -> int:
    return _to_supervisors(one.entry, Topic.LATE_REPLY, f"{one.number}:{one.reply_by}", now)


def late(entry: Entry, *, now: datetime) -> int:
    """Each of them once for each day promised."""
    return _to_supervisors(entry, Topic.LATE_PROJECT, f"{entry.due_on}", now)


def _to_supervisors(entry: Entry, topic: Topic, what: str, now: datetime) -> int:
    held = supervising(entry.unit)
    drafts = [
        to_staff(topic, entry.ref, reader, what=what)
        for reader in sorted(set(held.values_list("user", flat=True)))
    ]
    return post_new(drafts, now=now)
