"""The equal-treatment report: what it reads, that it is kept, who may read it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from sanwen.core.actors import Machine
from sanwen.deliver.matters.actions import asking
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.states import State
from sanwen.integrity.audit.models import Entry
from sanwen.office.fairness import actions, comparison, shown
from sanwen.office.fairness.cases import Case, cases
from sanwen.office.fairness.models import Report
from sanwen.office.fairness.quarters import quarter_of, span
from sanwen.people.roles import Role
from tests.factories.matters import Cast, matter, voice_of
from tests.factories.moments import MORNING, later
from tests.factories.people import person

pytestmark = pytest.mark.django_db

QUARTER = quarter_of(MORNING.date())
BY = Machine("test")
EN = {"accept-language": "en"}


def read() -> list[Case]:
    return list(cases(*span(QUARTER)))


def test_a_matter_counts_once_by_its_first_answer() -> None:
    one = matter(Cast(), State.ANSWERED)

    (case,) = read()

    assert case.days == pytest.approx((one.answered_at - one.opened_at) / timedelta(days=1))
    assert case.helped
    assert (case.again, case.in_person, case.higher) == (False, False, False)


def test_a_matter_not_answered_yet_is_not_read() -> None:
    matter(Cast(), State.IN_HAND)

    assert read() == []


def test_words_added_before_the_answer_are_loud_and_those_after_it_are_not() -> None:
    cast = Cast()
    before, after = matter(cast, State.ANSWERED), matter(cast, State.ANSWERED)
    for one, hours in ((before, 1), (after, 900)):
        asking.add(matter=one, voice=voice_of(one), text="还没来人", now=later(hours=hours))

    assert sorted(case.again for case in read()) == [False, True]


def test_different_people_who_ask_for_the_same_are_not_loudness() -> None:
    matter(Cast(), State.ANSWERED, voices=3)

    (case,) = read()

    assert not case.again


def test_the_report_is_kept_and_counting_again_adds_one() -> None:
    matter(Cast(), State.ANSWERED)

    first = actions.make_report(quarter=QUARTER, by=BY, now=later(days=100))
    actions.make_report(quarter=QUARTER, by=BY, now=later(days=101))

    assert (first.matters, first.drawn, len(first.lines)) == (1, 1, 6)
    assert Report.objects.filter(quarter=QUARTER).count() == 2
    assert Entry.objects.filter(verb="fairness.reported", subject=first.trail_ref).count() == 2


def test_the_night_makes_the_report_of_the_quarter_that_ended_once() -> None:
    assert actions.make_due(by=BY, now=later(days=120)) is not None
    assert actions.make_due(by=BY, now=later(days=121)) is None


def test_too_few_are_not_shown_as_a_number() -> None:
    matter(Cast(), State.ANSWERED)
    report = actions.make_report(quarter=QUARTER, by=BY, now=later(days=100))

    assert {line.between for line in shown.lines(report)} == {""}


def loud_and_fast(count: int = 60) -> list[Case]:
    return [
        Case(("0101", False, ""), number % 12, number % 3 == 0, False, False,
             2 + number % 5 + (0 if number % 3 == 0 else 6), True)
        for number in range(count)
    ]  # fmt: skip


def test_a_difference_is_told_in_words_with_its_bounds() -> None:
    lines = comparison.lines(loud_and_fast())
    report = Report(quarter=QUARTER, method=1, matters=60, drawn=60, lines=lines)

    first, *others = shown.lines(report)

    assert first.stands_out
    assert not any(line.stands_out for line in others)
    assert "6" in first.words


@pytest.mark.parametrize("role", list(Role))
def test_supervisors_leaders_and_auditors_read_it(client: Client, role: Role) -> None:
    cast = Cast()
    report = actions.make_report(quarter=QUARTER, by=BY, now=later(days=100))
    client.force_login(person(role, cast.units.county))
    may = role in {Role.SUPERVISOR, Role.LEADER, Role.AUDITOR}

    for address in (reverse("fairness"), reverse("fairness_report", args=[report.pk])):
        assert client.get(address).status_code == (200 if may else 403)


def test_before_the_first_report_the_page_says_when_it_comes(client: Client) -> None:
    client.force_login(person(Role.LEADER, Cast().units.county))

    assert (
        b"in the night after a quarter ends" in client.get(reverse("fairness"), headers=EN).content
    )


def test_a_report_that_is_not_there_is_not_found(client: Client) -> None:
    client.force_login(person(Role.LEADER, Cast().units.county))

    assert client.get(reverse("fairness_report", args=[7])).status_code == 404


def test_the_page_costs_the_same_however_many_reports_there_are(
    client: Client, django_assert_max_num_queries
) -> None:
    for day in range(20):
        actions.make_report(quarter=QUARTER, by=BY, now=later(days=100 + day))
    client.force_login(person(Role.LEADER, Cast().units.county))

    with django_assert_max_num_queries(8):
        client.get(reverse("fairness"))
    assert Matter.objects.count() == 0
