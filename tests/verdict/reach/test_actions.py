"""From the list to the result: nobody is followed up unasked, and afterwards nobody is known."""

import re
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.models import Matter
from sanwen.integrity.audit.models import Entry
from sanwen.integrity.vault.models import Contact
from sanwen.listen.voices.actions import code_hash
from sanwen.people.roles import Role
from sanwen.verdict.reach import answers, questions
from sanwen.verdict.reach.actions import following, preparing, publishing
from sanwen.verdict.reach.models import FollowUp
from sanwen.verdict.surveys.actions import preparing as surveys
from sanwen.verdict.surveys.drafts import QuestionDraft
from sanwen.verdict.surveys.models import Response, Shape, Survey, Tie
from sanwen.verdict.surveys.roll import Row
from sanwen.verdict.surveys.states import State
from tests.factories import reach
from tests.factories.people import person
from tests.factories.places import units
from tests.factories.reach import AFTER, INSIDE, MORNING, said
from tests.factories.surveys import draft as survey_draft
from tests.factories.surveys import head
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db
ALL, PART, NOTHING, UNAWARE = (
    said(questions.ALL), said(questions.PART, amount="600"),
    said(questions.NOTHING), said(questions.UNAWARE),
)  # fmt: skip


def desk():
    return person(Role.INTAKE, units().desk)


def test_a_check_brings_its_survey_with_five_questions_and_says_that_it_is_confidential():
    one = reach.check(State.DRAFTING)

    assert one.asked.is_confidential
    assert (one.asked.belongs_to, one.asked.about_unit) == (one.ref, one.payer)
    assert one.asked.questions.count() == 5
    assert one.asked.list_hash


def test_a_list_without_amounts_is_refused_and_nothing_is_kept():
    one = reach.check(State.DRAFTING)
    rows = [replace(each, size=None) for each in reach.rows(3)]

    with nothing_changes(), pytest.raises(NotAllowed):
        preparing.take_list(check=one, rows=rows, by=head(), now=MORNING)


def test_the_page_of_the_survey_takes_nothing_away_that_a_check_rests_on():
    one, by = reach.check(State.DRAFTING), head()
    asked = one.asked
    last = asked.questions.last()

    with nothing_changes(), pytest.raises(NotAllowed):
        surveys.drop_question(question=last, by=by, now=MORNING)
    with nothing_changes(), pytest.raises(NotAllowed):
        surveys.add_questions(survey=asked, drafts=[QuestionDraft(Shape.WORDS, "？")], by=by)
    surveys.change(survey=asked, draft=survey_draft(title="改个题目"), by=by, now=MORNING)

    after = Survey.objects.select_related("about_unit").get(pk=asked.pk)
    assert after.title == "改个题目"
    assert (after.belongs_to, after.is_confidential) == (one.ref, True)
    assert (after.about_ref, after.about_unit) == (one.ref, one.payer)


def test_the_payer_prepares_nothing():
    own, lead = reach.draft(unit=units().water), person(Role.UNIT_LEAD, units().water)

    with nothing_changes(), pytest.raises(NotAllowed):
        preparing.prepare(own, by=lead, now=MORNING)


def test_a_matter_is_opened_only_for_who_wished_it_with_a_code_of_their_own():
    one = reach.check(State.OPEN)
    wished, not_wished = reach.answered(one, [said(questions.NOTHING, wish="yes"), NOTHING])
    lines = {each.number: each for each in one.asked.listed.all()}
    with nothing_changes(), pytest.raises(NotAllowed):
        following.open_matter(check=one, listed=lines[not_wished], by=desk(), now=INSIDE)

    opened = following.open_matter(check=one, listed=lines[wished], by=desk(), now=INSIDE)

    matter = Matter.objects.get()
    voice = matter.joinings.get().voice
    assert (opened.matter_ref, opened.voice_ref) == (matter.ref, voice.ref)
    assert bytes(voice.code_hash) == code_hash(opened.code)
    assert one.ref in voice.text
    assert voice.contact != lines[wished].contact
    assert voice.contact.held
    with nothing_changes(), pytest.raises(NotAllowed):
        following.open_matter(check=one, listed=lines[wished], by=desk(), now=INSIDE)


