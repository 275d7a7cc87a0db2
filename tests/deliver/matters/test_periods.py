"""The periods of the law: the whole matrix is there, and nothing stops or shortens one unasked."""

from datetime import date, datetime
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters import periods
from sanwen.deliver.matters.actions import recounting
from sanwen.deliver.matters.clock_rules import PAUSES, rules
from sanwen.deliver.matters.house import procedure_of
from sanwen.deliver.matters.models import Clock, Matter
from sanwen.methods.clock import Calendar, due
from sanwen.places.calendar import shipped
from tests.factories.moments import SHANGHAI

# The deadline matrix, line by line: what the law or the place says, and by which article.
MATRIX = [
    ("petition.handle", 15, "day", None, "第22条"),
    ("petition.objection", 5, "workday", None, "第23条"),
    ("petition.conclude", 60, "day", (30, "day"), "第34条"),
    ("petition.ask_review", 30, "day", None, "第35条"),
    ("petition.review", 30, "day", None, "第35条"),
    ("petition.ask_second_review", 30, "day", None, "第36条"),
    ("petition.second_review", 30, "day", None, "第36条"),
    ("service.reply", 5, "workday", (30, "day"), "第24条"),
    ("service.danger", 2, "hour", None, "本地"),
    ("service.utilities", 24, "hour", None, "本地"),
    ("service.general", 7, "day", (30, "day"), "本地"),
    ("service.complex", 15, "day", (30, "day"), "本地"),
    ("service.call", 15, "second", None, "GB/T 33358"),
    ("service.message", 3, "minute", None, "GB/T 33358"),
    ("service.mailbox", 24, "hour", None, "GB/T 33358"),
    ("service.levels", 7, "day", None, "本地"),
    ("inspection.object", 30, "day", None, "第17条"),
    ("inspection.decide", 30, "day", None, "第17条"),
    ("information.reply", 20, "workday", (20, "workday"), "第33条"),
    ("information.complete", 7, "workday", None, "第30条"),
    ("information.third_party", 15, "workday", None, "第32条"),
    ("mediation.accept", 5, "workday", None, "第45条"),
    ("mediation.accept_complex", 10, "workday", None, "第45条"),
    ("mediation.move", 3, "workday", None, "第46条"),
    ("mediation.conclude", 30, "day", None, "第25条"),
    ("mediation.confirm", 30, "day", None, "第33条"),
    ("labour.claim", 1, "year", None, "第27条"),
    ("labour.accept", 5, "day", None, "第29条"),
    ("labour.award", 45, "day", (15, "day"), "第43条"),
    ("union.refuse", 5, "workday", None, "第17条"),
    ("union.opinion", 15, "workday", None, "第22条"),
    ("decision.comment", 30, "day", None, "第15条"),
    ("decision.hearing_papers", -7, "day", None, "第16条"),
    ("village.general", 3, "month", None, "第30条"),
    ("village.accounts", 1, "month", None, "第30条"),
    ("village.major", 0, "day", None, "第30条"),
    ("care.visit", 6, "month", None, "成都"),
    ("care.publish", 5, "workday", None, "成都"),
    ("care.follow", 6, "month", None, "成都"),
    ("records.logs", 6, "month", None, "第21条"),
    ("records.assessment", 3, "year", None, "第56条"),
    ("records.transfer", 3, "year", None, "第12条"),
]
RESIDENTS = sorted(code for code, one in rules().items() if one.duty == "resident")
SHIPPED = shipped()


@pytest.mark.parametrize(("code", "length", "unit", "more", "article"), MATRIX)
def test_the_matrix_is_in_the_table(
    code: str, length: int, unit: str, more: tuple[int, str] | None, article: str
) -> None:
    one = rules()[code]

    assert (one.rule.length, one.rule.unit) == (length, unit)
    assert (one.extension and (one.extension.length, one.extension.unit)) == more
    assert article in one.article


def test_only_two_articles_let_a_period_stop() -> None:
    stopping = {code: one.pauses for code, one in rules().items() if one.pauses}

    assert stopping == {
        "petition.second_review": ("hearing",),
        "information.reply": ("third_party",),
    }


@pytest.mark.parametrize("because", PAUSES)
@pytest.mark.parametrize("code", [code for code, one in rules().items() if not one.pauses])
def test_every_other_period_runs_on(code: str, because: str) -> None:
    first = due(rules()["petition.review"].rule, date(2026, 3, 2), SHIPPED)

    with pytest.raises(NotAllowed):
        periods.paused(code, first, because=because, since=date(2026, 3, 3), until=date(2026, 3, 5))


@pytest.mark.parametrize("code", rules())
def test_a_day_off_helps_residents_and_no_unit(code: str) -> None:
    """Third parties keep the fifteen working days of their article, which need no help."""
    one = rules()[code]
    helped = one.duty == "resident" and one.rule.unit != "workday"

    assert (one.rule.roll == "next_workday") == helped


@given(
    code=st.sampled_from(RESIDENTS),
    start=st.dates(date(2026, 10, 1), date(2027, 12, 1)),
    days=st.dictionaries(st.dates(date(2027, 1, 1), date(2028, 3, 1)), st.booleans(), max_size=40),
)
def test_a_notice_never_shortens_what_a_resident_was_told(
    code: str, start: date, days: dict[date, bool]
) -> None:
    """A running period counted again after the notice, whatever the notice says."""
    begun = datetime(start.year, start.month, start.day, 9, tzinfo=SHANGHAI)
    told = due(rules()[code].rule, start, SHIPPED)
    clock = Clock(rule=code, started_at=begun, due_on=told.on, provisional=told.provisional)
    known = Calendar({**SHIPPED.days, **days}, SHIPPED.known_years | {2027, 2028})

    with patch.object(periods, "working_calendar", lambda: known):
        recounting._count(clock, more=0, of=procedure_of(Matter()))

    assert clock.due_on >= told.on
    assert clock.due_on >= due(rules()[code].rule, start, known).on
