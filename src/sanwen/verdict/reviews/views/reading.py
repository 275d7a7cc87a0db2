"""The queue of reviews, and one review with the request, the answer and what was decided."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sanwen.core.dates import local_day
from sanwen.deliver.matters.models import OVERSEERS, AnswerState
from sanwen.deliver.matters.shown.answers import answered, answers
from sanwen.deliver.matters.shown.voices import voices
from sanwen.deliver.papers.kinds import kinds
from sanwen.people.models import User
from sanwen.people.requests import StaffRequest
from sanwen.verdict.reviews import rules, shown
from sanwen.verdict.reviews.models import Opinion, Review
from sanwen.verdict.reviews.models.review import READERS, WRITERS
from sanwen.verdict.reviews.stakes import Stakes, stakes
from sanwen.verdict.reviews.views.frame import found

MOST = 200


@never_cache
@require_safe
def reviews(request: StaffRequest) -> HttpResponse:
    rules.may_see_queue(request.user).require()
    mine = Review.objects.visible_to(request.user).select_related("matter", "body")
    mine = mine.prefetch_related("hearings")
    today = local_day(request.now)
    over = mine.exclude(ended_at=None).order_by("-ended_at")
    context = {
        "running": shown.rows(list(mine.open()[:MOST]), today),
        "over": shown.rows(list(over[:MOST]), today),
        "late": mine.open().filter(due_on__lt=today).count(),
    }
    return render(request, "reviews/reviews.html", context)


@never_cache
@require_safe
def review(request: StaffRequest, number: int) -> HttpResponse:
    one, by = found(request, number), request.user
    known, inside = stakes(one), sees_inside(one, by)
    opinion = _opinion(one, inside=inside)
    hearings = list(one.hearings.all()) if inside else []
    told = list(one.requests.select_related("voice__contact")) if inside else []
    context = {
        "review": one,
        "kind": shown.kind_words(one),
        "due": shown.due_of(one, local_day(request.now)),
        "requests": [shown.asked(request) for request in told],
        "voices": voices(one.matter, by, now=request.now),
        "answer": answered(answers(one.matter).get(pk=one.answer_id)),
        "opinion": opinion,
        "hearings": hearings,
        "ways": shown.ways(one, by, known, opinion=opinion),
        "stake": _stake(one, by, known),
        "papers": _papers(one, by, known, opinion),
        "may_publish": inside and _may_publish(one, by, told, hearings),
        "inside": inside,
    }
    return render(request, "reviews/review.html", context)


def sees_inside(review: Review, by: User) -> bool:
    """The requests and what is not sent yet: the body and the overseers, not whoever answered."""
    if by.covers(review.matter.received_by, *OVERSEERS):
        return True
    return review.body_id in by.reach(*WRITERS, *READERS)


def _opinion(review: Review, *, inside: bool) -> Opinion | None:
    opinions = review.opinions.select_related("written_by", "reader", "lead")
    if not inside:
        opinions = opinions.filter(state=AnswerState.SENT)
    return opinions.prefetch_related("items", "served__voice").last()


def _stake(review: Review, by: User, known: Stakes) -> str:
    """Told to somebody of the body who may not decide this one, before they try."""
    if not review.is_open or not rules.works_for_the_body(review, by):
        return ""
    return str(rules.has_no_stake(review, by, known).reason)


def _papers(
    review: Review, by: User, known: Stakes, opinion: Opinion | None
) -> list[tuple[str, str]]:
    if not rules.may_work(review, by, known):
        return []
    wanted = shown.papers(review, opinion, list(review.hearings.all()))
    return [(kind, kinds()[kind].name_in(get_language() or "")) for kind in wanted]


def _may_publish(review: Review, by: User, told: list, hearings: list) -> bool:  # type: ignore[type-arg]
    standing = [one for one in told if one.withdrawn_at is None]
    agreed = bool(standing) and all(one.public_agreed_at for one in standing)
    heard = any(one.held_at for one in hearings)
    return bool(rules.may_publish(review, by, agreed=agreed, masked=True, heard=heard))


@never_cache
@require_safe
def public(request: StaffRequest) -> HttpResponse:
    """Opinions after a hearing that everybody may read."""
    known = Review.objects.exclude(public_at=None).order_by("-public_at")[:MOST]
    return render(request, "reviews/public.html", {"reviews": known})
