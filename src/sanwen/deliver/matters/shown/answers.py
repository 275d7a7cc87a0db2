"""The answers of a matter: item by item, with their ground, and to whom each came."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanwen.deliver.matters.models import Answer, AnswerState, Delivery, Matter
from sanwen.deliver.matters.shown.dates import day_words, moment_words


@dataclass(frozen=True, slots=True)
class Answered:
    number: int
    title: str
    outcome: str
    items: list[tuple[str, str]]
    ground_kind: str
    ground: str
    next_step: str
    next_on: str
    remedy: str
    reader: str
    reader_words: str
    sent: bool
    deliveries: list[str]


def answers(matter: Matter) -> list[Answer]:
    return list(
        matter.answers.select_related("unit", "written_by", "reader").prefetch_related(
            "items", "deliveries"
        )
    )


def answered(answer: Answer) -> Answered:
    unit = answer.unit.name_in(get_language() or "")
    return Answered(
        number=answer.pk,
        title=_("%(unit)s, %(when)s") % {"unit": unit, "when": moment_words(answer.written_at)},
        outcome=answer.get_outcome_display(),
        items=[(item.asked, item.reply) for item in answer.items.all()],
        ground_kind=answer.get_ground_kind_display(),
        ground=answer.ground,
        next_step=answer.next_step,
        next_on=day_words(answer.next_on) if answer.next_on else "",
        remedy=answer.remedy,
        reader=answer.reader.display_name if answer.reader else "",
        reader_words=answer.reader_words,
        sent=answer.state == AnswerState.SENT,
        deliveries=[_delivery(one) for one in answer.deliveries.all()],
    )


def _delivery(delivery: Delivery) -> str:
    return _("V-%(number)d: %(way)s, %(when)s") % {
        "number": delivery.voice_id,
        "way": delivery.get_way_display(),
        "when": moment_words(delivery.at),
    }
