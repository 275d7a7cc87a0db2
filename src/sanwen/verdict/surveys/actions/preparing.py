"""Preparing a survey: what it is about, its questions, its list, how many are to be drawn."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sanwen.core.many import write_many
from sanwen.core.moment import clock
from sanwen.core.ruling import refused
from sanwen.integrity.audit.actions import record
from sanwen.integrity.vault import actions as vault
from sanwen.integrity.vault.models import Contact
from sanwen.people.models import User
from sanwen.places.models import Unit
from sanwen.verdict.surveys import lot, questionnaire, readiness, rules
from sanwen.verdict.surveys.actions.beats import lock
from sanwen.verdict.surveys.drafts import FIXED_BY_RECORD, Plan, QuestionDraft, SurveyDraft
from sanwen.verdict.surveys.figuring import weighing
from sanwen.verdict.surveys.models import Listed, Margin, Question, Stratum, Survey
from sanwen.verdict.surveys.roll import Row


@transaction.atomic
def prepare(draft: SurveyDraft, *, unit: Unit, by: User, now: datetime | None = None) -> Survey:
    now = clock(now)
    rules.may_prepare(draft, unit, by).require()
    made = Survey.objects.create(unit=unit, made_at=now, made_by=by.actor_ref, **_plain(draft))
    record("survey.prepared", on=made.trail_ref, by=by, at=now, unit=unit.code, kind=made.kind)
    return made


@transaction.atomic
def change(*, survey: Survey, draft: SurveyDraft, by: User, now: datetime | None = None) -> Survey:
    now = clock(now)
    survey = lock(survey)
    rules.may_change(survey, by).require()
    draft = _as_its_record_needs(survey, draft)
    rules.fits(draft, survey.unit).require()
    if draft.kind != survey.kind and survey.listed.exists():
        refused(_("Take the list away before you change what kind of survey it is.")).require()
    for name, value in _plain(draft).items():
        setattr(survey, name, value)
    survey.save()
    record("survey.changed", on=survey.trail_ref, by=by, at=now)
    return survey


def _as_its_record_needs(survey: Survey, draft: SurveyDraft) -> SurveyDraft:
    """A reach check rests on these: whom it judges, and that answers are tied to the list."""
    if not survey.belongs_to:
        return draft
    return replace(draft, **{name: getattr(survey, name) for name in FIXED_BY_RECORD})


def _plain(draft: SurveyDraft) -> dict[str, object]:
    return {each.name: getattr(draft, each.name) for each in fields(draft)}


@transaction.atomic
def add_questions(
    *, survey: Survey, drafts: Sequence[QuestionDraft], by: User, now: datetime | None = None
) -> list[Question]:
    """At the end, in this order; one of them may wait for an earlier one."""
    now = clock(now)
    survey = lock(survey)
    there = list(survey.questions.all())
    rules.may_add_questions(survey, len(there), len(drafts), by).require()
    made: list[Question] = []
    for draft in drafts:
        known = [*there, *made]
        questionnaire.stands(draft, known).require()
        number = known[-1].number + 1 if known else 1
        made.append(_question(survey, number, draft))
    record("survey.questions_added", on=survey.trail_ref, by=by, at=now, many=len(made))
    return made


def _question(survey: Survey, number: int, draft: QuestionDraft) -> Question:
    return Question.objects.create(
        survey=survey,
        number=number,
        shape=draft.shape,
        item=draft.item,
        text=draft.text.strip(),
        help=draft.help.strip(),
        options=[[value, text.strip()] for value, text in questionnaire.options_of(draft)],
        favourable=list(draft.favourable),
        after_number=draft.after_number,
        after_options=list(draft.after_options),
    )


@transaction.atomic
def drop_question(*, question: Question, by: User, now: datetime | None = None) -> None:
    """The last one: later ones may wait for it, and numbers stay what they were."""
    now = clock(now)
    survey = lock(question.survey)
    rules.may_drop_question(survey, by).require()
    last = survey.questions.aggregate(last=Max("number"))["last"]
    if question.number != last:
        refused(_("Take out the last question first; later ones may depend on it.")).require()
    record("survey.question_dropped", on=survey.trail_ref, by=by, at=now, question=question.number)
    question.delete()


@transaction.atomic
def take_list(
    *, survey: Survey, rows: Sequence[Row], by: User, now: datetime | None = None
) -> Survey:
    """The whole list; one that was there before goes, its contacts are erased."""
    now = clock(now)
    survey = lock(survey)
    rules.may_take_list(survey, by).require()
    rules.has_amounts(survey, rows).require()
    _forget_list(survey, by, now)
    strata = _strata(survey, rows)
    contacts = _contacts(rows, now)
    Listed.objects.bulk_create(
        (
            Listed(
                survey=survey,
                number=number,
                key=row.key,
                stratum=strata[row.stratum],
                contact=contacts.get(number),
                size=row.size,
            )
            for number, row in enumerate(rows, start=1)
        ),
        batch_size=2000,
    )
    survey.list_hash = lot.fingerprint((row.key, row.stratum) for row in rows)
    survey.save(update_fields=["list_hash"])
    record(
        "survey.list_taken", on=survey.trail_ref, by=by, at=now,
        lines=len(rows), strata=len(strata), list=survey.list_hash,
    )  # fmt: skip
    return survey


def _strata(survey: Survey, rows: Sequence[Row]) -> dict[str, Stratum]:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.stratum] = counts.get(row.stratum, 0) + 1
    return {
        name: Stratum.objects.create(survey=survey, name=name, population=many, sample=0)
        for name, many in sorted(counts.items())
    }


def _contacts(rows: Sequence[Row], now: datetime) -> dict[int, Contact]:
    told = [(at, row.contact) for at, row in enumerate(rows, start=1) if row.contact is not None]
    kept = vault.keep_many([contact for _at, contact in told], now=now)
    return {at: contact for (at, _draft), contact in zip(told, kept, strict=True)}


def _forget_list(survey: Survey, by: User, now: datetime) -> None:
    known = survey.listed.exclude(contact=None).select_related("contact")
    for each in known:
        if each.contact is not None:
            vault.erase(contact=each.contact, by=by, now=now)
    survey.listed.all().delete()
    survey.strata.all().delete()


@transaction.atomic
def plan(*, survey: Survey, plans: Sequence[Plan], by: User, now: datetime | None = None) -> Survey:
    """How many are drawn out of each stratum."""
    now = clock(now)
    survey = lock(survey)
    rules.may_take_list(survey, by).require()
    strata = {each.name: each for each in survey.strata.all()}
    for each in plans:
        stratum = strata.get(each.stratum)
        if stratum is None or not 0 <= each.sample <= stratum.population:
            refused(_("Nobody more can be drawn than are on the list.")).require()
            continue
        readiness.is_enough(stratum, each.sample).require()
        stratum.sample = each.sample
        stratum.save(update_fields=["sample"])
    record("survey.planned", on=survey.trail_ref, by=by, at=now, many=sum(p.sample for p in plans))
    return survey


@transaction.atomic
def tell_margins(
    *,
    question: Question,
    known: Sequence[tuple[str, int]],
    source: str,
    by: User,
    now: datetime | None = None,
) -> list[Margin]:
    """How many people of the population belong to each option: all of them, or none is told. Once
    the answers are in, it is known at once whether they can be weighted to it."""
    now = clock(now)
    survey = lock(question.survey)
    rules.may_tell_margin(survey, by).require()
    questionnaire.are_margins(question, known, source).require()
    question.margins.all().delete()
    made = [
        Margin(
            survey=survey, question=question, option=option, population=many, source=source.strip()
        )
        for option, many in known
    ]
    record("survey.margin_told", on=survey.trail_ref, by=by, at=now, question=question.number)
    told = write_many(made)
    if why := weighing.problems(survey).get(question.pk):
        refused(why).require()
    return told


@transaction.atomic
def drop_margins(*, question: Question, by: User, now: datetime | None = None) -> None:
    """Answers that cannot be weighted to known figures are published without them."""
    now = clock(now)
    survey = lock(question.survey)
    rules.may_tell_margin(survey, by).require()
    question.margins.all().delete()
    record("survey.margin_dropped", on=survey.trail_ref, by=by, at=now, question=question.number)
