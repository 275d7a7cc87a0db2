"""All answers of a survey as columns: one row a questionnaire, in an order that tells nothing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from sanwen.verdict.surveys.branching import Reply
from sanwen.verdict.surveys.models import Answer, Missing, Question, Response, Shape, Survey
from sanwen.verdict.surveys.states import Disposition, Kind

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sheets:
    """`strata`: the name of each sheet's stratum; `replies[number]`: a column of replies."""

    survey: Survey
    questions: Sequence[Question]
    responses: Sequence[Response]
    strata: Sequence[str]
    # Of each stratum: how many people there are who are meant, and how many were drawn.
    populations: dict[str, int]
    drawn: dict[str, int]
    outcomes: dict[str, int]
    replies: dict[int, list[Reply]]

    @property
    def n(self) -> int:
        return len(self.responses)

    @property
    def has_list(self) -> bool:
        return self.survey.kind != Kind.OPEN

    def hits(self, question: Question, options: Sequence[str]) -> Floats:
        """1 where one of the options was chosen, 0 where another, NaN where there is no answer."""
        wanted = set(options)
        column = self.replies[question.number]
        return np.array(
            [np.nan if each.missing else float(bool(wanted & set(each.options))) for each in column]
        )

    def places(self, question: Question) -> Floats:
        """The place of the chosen option in its list: 1, 2, 3 …; NaN where there is no answer."""
        place = {value: at for at, value in enumerate(question.values, start=1)}
        column = self.replies[question.number]
        return np.array([np.nan if each.missing else place[each.options[0]] for each in column])

    def amounts(self, question: Question) -> Floats:
        column = self.replies[question.number]
        return np.array([np.nan if each.number is None else float(each.number) for each in column])

    def silences(self, question: Question) -> Counter[str]:
        return Counter(each.missing for each in self.replies[question.number] if each.missing)

    def asked(self, question: Question) -> int:
        return self.n - self.silences(question)[Missing.NOT_ASKED]


def read(survey: Survey) -> Sheets:
    questions = list(survey.questions.all())
    responses = list(survey.responses.order_by("pk"))
    names = {stratum.pk: stratum.name for stratum in survey.strata.all()}
    outcomes, meant, drawn = _counted(survey)
    return Sheets(
        survey=survey,
        questions=questions,
        responses=responses,
        strata=[names.get(each.stratum_id or 0, "") for each in responses],
        populations=meant,
        drawn=drawn,
        outcomes=outcomes,
        replies=_columns(questions, responses),
    )


def _counted(survey: Survey) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    lines = survey.listed.filter(is_drawn=True).values_list("stratum__name", "disposition")
    outcomes: Counter[str] = Counter()
    drawn: Counter[str] = Counter()
    gone: Counter[str] = Counter()
    for stratum, disposition in lines.order_by():
        # Nobody came so far as to try: for AAPOR a case of which nothing is known.
        outcomes[disposition or Disposition.UNKNOWN_PLACE.value] += 1
        drawn[stratum] += 1
        gone[stratum] += disposition == Disposition.NOT_MEANT
    is_census = survey.kind == Kind.CENSUS
    meant = {
        each.name: each.population - (gone[each.name] if is_census else 0)
        for each in survey.strata.all()
    }
    return dict(outcomes), meant, dict(drawn)


def _columns(
    questions: Sequence[Question], responses: Sequence[Response]
) -> dict[int, list[Reply]]:
    row = {response.pk: at for at, response in enumerate(responses)}
    number = {question.pk: question.number for question in questions}
    none = Reply(missing=Missing.NOT_ASKED)
    columns = {question.number: [none] * len(responses) for question in questions}
    kept = Answer.objects.filter(question__in=questions).order_by("pk")
    for response, question, options, amount, words, missing in kept.values_list(
        "response_id", "question_id", "options", "number", "words", "missing"
    ):
        reply = Reply(tuple(options), amount, words, missing)
        columns[number[question]][row[response]] = reply
    return columns


def is_choice(question: Question) -> bool:
    return question.shape not in (Shape.NUMBER, Shape.WORDS)


def favourable(question: Question) -> list[str]:
    """Which options make the headline share; none where the question has no such side."""
    if question.shape == Shape.YES_NO and not question.favourable:
        return question.values[:1]
    return list(question.favourable)


def plain(amount: Decimal | float | None) -> float | None:
    return None if amount is None else round(float(amount), 6)
