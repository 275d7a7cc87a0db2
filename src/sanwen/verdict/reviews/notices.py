"""Who is told what of a review: neutral words, a number, never what it is about."""

from collections.abc import Iterable
from datetime import date, datetime

from sanwen.deliver.matters.models import Joining
from sanwen.integrity.vault.models import Way
from sanwen.notices.actions import post_many
from sanwen.notices.models import Topic
from sanwen.notices.outbox import NoticeDraft, to_resident, to_staff
from sanwen.people.models import Membership, User
from sanwen.people.roles import Role
from sanwen.verdict.reviews.models import Hearing, Opinion, Result, Review
from sanwen.verdict.reviews.models.review import READERS, WRITERS


def asked(review: Review, *, now: datetime) -> None:
    what = f"asked-{review.requests.count()}"
    post_many(_inside(review, _staff(review, *WRITERS), what=what), now=now)


def to_be_read(review: Review, *, but: User, now: datetime) -> None:
    readers = _staff(review, *READERS) - {but.pk}
    post_many(_inside(review, readers, what=f"read-{review.opinions.count()}"), now=now)


def hearing(review: Review, one: Hearing, *, now: datetime) -> None:
    """Told to everybody who asked; called off, told again."""
    what = f"hearing-{one.pk}-{'off' if one.cancelled_at else 'on'}"
    voices = review.standing().values("voice")
    post_many(_outside(review, what=what, voices=voices), now=now)


def decided(review: Review, opinion: Opinion, *, now: datetime) -> None:
    """Everybody of the matter; a late request that is not taken up concerns who asked."""
    voices = None
    if opinion.result == Result.NOT_TAKEN:
        voices = review.standing().values("voice")
    post_many(_outside(review, what=f"opinion-{opinion.pk}", voices=voices), now=now)


def late(reviews: Iterable[Review], *, today: date) -> list[NoticeDraft]:
    """Once for each date that has passed: the body's heads, and the supervisors of the desk."""
    drafts = []
    for review in reviews:
        readers = _staff(review, *READERS) | _overseers(review)
        drafts += _inside(review, readers, what=f"late-{review.due_on}")
    return drafts


def _inside(review: Review, readers: Iterable[int], *, what: str) -> list[NoticeDraft]:
    return [to_staff(Topic.REVIEW, review.ref, one, what=what) for one in sorted(readers)]


def _outside(review: Review, *, what: str, voices: object = None) -> list[NoticeDraft]:
    told = Joining.objects.filter(
        matter=review.matter_id, withdrawn_at=None, voice__contact__wishes=Way.EMAIL
    )
    if voices is not None:
        told = told.filter(voice__in=voices)
    return [
        to_resident(Topic.NEWS, f"V-{voice}", contact, what=f"{review.ref}-{what}")
        for voice, contact in told.values_list("voice", "voice__contact")
    ]


def _staff(review: Review, *roles: Role) -> set[int]:
    return _holders(roles, unit=review.body_id)


def _overseers(review: Review) -> set[int]:
    line = [int(number) for number in review.matter.received_by.path.split("/") if number]
    return _holders((Role.SUPERVISOR,), unit__in=line)


def _holders(roles: Iterable[Role], **where: object) -> set[int]:
    held = Membership.objects.now().filter(role__in=list(roles), user__is_active=True, **where)
    return set(held.values_list("user", flat=True))
