"""A check and its survey: the questions are fixed, the list holds what is needed and no more."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from sanwen.core.moment import clock
from sanwen.integrity.audit.actions import record
from sanwen.people.models import User
from sanwen.verdict.reach import questions, rules
from sanwen.verdict.reach.drafts import CheckDraft
from sanwen.verdict.reach.models import Check
from sanwen.verdict.surveys.actions import preparing as surveys
from sanwen.verdict.surveys.drafts import SurveyDraft
from sanwen.verdict.surveys.roll import Row


@transaction.atomic
def prepare(draft: CheckDraft, *, by: User, now: datetime | None = None) -> Check:
    now = clock(now)
    rules.may_prepare(draft, by).require()
    made = Check.objects.create(
        unit=draft.unit, payer=draft.payer, benefit=draft.benefit.strip(),
        ground=draft.ground.strip(), rule=draft.rule.strip(), period=draft.period.strip(),
        through=draft.through.strip(), made_at=now, made_by=by.actor_ref,
    )  # fmt: skip
    # What is asked is kept as words, for people of the place: in the language of the house.
    with override(settings.LANGUAGE_CODE):
        told, asked = _survey(draft, made), questions.all_of(made.benefit)
    made.survey = surveys.prepare(told, unit=draft.unit, by=by, now=now)
    made.save(update_fields=["survey"])
    surveys.add_questions(survey=made.survey, drafts=asked, by=by, now=now)
    record(
        "reach.prepared", on=made.trail_ref, by=by, at=now,
        survey=made.survey.ref, payer=draft.payer.code,
    )  # fmt: skip
    return made


def _survey(draft: CheckDraft, made: Check) -> SurveyDraft:
    """Confidential, not anonymous: the first page says so before the first question."""
    told = {"benefit": made.benefit}
    return SurveyDraft(
        title=(_("Did it reach you? %(benefit)s") % told)[:80],
        purpose=_("To see whether what was meant for people reached them, and where it got lost."),
        about=made.benefit,
        about_ref=made.ref,
        about_unit=draft.payer,
        who_asks=draft.unit.name,
        who_pays=draft.who_pays,
        population=draft.recipients,
        cannot_say=_(
            "It says what people say they received. It is no audit of accounts, and accuses nobody."
        ),
        kind=draft.kind,
        is_confidential=True,
        belongs_to=made.ref,
        opens_on=draft.opens_on,
        closes_on=draft.closes_on,
    )


@transaction.atomic
def take_list(*, check: Check, rows: Sequence[Row], by: User, now: datetime | None = None) -> Check:
    """A number, the way it passes (stratum), the amount meant, how to reach the person."""
    now = clock(now)
    rules.may_take_list(check, rows, by).require()
    surveys.take_list(survey=check.asked, rows=rows, by=by, now=now)
    record("reach.list_taken", on=check.trail_ref, by=by, at=now, lines=len(rows))
    return check
