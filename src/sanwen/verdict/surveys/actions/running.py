"""Announcing, drawing, opening, closing and withdrawing: in this order, each once."""

from datetime import datetime

from django.db import connection, transaction

from sanwen.core.dates import local_day
from sanwen.core.moment import clock
from sanwen.people.models import User
from sanwen.verdict.surveys import lot, rules
from sanwen.verdict.surveys.actions.beats import lock, move
from sanwen.verdict.surveys.drafts import Announcement
from sanwen.verdict.surveys.lot import Turn
from sanwen.verdict.surveys.models import Hold, Listed, Survey
from sanwen.verdict.surveys.states import Kind, Move

# All answers are written anew in the order of their random numbers, by one transaction: where they
# lay in the file, and which transaction wrote them, tells nothing any more.
_SHUFFLE = (
    """
    WITH taken AS (DELETE FROM surveys_response WHERE survey_id = %s RETURNING *)
    INSERT INTO surveys_response SELECT * FROM taken ORDER BY id
    """,
    """
    WITH taken AS (
        DELETE FROM surveys_answer WHERE response_id IN
            (SELECT id FROM surveys_response WHERE survey_id = %s)
        RETURNING *
    )
    INSERT INTO surveys_answer SELECT * FROM taken ORDER BY id
    """,
)


@transaction.atomic
def announce(
    *, survey: Survey, told: Announcement, by: User, now: datetime | None = None
) -> Survey:
    """From now on everybody sees it, and nobody changes its list, its questions or its lot."""
    now = clock(now)
    survey = lock(survey)
    listed = list(survey.listed.select_related("stratum").order_by("pk"))
    rules.may_announce(
        survey,
        told,
        by,
        questions=survey.questions.count(),
        listed=len(listed),
        unsized=sum(not each.size for each in listed),
        strata=list(survey.strata.all()),
        today=local_day(now),
    ).require()
    is_sample = survey.kind == Kind.SAMPLE
    if survey.kind == Kind.CENSUS:
        _give_turns(listed, lot.everybody(listed, seed=survey.list_hash))
    move(
        survey, Move.ANNOUNCE, by=by, now=now, told=len(listed),
        announced_at=now, announced_by=by.actor_ref,
        list_source=told.list_source.strip() if listed else "",
        seed_source=told.seed_source.strip() if is_sample else "",
        seed_on=told.seed_on if is_sample else None,
    )  # fmt: skip
    return survey


@transaction.atomic
def draw(*, survey: Survey, seed: str, by: User, now: datetime | None = None) -> Survey:
    now = clock(now)
    survey, seed = lock(survey), " ".join(seed.split())
    listed = list(survey.listed.select_related("stratum").order_by("pk"))
    same = survey.list_hash == lot.fingerprint((each.key, each.stratum.name) for each in listed)
    rules.may_draw(survey, by, same_list=same, today=local_day(now)).require()
    rules.has_a_seed(seed).require()
    turns = lot.drawn(listed, seed=seed)
    _give_turns(listed, turns)
    move(
        survey, Move.DRAW, by=by, now=now, told=len(turns),
        drawn_at=now, drawn_by=by.actor_ref, seed=seed,
    )  # fmt: skip
    return survey


def _give_turns(listed: list[Listed], turns: list[Turn]) -> None:
    of = {each.key: each for each in listed}
    drawn = []
    for at, turn in enumerate(turns, start=1):
        one = of[turn.key]
        one.turn, one.ticket, one.is_drawn = at, turn.ticket, True
        drawn.append(one)
    Listed.objects.bulk_update(drawn, ["turn", "ticket", "is_drawn"], batch_size=1000)


@transaction.atomic
def open_up(*, survey: Survey, by: User, now: datetime | None = None) -> Survey:
    now = clock(now)
    survey = lock(survey)
    rules.may_open(survey, by, today=local_day(now)).require()
    move(survey, Move.OPEN, by=by, now=now, opened_at=now)
    return survey


@transaction.atomic
def close(*, survey: Survey, by: User, now: datetime | None = None) -> Survey:
    now = clock(now)
    survey = lock(survey)
    rules.may_close(survey, by, today=local_day(now)).require()
    with connection.cursor() as cursor:
        for statement in _SHUFFLE:
            cursor.execute(statement, [survey.pk])
    Hold.objects.filter(listed__survey=survey).delete()
    move(survey, Move.CLOSE, by=by, now=now, told=survey.responses.count(), closed_at=now)
    return survey


@transaction.atomic
def withdraw(*, survey: Survey, because: str, by: User, now: datetime | None = None) -> Survey:
    """What was announced stays to be read, with the reason above it."""
    now = clock(now)
    survey = lock(survey)
    rules.may_withdraw(survey, because, by).require()
    Hold.objects.filter(listed__survey=survey).delete()
    move(survey, Move.WITHDRAW, by=by, now=now, withdrawn_because=because.strip())
    return survey
