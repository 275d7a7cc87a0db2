"""What has to be there before a survey can be announced: told on its page from the first day on."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, refused
from sanwen.verdict.surveys.drafts import Announcement
from sanwen.verdict.surveys.models import Stratum, Survey
from sanwen.verdict.surveys.states import Kind

# In a stratum of which one was drawn nothing is known of how far people differ.
FEWEST_IN_STRATUM = 2


def of(
    survey: Survey,
    *,
    questions: int,
    listed: int,
    unsized: int,
    strata: Sequence[Stratum],
    today: date,
) -> list[Ruling]:
    """All of it at once, so that nobody is sent back four times."""
    return [
        _has_questions(questions),
        _has_days(survey, today),
        _has_a_list(survey, listed, unsized),
        *(is_enough(each, each.sample) for each in strata if survey.kind == Kind.SAMPLE),
    ]


def _has_questions(questions: int) -> Ruling:
    return ALLOWED if questions else refused(_("There is no question yet."))


def _has_days(survey: Survey, today: date) -> Ruling:
    if survey.opens_on is None or survey.closes_on is None:
        return refused(_("Say on which day it opens and on which it closes."))
    if survey.opens_on < today:
        return refused(_("The first day lies in the past."))
    if survey.kind == Kind.SAMPLE and survey.opens_on < today + timedelta(days=1):
        return refused(
            _("The lot is drawn on a later day than this one: let it open tomorrow, or later.")
        )
    return ALLOWED


def _has_a_list(survey: Survey, listed: int, unsized: int) -> Ruling:
    if survey.kind == Kind.OPEN:
        return ALLOWED
    if not listed:
        return refused(_("There is no list yet of those who may be asked."))
    if survey.belongs_to and unsized:
        return refused(
            _("The list does not say for everybody how much was meant. Bring it anew with amounts.")
        )
    return ALLOWED


def is_enough(stratum: Stratum, sample: int) -> Ruling:
    if sample >= min(FEWEST_IN_STRATUM, stratum.population):
        return ALLOWED
    return refused(
        _("Of “%(stratum)s” at least %(fewest)d are drawn; else it has no interval.")
        % {"stratum": stratum.name or _("all"), "fewest": FEWEST_IN_STRATUM}
    )


def has_sources(survey: Survey, told: Announcement, today: date) -> Ruling:
    """Where the list comes from, and a seed from the day after the announcement on: whoever made
    the list cannot have chosen it."""
    if survey.kind != Kind.OPEN and not told.list_source.strip():
        return refused(_("Say where the list comes from; everybody reads it."))
    if survey.kind != Kind.SAMPLE:
        return ALLOWED
    if not told.seed_source.strip() or told.seed_on is None:
        return refused(_("Say out of which number the seed of the draw will be made, and when."))
    if told.seed_on <= today:
        return refused(_("The number of the draw has to come from a later day than today."))
    if survey.opens_on is not None and told.seed_on > survey.opens_on:
        return refused(_("The lot is drawn on the first day, or before."))
    return ALLOWED
