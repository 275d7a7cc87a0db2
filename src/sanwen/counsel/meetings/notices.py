"""Who is told what of a talk meeting: those invited by number only, units inside."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sanwen.counsel.meetings.models import Candidate, Meeting, MeetingOpinion
from sanwen.counsel.meetings.states import TAKEN
from sanwen.integrity.vault.models import Way
from sanwen.notices.actions import post_many, post_new
from sanwen.notices.letter import code_of
from sanwen.notices.models import Topic
from sanwen.notices.outbox import to_resident, to_staff
from sanwen.people.models import Membership
from sanwen.people.roles import Role


def code(candidate: Candidate) -> str:
    """The code to reply with: the same in the letter and in the e-mail, kept in neither place."""
    of_contact = f"contact-{candidate.contact_id}"
    reader = of_contact if candidate.contact_id else f"line-{candidate.pk}"
    return code_of(f"K-{candidate.meeting_id}", reader)


def invited(meeting: Meeting, candidates: Sequence[Candidate], *, now: datetime) -> int:
    return _tell(meeting, candidates, "invited", now)


def cancelled(meeting: Meeting, *, now: datetime) -> int:
    asked = meeting.candidates.filter(seat__in=TAKEN).select_related("contact")
    return _tell(meeting, asked, "cancelled", now)


def _tell(meeting: Meeting, candidates: Iterable[Candidate], what: str, now: datetime) -> int:
    drafts = [
        to_resident(Topic.TALK, meeting.ref, each.contact.pk, what=what)
        for each in candidates
        if each.contact and each.contact.wishes == Way.EMAIL and not each.contact.erased_at
    ]
    post_many(drafts, now=now)
    return len(drafts)


def given(opinion: MeetingOpinion, *, now: datetime) -> None:
    """The heads of the unit that has to answer."""
    heads = Membership.objects.now().filter(
        unit=opinion.unit, role=Role.UNIT_LEAD, user__is_active=True
    )
    readers = sorted(set(heads.values_list("user", flat=True)))
    drafts = [
        to_staff(Topic.TALK, opinion.meeting.ref, reader, what=opinion.number) for reader in readers
    ]
    post_many(drafts, now=now)


def late(opinion: MeetingOpinion, *, now: datetime) -> int:
    """The supervisors over the unit that held the meeting; each of them once for each day set."""
    held = Membership.objects.supervising(opinion.meeting.unit)
    what = f"{opinion.number}:{opinion.due_on}"
    drafts = [
        to_staff(Topic.LATE_TALK, opinion.meeting.ref, reader, what=what)
        for reader in sorted(set(held.values_list("user", flat=True)))
    ]
    return post_new(drafts, now=now)
