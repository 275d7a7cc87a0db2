"""The whole record of one's own matter as one signed document, to keep or to show elsewhere."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from sanwen.core.signed import signed
from sanwen.deliver.matters.models import Answer
from sanwen.integrity.vault.models import RelayMessage, Reveal
from sanwen.listen.voices.receipts import RECORD, facts
from sanwen.verdict.ratings.models import Verdict
from sanwen.web.mine import Mine
from sanwen.web.record_reviews import reviews


def record(mine: Mine) -> dict[str, Any]:
    """Every step, look, letter, answer and verdict, in their order, as the resident may see it."""
    voice, matter = mine.voice, mine.matter
    return signed(
        {
            "title": RECORD,
            **facts(voice),
            "made": _moment(mine.now),
            "language": get_language() or "",
            "matter": matter.ref,
            "state": mine.headline,
            "promise": {"first": _day(matter.first_due_on), "present": _day(matter.due_on)},
            "words": voice.text,
            "place": voice.place,
            "additions": [
                {"at": _moment(one.added_at), "words": one.text} for one in mine.additions
            ],
            "pictures": len(mine.photos),
            "steps": [
                {"at": line.iso, "what": line.what, "who": line.who, "why": line.why}
                for line in reversed(mine.timeline)
            ],
            "parts": [{"unit": unit, "task": task} for unit, task in mine.parts],
            "answers": [_answer(mine, answer) for answer in reversed(mine.answers)],
            "reviews": reviews(mine),
            "verdicts": _verdicts(mine),
            "letters": _letters(mine),
            "looks": _looks(mine),
        },
        key="receipt",
    )


def _answer(mine: Mine, answer: Answer) -> Mapping[str, Any]:
    delivery = mine.deliveries.get(answer.pk)
    return {
        "unit": answer.unit.name,
        "sent": _moment(answer.sent_at),
        "outcome": str(answer.get_outcome_display()),
        "items": [{"asked": item.asked, "reply": item.reply} for item in answer.items.all()],
        "ground": answer.ground,
        "next_step": answer.next_step,
        "next_on": _day(answer.next_on),
        "remedy": answer.remedy,
        "delivered": _moment(delivery.at) if delivery else None,
        "review_until": _day(delivery.review_until) if delivery else None,
    }


def _verdicts(mine: Mine) -> list[Mapping[str, Any]]:
    given = Verdict.objects.filter(voice=mine.voice).order_by("given_at", "pk")
    return [
        {
            "at": _moment(one.given_at),
            "solved": str(one.get_solved_display()),
            "satisfaction": str(one.get_satisfaction_display() or ""),
            "contacted": one.contacted,
            "words": one.words,
        }
        for one in given
    ]


def _letters(mine: Mine) -> list[Mapping[str, Any]]:
    return [
        {
            "at": _moment(one.at),
            "kind": str(one.get_direction_display()),
            "unit": one.unit_name,
            "words": one.text,
        }
        for one in RelayMessage.objects.filter(contact=mine.voice.contact_id)
    ]


def _looks(mine: Mine) -> list[Mapping[str, Any]]:
    looks = Reveal.objects.filter(contact=mine.voice.contact_id)
    return [
        {"at": _moment(one.at), "unit": one.unit_name, "why": str(one.get_reason_display())}
        for one in looks
    ]


def _moment(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
