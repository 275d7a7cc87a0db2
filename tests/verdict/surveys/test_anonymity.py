"""No path leads from an answer to a person: not by keys, not by hours, not by order."""

import pytest
from django.apps import apps
from django.db import connection, models

from sanwen.integrity.audit.models import Entry
from sanwen.people.models import User
from sanwen.verdict.surveys.actions import answering
from sanwen.verdict.surveys.models import Answer, Listed, Response, Tie
from sanwen.verdict.surveys.states import State
from tests.factories.surveys import OPENED, answered, head, letters, survey, yes


def forward(model: type[models.Model]) -> set[type[models.Model]]:
    return {
        field.related_model
        for field in model._meta.concrete_fields
        if field.is_relation and isinstance(field.related_model, type)
    }


def reached(model: type[models.Model]) -> set[type[models.Model]]:
    found: set[type[models.Model]] = set()
    new = {model}
    while new:
        found |= new
        new = {target for one in new for target in forward(one)} - found
    return found


def test_no_key_leads_from_an_answer_to_a_line_of_the_list() -> None:
    assert Listed not in reached(Response) | reached(Answer)
    pointing = {
        model
        for model in apps.get_models()
        if forward(model) & {Response, Answer} and model not in (Answer,)
    }
    assert pointing == {Tie}


def test_an_answer_knows_no_hour_and_no_order() -> None:
    for model in (Response, Answer):
        kinds = {type(field) for field in model._meta.concrete_fields}
        assert not kinds & {models.DateTimeField, models.TimeField, models.BigAutoField}
    line = {type(field) for field in Listed._meta.concrete_fields}
    assert models.DateTimeField not in line


@pytest.mark.django_db
def test_handing_in_writes_nothing_on_the_trail() -> None:
    by: User = head()
    made = survey(State.OPEN, by)
    codes = letters(made, by)
    before = Entry.objects.count()

    for code in codes[:5]:
        answering.hand_in(survey=made, code=code, replies=yes(), now=OPENED)

    assert Entry.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_the_mark_of_a_transaction_leads_to_many_answers_or_to_none() -> None:
    by = head()
    made = answered(survey(State.OPEN, by), by, 25)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM surveys_listed l WHERE 1 = ("
            "SELECT count(*) FROM surveys_response r WHERE r.xmin = l.xmin)"
            " AND l.survey_id = %s AND l.disposition = 'I'",
            [made.pk],
        )
        (alone,) = cursor.fetchone()

    # The last ones may still stand alone or among few; most do not.
    assert alone <= 12
