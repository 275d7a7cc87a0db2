"""What a resident can judge now, for the page that asks them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from sanwen.core.ruling import Ruling
from sanwen.deliver.matters.models import Answer, AnswerState, Joining
from sanwen.listen.voices.models import Voice
from sanwen.verdict.ratings import rules
from sanwen.verdict.ratings.models import Verdict


@dataclass(frozen=True, slots=True)
class Box:
    """The latest answer, what the person said of it, and whether they may say it (again)."""

    answer: Answer
    given: Verdict | None
    ruling: Ruling
    # How often "not solved" still brings the matter back.
    reopenings_left: int
    # Another body looks at the answer, or has: the verdict counts and brings nothing back.
    looked_at: bool = False

    @property
    def unit_name(self) -> str:
        return self.answer.unit.name_in(get_language() or "")


def box_for(voice: Voice, *, now: datetime) -> Box | None:
    """None while there is no answer. Three queries."""
    joining = Joining.objects.select_related("matter").get(voice=voice)
    answer = (
        Answer.objects.filter(matter=joining.matter, state=AnswerState.SENT)
        .select_related("unit")
        .order_by("-sent_at", "-pk")
        .first()
    )
    if answer is None:
        return None
    given = Verdict.objects.filter(voice=voice, answer=answer).first()
    return Box(
        answer=answer,
        given=given,
        ruling=rules.may_give(joining, answer, given, now=now),
        reopenings_left=max(rules.REOPENINGS - joining.matter.reopenings, 0),
        looked_at=joining.matter.state in rules.LOOKED_AT,
    )
