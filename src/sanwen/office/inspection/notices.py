"""Who is told of findings, objections and proposals: a number, never what they are about."""

from collections.abc import Iterable
from datetime import datetime

from sanwen.notices.actions import post_many
from sanwen.notices.models import Topic
from sanwen.notices.outbox import to_staff
from sanwen.office.inspection.models import WATCHERS, Inspection, Proposal
from sanwen.people.models import Membership
from sanwen.people.roles import Role
from sanwen.places.models import Unit


def issued(inspection: Inspection, *, now: datetime) -> None:
    _tell(inspection, _heads(inspection.unit), what="issued", now=now)


def objected(inspection: Inspection, *, now: datetime) -> None:
    """Everybody who may decide; not whoever issued it."""
    line = [int(number) for number in inspection.matter.received_by.path.split("/") if number]
    readers = _holders(line, *WATCHERS) - {inspection.issued_by_id}
    _tell(inspection, readers, what="objected", now=now)


def decided(inspection: Inspection, *, now: datetime) -> None:
    readers = _heads(inspection.unit) | {inspection.issued_by_id}
    _tell(inspection, readers, what="decided", now=now)


def proposed(proposal: Proposal, *, now: datetime) -> None:
    _tell(proposal, _heads(proposal.to), what="made", now=now)


def replied(proposal: Proposal, *, now: datetime) -> None:
    _tell(proposal, {proposal.made_by_id}, what="replied", now=now)


def _tell(one: Inspection | Proposal, readers: Iterable[int], *, what: str, now: datetime) -> None:
    drafts = [to_staff(Topic.INSPECTION, one.ref, reader, what=what) for reader in sorted(readers)]
    post_many(drafts, now=now)


def _heads(unit: Unit) -> set[int]:
    return _holders([unit.pk], Role.UNIT_LEAD)


def _holders(units: Iterable[int], *roles: Role) -> set[int]:
    held = Membership.objects.now().filter(unit__in=list(units), role__in=roles)
    return set(held.filter(user__is_active=True).values_list("user", flat=True))
