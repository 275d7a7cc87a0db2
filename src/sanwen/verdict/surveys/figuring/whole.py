"""A whole result: figures and method come out of one call, so that neither is without the other."""

from dataclasses import dataclass

from sanwen.verdict.surveys.figuring import doubting, method, shares, waves, weighing
from sanwen.verdict.surveys.figuring.sheets import read
from sanwen.verdict.surveys.models import Survey


@dataclass(frozen=True, slots=True)
class Whole:
    """Plain data, as it is published."""

    figures: dict[str, object]
    method: dict[str, object]


def whole(survey: Survey) -> Whole:
    """Impossible (`methods.surveys`) where known figures do not fit the answers."""
    sheets = read(survey)
    weighed = weighing.weigh(sheets)
    questions = shares.told(sheets, weighed)
    figures: dict[str, object] = {
        "responses": sheets.n,
        "questions": questions,
        "doubts": doubting.told(sheets),
        "compared": waves.told(survey, questions),
    }
    return Whole(figures, method.told(sheets, weighed))
