"""A survey about a promise stands beside what codes found: two figures, never one."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from time_machine import travel

from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.verdict.promises import figures, surveyed, timeline
from sanwen.verdict.promises.models import Entry
from sanwen.verdict.surveys.actions import answering, preparing, publishing, running
from sanwen.verdict.surveys.branching import Reply
from sanwen.verdict.surveys.drafts import Plan, QuestionDraft
from sanwen.verdict.surveys.models import Survey
from sanwen.verdict.surveys.sets import KEPT
from tests.factories import surveys
from tests.factories.moments import MORNING
from tests.factories.people import person
from tests.factories.places import units
from tests.factories.promises import counted
from tests.factories.surveys import AFTER, OPENED, head, letters

pytestmark = pytest.mark.django_db
LATER = AFTER + timedelta(days=1)


@pytest.fixture
def entry() -> Entry:
    """Said to be done; nine of fifteen who answered with a code find so."""
    return counted(9, 0, 6).entry


@pytest.fixture
def by() -> User:
    return head()


def opened(entry: Entry, by: User, *, with_question: bool = True, **fields: object) -> Survey:
    told = {"about": entry.words, "about_ref": entry.ref, "about_unit": entry.unit} | fields
    made = preparing.prepare(surveys.draft(**told), unit=units().county, by=by, now=MORNING)
    ready = QuestionDraft(
        KEPT.shape, KEPT.text.format(about=made.about), item=KEPT.item,
        options=[(value, text) for value, text in KEPT.options], favourable=list(KEPT.favourable),
    )  # fmt: skip
    drafts = [ready] if with_question else surveys.questions()
    preparing.add_questions(survey=made, drafts=drafts, by=by, now=MORNING)
    preparing.take_list(survey=made, rows=surveys.rows(90), by=by, now=MORNING)
    plans = [Plan("石桥村", 40), Plan("柳溪村", 20)]
    preparing.plan(survey=made, plans=plans, by=by, now=MORNING)
    running.announce(survey=made, told=surveys.announcement(), by=by, now=MORNING)
    running.draw(survey=made, seed=surveys.SEED, by=by, now=OPENED)
    return running.open_up(survey=made, by=by, now=OPENED)


def published(entry: Entry, by: User, **fields: object) -> Survey:
    """Of 60 drawn 40 answer; every fourth finds it done."""
    made = opened(entry, by, **fields)  # type: ignore[arg-type]
    replies = surveys.yes() if made.questions.count() > 1 else None
    for at, code in enumerate(letters(made, by)[:40]):
        said = replies or {1: Reply(("1" if at % 4 == 0 else "3",))}
        answering.hand_in(survey=made, code=code, replies=said, now=OPENED)
    running.close(survey=made, by=by, now=AFTER)
    publishing.publish(survey=made, by=by, now=AFTER)
    return made


def page(entry: Entry, language: str = "en") -> str:
    with travel(LATER, tick=False):
        answer = Client().get(
            reverse("open_promise", args=[entry.pk]), headers={"accept-language": language}
        )
    assert answer.status_code == 200
    return answer.content.decode()


def test_both_stand_with_their_denominators_silence_and_interval(entry, by):
    made = published(entry, by)

    said = page(entry)

    assert "15 of 20 judged, 5 did not say" in said
    assert f'id="q-{made.pk}"' in said
    assert "40 of 60 who were asked answered; 20 kept silent." in said
    assert "with 95% confidence" in said
    assert "never added up" in said


def test_a_survey_changes_nothing_of_what_codes_found(entry, by):
    before = figures.sums(date(2026, 1, 1), date(2027, 1, 1), today=LATER.date())

    published(entry, by)

    assert figures.sums(date(2026, 1, 1), date(2027, 1, 1), today=LATER.date()) == before
    entry.refresh_from_db()
    assert not entry.not_found_so
    assert all(one.reply_by is None for one in entry.rounds.all())


def test_while_it_runs_no_figure_is_shown(entry, by):
    opened(entry, by)

    (one,) = surveyed.of(entry)

    assert (one.is_over, one.found, one.answered) == (False, (), "")
    assert "Nobody sees a figure before that" in page(entry)


def test_a_draft_another_promise_and_what_was_withdrawn_are_not_there(entry, by):
    preparing.prepare(surveys.draft(about_ref=entry.ref), unit=units().county, by=by, now=MORNING)
    opened(entry, by, about_ref=f"N-{entry.pk}1")
    gone = opened(entry, by)
    running.withdraw(survey=gone, because="名单有误", by=by, now=OPENED)

    assert surveyed.of(entry) == []


def test_other_questions_are_read_on_the_page_of_the_survey(entry, by):
    published(entry, by, with_question=False)

    assert surveyed.of(entry)[0].found == ()
    assert "It asked other questions" in page(entry)


def test_a_unit_that_asks_about_its_own_work_is_named_so(entry, by):
    with override("en"):
        opened(entry, by)
        assert not surveyed.of(entry)[0].is_own
        Entry.objects.filter(pk=entry.pk).update(unit=units().county)
        entry.refresh_from_db()
        assert surveyed.of(entry)[0].is_own


def test_the_timeline_says_when_it_was_published(entry, by):
    made = published(entry, by)

    with override("en"):
        steps = timeline.history(entry, LATER.date(), surveyed.of(entry))

    assert f"The survey {made.ref} was published" in [step["what"] for step in steps]


def test_the_promise_leads_to_a_draft_that_names_it(client, entry):
    client.force_login(person(Role.LEADER, units().county))
    desk = client.get(reverse("results_promise", args=[entry.pk]))
    link = desk.content.decode().split(f'href="{reverse("results_survey_new")}?')[1].split('"')[0]

    form = client.get(f"{reverse('results_survey_new')}?{link.replace('&amp;', '&')}")

    assert f'value="{entry.ref}"' in form.content.decode()
