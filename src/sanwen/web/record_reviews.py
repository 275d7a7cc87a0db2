"""The reviews of one's own matter in the signed record."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from sanwen.verdict.reviews.models import Opinion
from sanwen.web.mine import Mine
from sanwen.web.reviewed import Looked


def reviews(mine: Mine) -> list[Mapping[str, Any]]:
    """In their order, with one's own request and never that of others."""
    return [_review(one) for one in reversed(mine.reviewed.looked)]


def _review(one: Looked) -> Mapping[str, Any]:
    review = one.review
    return {
        "number": review.ref,
        "second": review.is_second,
        "body": review.body.name,
        "state": str(review.get_state_display()),
        "asked": _moment(review.asked_at),
        "due": {"first": review.first_due_on.isoformat(), "present": review.due_on.isoformat()},
        "words": one.own.words if one.own else None,
        "hearings": [
            {
                "when": heard.when,
                "place": heard.place,
                "called_off": heard.called_off,
                "minutes": heard.minutes,
            }
            for heard in one.hearings
        ],
        "opinion": _opinion(one.opinion) if one.opinion else None,
        "delivered": _moment(one.served.at) if one.served else None,
        "ask_until": one.served.ask_until.isoformat()
        if one.served and one.served.ask_until
        else None,
    }


def _opinion(opinion: Opinion) -> Mapping[str, Any]:
    return {
        "sent": _moment(opinion.sent_at),
        "result": str(opinion.get_result_display()),
        "outcome": str(opinion.get_outcome_display()),
        "items": [
            {"asked": item.asked, "reply": item.reply, "ground": item.ground}
            for item in opinion.items.all()
        ],
        "facts": opinion.facts,
        "reasons": opinion.reasons,
        "basis": opinion.basis,
        "remedy": opinion.remedy,
    }


def _moment(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else None
