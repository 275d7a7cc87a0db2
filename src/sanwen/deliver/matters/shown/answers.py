"""The answers of a matter: item by item, with their ground, and to whom each came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanwen.core.dates import day_words, moment_words
from sanwen.deliver.matters.models import Answer, AnswerItem, AnswerState, Delivery, Matter, Way


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
    departs_because: str
    like: int
    matter: int
    sent: bool
    deliveries: list[str]


def answers(matter: Matter) -> "QuerySet[Answer]":
    """Each with its items and its deliveries, in one query."""
    items = AnswerItem.objects.filter(answer=OuterRef("pk")).order_by("pk")
    deliveries = Delivery.objects.filter(answer=OuterRef("pk")).order_by("at", "pk")
    return matter.answers.select_related("unit", "written_by", "reader").annotate(
        pairs=ArraySubquery(items.values(row=JSONObject(asked="asked", reply="reply"))),
        came=ArraySubquery(
            deliveries.values(row=JSONObject(number="voice_id", way="way", at="at"))
        ),
    )


def answered(answer: Answer) -> Answered:
    unit = answer.unit.name_in(get_language() or "")
    return Answered(
        number=answer.pk,
        title=_("%(unit)s, %(when)s") % {"unit": unit, "when": moment_words(answer.written_at)},
        outcome=answer.get_outcome_display(),
        items=[(row["asked"], row["reply"]) for row in vars(answer)["pairs"]],
        ground_kind=answer.get_ground_kind_display(),
        ground=answer.ground,
        next_step=answer.next_step,
        next_on=day_words(answer.next_on) if answer.next_on else "",
        remedy=answer.remedy,
        reader=answer.reader.display_name if answer.reader else "",
        reader_words=answer.reader_words,
        departs_because=answer.departs_because,
        like=len(answer.precedents),
        matter=answer.matter_id,
        sent=answer.state == AnswerState.SENT,
        deliveries=[_delivery(row) for row in vars(answer)["came"]],
    )


def _delivery(row: Mapping[str, Any]) -> str:
    return _("V-%(number)d: %(way)s, %(when)s") % {
        "number": row["number"],
        "way": Way(row["way"]).label,
        "when": moment_words(datetime.fromisoformat(row["at"])),
    }