def test_what_is_kept_as_words_is_in_the_language_of_the_house_whoever_works():
    with translation.override("en"):
        one = reach.check(State.OPEN)
        (wished,) = reach.answered(one, [said(questions.NOTHING, wish="yes")])
        line = one.asked.listed.get(number=wished)
        following.open_matter(check=one, listed=line, by=desk(), now=INSIDE)

    words = [one.asked.title, *one.asked.questions.values_list("text", flat=True)]
    words.append(Matter.objects.get().joinings.get().voice.text)
    assert not [each for each in words if re.search("[A-Za-z]{3}", each)]


def test_nothing_is_opened_by_itself():
    one = reach.check(State.OPEN)

    reach.answered(one, [said(questions.NOTHING, wish="yes")] * 3)

    assert not Matter.objects.exists()
    assert len(answers.wishing(one)) == 3


def test_a_wish_can_be_taken_back():
    one = reach.check(State.OPEN)
    (number,) = reach.answered(one, [said(questions.NOTHING, wish="yes")])
    listed = one.asked.listed.get(number=number)

    following.let_go(check=one, listed=listed, by=desk(), now=INSIDE)

    assert answers.wishing(one) == []
    assert FollowUp.objects.get().matter_ref == ""


def test_the_trail_knows_neither_the_line_nor_the_matter():
    one = reach.check(State.OPEN)
    (number,) = reach.answered(one, [said(questions.NOTHING, wish="yes")])
    listed = one.asked.listed.get(number=number)

    opened = following.open_matter(check=one, listed=listed, by=desk(), now=INSIDE)

    told = Entry.objects.get(verb="reach.followed_up")
    assert opened.matter_ref not in told.details
    assert str(number) not in told.details


def test_publishing_waits_for_every_wish():
    one = reach.check(State.OPEN)
    reach.answered(one, [said(questions.NOTHING, wish="yes")] + [ALL] * 9)
    one = reach.closed(one)

    with nothing_changes(), pytest.raises(NotAllowed):
        publishing.publish(check=one, by=head(), now=AFTER)


def published(told):
    one = reach.check(State.OPEN)
    reach.answered(one, told)
    one = reach.closed(one)
    return one, publishing.publish(check=one, by=head(), now=AFTER)


def test_the_result_tells_reach_and_leakage_with_intervals_and_bounds():
    one, made = published([ALL] * 20 + [PART] * 6 + [NOTHING] * 4)

    found = made.figures
    # 20 × 0, 6 × 900 and 4 × 1500 lost, of 30 × 1500.
    assert found["leakage"]["value"] == pytest.approx((6 * 900 + 4 * 1500) / 45000)
    assert found["leakage"]["low"] < found["leakage"]["value"] < found["leakage"]["high"]
    assert found["leakage_bounds"][0] < found["leakage_bounds"][1]
    assert (found["drawn"], found["meant"], found["answered"]) == (40, 40, 30)
    assert found["population"] == 80
    assert made.method["survey"] == one.asked.ref
    assert made.method["list_hash"] == one.asked.list_hash


def test_after_publishing_nobody_is_known():
    one, _made = published([ALL] * 20 + [NOTHING] * 10)

    assert not Tie.objects.exists()
    assert Response.objects.count() == 30
    assert not Contact.objects.filter(erased_at=None).exists()
    assert not FollowUp.objects.exclude(listed=None).exists()
    one.asked.refresh_from_db()
    assert one.asked.state == State.PUBLISHED


def test_a_result_is_published_once_and_stands():
    one, _made = published([ALL] * 20)

    with nothing_changes(), pytest.raises(NotAllowed):
        publishing.publish(check=one, by=head(), now=AFTER)
    for statement in ("UPDATE reach_finding SET figures = '{}'", "DELETE FROM reach_finding"):
        with nothing_changes(), pytest.raises(DatabaseError), transaction.atomic():
            run(statement)


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_list_of_rows_has_what_is_needed_and_no_more():
    assert set(Row.__dataclass_fields__) == {"key", "stratum", "contact", "size"}
