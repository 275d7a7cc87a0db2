"""Handing in: the code is spent, the answers go into the box, and nothing ties them.

PostgreSQL marks each row with the transaction that wrote it. So that the mark of a line of the list
does not lead to one answer, a handful of others are written anew with it, and all at the close.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from sanwen.core.dates import local_day
from sanwen.core.moment import clock
from sanwen.core.ruling import refused
from sanwen.methods.personal import masked
from sanwen.people.models import User
from sanwen.verdict.surveys import asking_rules, questionnaire, seats
from sanwen.verdict.surveys.actions.beats import stand
from sanwen.verdict.surveys.branching import Reply
from sanwen.verdict.surveys.models import (
    Answer,
    Hold,
    Interviewer,
    Listed,
    Question,
    Response,
    Survey,
    Tie,
)
from sanwen.verdict.surveys.states import Disposition, Mode

_NUMBERING = 0x5155
_MIX = """
    WITH others AS (
        SELECT id FROM surveys_response WHERE survey_id = %s AND id >= gen_random_uuid()
        ORDER BY id LIMIT 15 FOR UPDATE SKIP LOCKED
    ), first AS (
        UPDATE surveys_response SET mode = mode WHERE id IN (SELECT id FROM others)
    )
    UPDATE surveys_answer SET missing = missing
    WHERE response_id IN (SELECT id FROM others)
"""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is kept of one questionnaire besides its answers."""

    mode: Mode
    seconds: int | None = None
    interviewer: int | None = None


@transaction.atomic
def hand_in(
    *,
    survey: Survey,
    replies: Mapping[int, Reply],
    code: str = "",
    seconds: int | None = None,
    now: datetime | None = None,
) -> None:
    """By the respondent, with a code or (open survey) without. Nothing is recorded: the trail
    would know when which answer came."""
    now = clock(now)
    survey = stand(survey)
    listed = _line(survey, seats.code_hash(code)) if code else None
    disposition = listed.disposition if listed is not None else None
    asking_rules.may_answer(survey, local_day(now), disposition=disposition).require()
    sheet = _Sheet(Mode.OPEN if listed is None else Mode.CODE, seconds)
    _put(survey, listed, replies, sheet, now)


@transaction.atomic
def interview(
    *,
    survey: Survey,
    number: int,
    replies: Mapping[int, Reply],
    mode: Mode,
    by: User,
    seconds: int | None = None,
    now: datetime | None = None,
) -> None:
    """By telephone or at the door: the clerk writes what was said. It leaves no attempt and no
    trail: the day beside the interviewer's number is all that is known of it. Who has answered is
    not asked again, also where the case went to somebody else meanwhile: who is first counts."""
    now = clock(now)
    survey = stand(survey)
    asking_rules.may_interview(survey, by, today=local_day(now)).require()
    listed = survey.listed.select_for_update(of=("self",)).get(number=number, is_drawn=True)
    today = local_day(now)
    asking_rules.may_answer(survey, today, disposition=listed.disposition).require()
    sheet = _Sheet(mode, seconds, _number_of(survey, by))
    _put(survey, listed, replies, sheet, now)


def _line(survey: Survey, hashed: bytes) -> Listed:
    """A code of another survey and one that never was are answered alike."""
    held = Listed.objects.select_for_update(of=("self",))
    found = held.filter(survey=survey, code_hash=hashed, is_drawn=True).first()
    if found is None:
        refused(_("This code is not known here.")).require()
    assert found is not None
    return found


def _number_of(survey: Survey, by: User) -> int:
    """Whoever asks for the first time gets the next number."""
    known = survey.interviewers.filter(user=by).first()
    if known is None:
        # One after the other: two who begin at once get two numbers.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_NUMBERING, survey.pk])
        taken = survey.interviewers.count()
        known, _is_new = Interviewer.objects.get_or_create(
            survey=survey, user=by, defaults={"number": taken + 1}
        )
    return known.number


def _put(
    survey: Survey,
    listed: Listed | None,
    replies: Mapping[int, Reply],
    sheet: _Sheet,
    now: datetime,
) -> None:
    questions = list(survey.questions.all())
    ruling, whole = questionnaire.handed_in(questions, replies)
    ruling.require()
    response = Response.objects.create(
        id=uuid.uuid4(),
        survey=survey,
        stratum_id=listed.stratum_id if listed is not None else None,
        submitted_on=local_day(now),
        mode=sheet.mode,
        interviewer=sheet.interviewer,
        seconds=sheet.seconds,
    )
    Answer.objects.bulk_create(
        _answer(response, question, whole[question.number]) for question in questions
    )
    if listed is not None:
        _spend(survey, listed, response)
    with connection.cursor() as cursor:
        cursor.execute(_MIX, [survey.pk])


def _answer(response: Response, question: Question, reply: Reply) -> Answer:
    return Answer(
        response=response,
        question=question,
        options=list(reply.options),
        number=reply.number,
        words=masked(reply.words.strip()).text if reply.words else "",
        missing=reply.missing,
    )


def _spend(survey: Survey, listed: Listed, response: Response) -> None:
    listed.disposition, listed.call_again_on = Disposition.COMPLETE, None
    listed.save(update_fields=["disposition", "call_again_on"])
    Hold.objects.filter(listed=listed).delete()
    if survey.is_confidential:
        Tie.objects.create(response=response, listed=listed)
