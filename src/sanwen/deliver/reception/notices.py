"""Who is told what after something happened at a counter."""

from datetime import datetime

from sanwen.deliver.reception.models import HandOver, HelpCall, Visit
from sanwen.integrity.vault.models import Way
from sanwen.notices.actions import post_many
from sanwen.notices.models import Topic
from sanwen.notices.outbox import to_resident, to_staff
from sanwen.people.models import Membership
from sanwen.people.roles import Role


def called_off(visit: Visit, *, now: datetime) -> None:
    """By e-mail if an address was left for it; else their page says it, and the counter calls."""
    contact = visit.contact
    if contact is not None and contact.wishes == Way.EMAIL and contact.erased_at is None:
        draft = to_resident(Topic.VISIT, visit.ref, contact.pk, what="called-off")
        post_many([draft], now=now)


def offered(offer: HandOver, *, now: datetime) -> None:
    draft = to_staff(Topic.HAND_OVER, offer.visit.ref, offer.to_staff_id, what=offer.pk)
    post_many([draft], now=now)


def help_wanted(call: HelpCall, *, now: datetime) -> None:
    """Everybody else who works at the counter, and the head of its unit."""
    held = Membership.objects.now().filter(
        unit=call.counter.unit,
        role__in=[Role.INTAKE, Role.UNIT_LEAD],
        user__is_active=True,
    )
    readers = set(held.exclude(user=call.asked_by).values_list("user", flat=True))
    subject = f"C-{call.counter_id}"
    post_many(
        [to_staff(Topic.HELP, subject, reader, what=call.pk) for reader in sorted(readers)],
        now=now,
    )
