"""What a review knows of what its papers ask, in Chinese as papers are."""

from datetime import date

from django.utils import timezone

from sanwen.core.dates import local_day
from sanwen.deliver.matters.models import AnswerState
from sanwen.deliver.papers import sources
from sanwen.deliver.papers.kinds import Kind
from sanwen.deliver.papers.sheet.content import in_figures
from sanwen.verdict.reviews.hearing_days import DAY
from sanwen.verdict.reviews.models import Hearing, Opinion, Request, Result, Review

# Word for word the options of the field `verdict_of_review`.
VERDICTS = {
    Result.UPHELD: "维持原意见",
    Result.CHANGED: "变更原意见",
    Result.REDO: "撤销原意见，责成重新处理",
}


def filled(kind: Kind, request: Request, *, today: date) -> dict[str, str]:
    """Only the fields the kind asks for, days as 2026-03-10."""
    review = request.review
    facts = sources.facts(review.matter, review.body, request.voice, today=today)
    found = sources.filled(kind, facts) | _of_review(request) | _of_opinion(review)
    found |= _of_hearing(review)
    return {name: text for name, text in found.items() if name in kind.fields and text}


def _of_review(request: Request) -> dict[str, str]:
    review = request.review
    heard = (review.due_on - review.first_due_on) // DAY
    return {
        "issuer": review.body.name,
        "asked_on": local_day(request.asked_at).isoformat(),
        "asked": request.words,
        "reviewed": _reviewed(review),
        "reviewed_gist": _gist(review),
        "which_review": "复核" if review.is_second else "复查",
        "review_due_on": review.due_on.isoformat(),
        "heard_days": str(heard) if heard else "",
    }


def _reviewed(review: Review) -> str:
    """The body and the day of what is looked at again."""
    if review.earlier is not None:
        ended = review.earlier.ended_at
        when = in_figures(local_day(ended)) if ended else ""
        return f"{review.earlier.body.name}{when}作出的复查意见"
    sent = review.answer.sent_at
    when = in_figures(local_day(sent)) if sent else ""
    return f"{review.answer.unit.name}{when}作出的处理意见"


def _gist(review: Review) -> str:
    if review.earlier is not None:
        before = review.earlier.opinions.filter(state=AnswerState.SENT).first()
        if before is None:
            return ""
        return f"{VERDICTS.get(Result(before.result), '')}。{before.reasons}"
    return "\n".join(item.reply for item in review.answer.items.all())


def _of_opinion(review: Review) -> dict[str, str]:
    opinion = review.opinions.order_by("pk").last()
    if opinion is None:
        return {}
    if opinion.result == Result.NOT_TAKEN:
        return {
            "which": "不予受理",
            "why": opinion.reasons,
            "basis": opinion.basis,
            "where": opinion.remedy,
        }
    return {
        "verified": opinion.facts,
        "verdict_of_review": VERDICTS[Result(opinion.result)],
        "reasons": _reasons(opinion),
        "basis": opinion.basis,
    }


def _reasons(opinion: Opinion) -> str:
    items = [
        f"{number}.关于“{one.asked}”：{one.reply}依据：{one.ground}"
        for number, one in enumerate(opinion.items.all(), start=1)
    ]
    return "\n".join([opinion.reasons, *items])


def _of_hearing(review: Review) -> dict[str, str]:
    hearing = review.hearings.filter(cancelled_at=None).order_by("pk").last()
    return _hearing(hearing) if hearing else {}


def _hearing(hearing: Hearing) -> dict[str, str]:
    at = timezone.localtime(hearing.begins_at)
    return {
        "hearing_subject": hearing.about,
        "hearing_at": f"{in_figures(at.date())}{at:%H:%M}",
        "hearing_place": hearing.place,
        "chair": hearing.chair,
        "members": hearing.members,
        "reply_by": (hearing.from_day - DAY).isoformat(),
    }
