"""Two clerks do not ring the same person: a case is open to one, for a while; nothing is kept."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from sanwen.core.ruling import NotAllowed
from sanwen.integrity.audit.models import Entry
from sanwen.people.models import User
from sanwen.verdict.surveys.actions import answering, asking, holding, running
from sanwen.verdict.surveys.models import Attempt, Hold, Listed, PartOfDay, Response, Survey
from sanwen.verdict.surveys.states import Disposition, Mode, State
from tests.factories.at_once import at_once
from tests.factories.surveys import AFTER, OPENED, clerk, head, letters, survey, yes
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db
LATER = OPENED + timedelta(minutes=5)
LAPSED = OPENED + timedelta(hours=1)


@pytest.fixture
def made() -> Survey:
    return survey(State.OPEN, head(), contacts=True)


@pytest.fixture
def first() -> User:
    return clerk()


@pytest.fixture
def second() -> User:
    return clerk()


def next_of(made: Survey, by: User, now=OPENED, after: int | None = None) -> Listed:
    held = holding.take_next(survey=made, by=by, after=after, now=now)
    assert held is not None
    return held.listed


def interviewed(made: Survey, case: Listed, by: User, now=LATER) -> None:
    answering.interview(
        survey=made, number=case.number, replies=yes(), mode=Mode.PHONE, by=by, now=now
    )


def noted(case: Listed, by: User, now=LATER) -> Attempt:
    return asking.note(
        listed=case, mode=Mode.PHONE, part=PartOfDay.EVENING,
        disposition=Disposition.NOT_REACHED, by=by, now=now,
    )  # fmt: skip


def test_another_clerk_is_told_who_asks_since_when_and_gets_the_next(made, first, second) -> None:
    case = next_of(made, first)

    with nothing_changes(), pytest.raises(NotAllowed, match=first.display_name):
        holding.take(listed=case, by=second, now=LATER)
    with nothing_changes(), pytest.raises(NotAllowed):
        asking.look_up(listed=case, by=second, now=LATER)
    with nothing_changes(), pytest.raises(NotAllowed):
        noted(case, second)
    assert next_of(made, second, LATER) != case


def test_whoever_comes_back_has_the_same_case_since_the_same_moment(made, first) -> None:
    case = next_of(made, first)

    again = holding.take_next(survey=made, by=first, now=LATER)

    assert again is not None
    assert (again.listed, again.since) == (case, OPENED)
    assert again.until > LATER + timedelta(minutes=15)


def test_one_clerk_has_one_case_open(made, first, second) -> None:
    case = next_of(made, first)

    other = next_of(made, first, after=case.number)

    assert other != case
    assert Hold.objects.get().listed == other
    assert next_of(made, second) == case


def test_a_case_that_was_left_is_for_others_at_once_and_not_offered_again(
    made, first, second
) -> None:
    case = next_of(made, first)

    holding.let_go(listed=case, by=second)
    assert Hold.objects.filter(listed=case).exists()
    holding.let_go(listed=case, by=first)

    assert next_of(made, first, after=case.number) != case
    assert next_of(made, second) == case


def test_after_some_minutes_it_is_free_by_itself(made, first, second) -> None:
    case = next_of(made, first)

    assert next_of(made, second, LAPSED) == case
    assert Hold.objects.get(listed=case).user == second


def test_whoever_was_slow_still_notes_and_hands_in_where_nobody_took_over(made, first) -> None:
    case = next_of(made, first)
    noted(case, first, LAPSED)
    other = next_of(made, first, LAPSED)

    interviewed(made, other, first, LAPSED + timedelta(hours=1))

    assert Response.objects.count() == 1


def test_what_a_slow_clerk_was_told_is_taken_also_after_another_took_over(
    made, first, second
) -> None:
    case = next_of(made, first)
    holding.take(listed=case, by=second, now=LAPSED)

    interviewed(made, case, first, LAPSED)

    with nothing_changes(), pytest.raises(NotAllowed):
        interviewed(made, case, second, LAPSED)
    assert Response.objects.count() == 1


@pytest.mark.parametrize("outcome", ["answered", "noted", "with the code"])
def test_nothing_is_left_of_it_once_there_is_an_outcome(made, first, outcome) -> None:
    codes = letters(made, head())
    case = next_of(made, first)

    if outcome == "answered":
        interviewed(made, case, first)
    elif outcome == "noted":
        noted(case, first)
    else:
        answering.hand_in(survey=made, code=codes[case.turn - 1], replies=yes(), now=LATER)

    assert not Hold.objects.exists()


def test_nothing_is_left_of_it_after_its_time_or_the_end(made, first, second) -> None:
    next_of(made, first), next_of(made, second)

    assert holding.forget_lapsed(now=LATER) == 0
    assert holding.forget_lapsed(now=LAPSED) == 2

    next_of(made, first)
    running.close(survey=made, by=head(), now=AFTER)
    assert not Hold.objects.exists()


def test_the_trail_does_not_know_who_had_which_case_open(made, first) -> None:
    before = Entry.objects.count()

    case = next_of(made, first)
    holding.let_go(listed=case, by=first)

    assert Entry.objects.count() == before


def test_whoever_was_tried_today_is_not_offered_but_rings_back(made, first, second) -> None:
    case = next_of(made, first)
    noted(case, first)

    assert next_of(made, second, LATER) != case
    assert holding.take(listed=case, by=first, now=LATER).listed == case


def test_nobody_is_asked_what_could_not_be_handed_in_any_more(made, first) -> None:
    for act in (
        lambda: holding.take_next(survey=made, by=first, now=AFTER),
        lambda: holding.take(listed=made.listed.filter(is_drawn=True)[0], by=first, now=AFTER),
    ):
        with nothing_changes(), pytest.raises(NotAllowed):
            act()


def test_nobody_is_left(made, first) -> None:
    Listed.objects.filter(survey=made, is_drawn=True).update(disposition=Disposition.REFUSED)

    assert holding.take_next(survey=made, by=first, now=OPENED) is None


def test_the_table_knows_one_clerk_for_a_case_and_one_case_for_a_clerk(made, first, second) -> None:
    case = next_of(made, first)
    told = {"since": OPENED, "until": LATER}
    free = made.listed.exclude(pk=case.pk)[0]

    for line, user in ((case, second), (free, first)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Hold.objects.create(listed=line, user=user, **told)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.create(listed=free, user=second, since=OPENED, until=OPENED)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_the_same_case_at_once_one_has_it(made, first, second) -> None:
    case = Listed.objects.filter(survey=made).asked().in_turn()[0]

    results = at_once(
        lambda: holding.take(listed=case, by=first, now=OPENED),
        lambda: holding.take(listed=case, by=second, now=OPENED),
    )

    assert [isinstance(result, NotAllowed) for result in results].count(True) == 1
    assert Hold.objects.get(listed=case).user in (first, second)


@pytest.mark.django_db(transaction=True)
def test_six_who_go_on_at_once_have_six_cases(made) -> None:
    people = [clerk() for _ in range(6)]

    held = at_once(
        *(lambda by=by: holding.take_next(survey=made, by=by, now=OPENED) for by in people)
    )

    assert len({one.listed_id for one in held}) == 6
    assert Hold.objects.count() == 6


@pytest.mark.django_db(transaction=True)
def test_one_clerk_in_two_windows_at_once_has_one_case(made, first) -> None:
    lines = list(Listed.objects.filter(survey=made).asked().in_turn()[:2])

    at_once(*(lambda line=line: holding.take(listed=line, by=first, now=OPENED) for line in lines))

    assert Hold.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_hand_in_for_one_person_at_once_one_counts(made, first, second) -> None:
    case = next_of(made, first)

    results = at_once(
        lambda: interviewed(made, case, first), lambda: interviewed(made, case, second)
    )

    assert [isinstance(result, NotAllowed) for result in results].count(True) == 1
    assert Response.objects.count() == 1


def _case(client, made: Survey) -> str:
    return client.get(reverse("results_survey_next", args=[made.pk])).url


@time_machine.travel(LATER, tick=False)
def test_the_page_says_by_whom_and_offers_the_next(client, made, first, second) -> None:
    client.force_login(first)
    to = _case(client, made)
    assert client.get(to).status_code == 200
    client.force_login(second)

    page = client.get(to)

    assert page.status_code == 409
    said = page.content.decode()
    assert first.display_name in said
    assert "survey-question" not in said
    assert reverse("results_survey_next", args=[made.pk]) in said
    assert _case(client, made) != to


def test_what_was_written_stays_on_the_page_when_another_was_first(
    client, made, first, second
) -> None:
    with time_machine.travel(OPENED, tick=False):
        client.force_login(first)
        to = _case(client, made)
    with time_machine.travel(LAPSED, tick=False):
        client.force_login(second)
        client.get(to)
        client.force_login(first)
        given = {"note": "1", "n-mode": "door", "n-part": "evening", "n-disposition": "O"}
        page = client.post(to, given)
        assert page.status_code == 403
        assert second.display_name in page.content.decode()
        assert re.search(r'value="O"[^>]* checked', page.content.decode())
        interviewed(made, Listed.objects.get(survey=made, number=to.split("/")[-2]), second, LAPSED)
        answers = {"q1-answer": "yes", "q2-answer": "4", "q3-answer": "车来得太少", "mode": "door"}
        page = client.post(to, answers | {"answer": "1"})

    assert page.status_code == 403
    assert "车来得太少" in page.content.decode()
    assert Response.objects.count() == 1


@time_machine.travel(LATER, tick=False)
def test_leaving_a_case_leads_to_the_next(client, made, first) -> None:
    client.force_login(first)
    to = _case(client, made)

    page = client.post(to, {"leave": "1"})

    assert not Hold.objects.exists()
    assert client.get(page.url).url != to


@time_machine.travel(LATER, tick=False)
def test_a_number_is_not_shown_again_today_but_the_questions_are(client, made, first) -> None:
    client.force_login(first)
    to = _case(client, made)
    client.post(to, {"note": "1", "n-mode": "phone", "n-part": "evening", "n-disposition": "NC"})

    page = client.get(to).content.decode()

    assert 'name="reach"' not in page
    assert "survey-question" in page
