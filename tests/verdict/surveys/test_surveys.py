"""From the list to the close: what is announced stands, what is answered leads to nobody."""

import hashlib
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from sanwen.core.ruling import NotAllowed
from sanwen.integrity.audit.models import Entry
from sanwen.integrity.vault.models import Contact, Reveal
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.verdict.surveys import lot
from sanwen.verdict.surveys.actions import answering, asking, forgetting, preparing, running
from sanwen.verdict.surveys.branching import Reply
from sanwen.verdict.surveys.drafts import Announcement, Plan, QuestionDraft
from sanwen.verdict.surveys.models import (
    Answer,
    Attempt,
    Listed,
    Missing,
    PartOfDay,
    Response,
    Shape,
    Survey,
    Tie,
)
from sanwen.verdict.surveys.roll import Row
from sanwen.verdict.surveys.states import Disposition, Kind, Mode, State
from tests.factories.moments import MORNING
from tests.factories.people import person
from tests.factories.places import units
from tests.factories.surveys import (
    AFTER,
    OPENED,
    SEED,
    TODAY,
    announcement,
    answered,
    clerk,
    draft,
    drafted,
    head,
    letters,
    questions,
    rows,
    survey,
    yes,
)
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> User:
    return head()


def test_a_sample_goes_its_way_in_order(by: User) -> None:
    made = survey(State.CLOSED, by)

    assert made.drawn_at is not None
    assert made.seed == SEED
    assert Listed.objects.filter(survey=made, is_drawn=True).count() == 30
    trail = Entry.objects.filter(subject=made.trail_ref).order_by("id")
    assert [entry.verb for entry in trail] == [
        "survey.prepared", "survey.questions_added", "survey.list_taken", "survey.planned",
        "survey.announced", "survey.drawn", "survey.opened", "survey.closed",
    ]  # fmt: skip


def test_anybody_with_the_list_recomputes_fingerprint_and_lot(by: User) -> None:
    made = survey(State.DRAWN, by)
    lines = sorted(f"{row.key}\t{row.stratum}\n" for row in rows())

    assert made.list_hash == hashlib.sha256("".join(lines).encode()).hexdigest()
    for stratum in made.strata.all():
        keys = [row.key for row in rows() if row.stratum == stratum.name]
        order = sorted(keys, key=lambda key: hashlib.sha256(f"{SEED}:{key}".encode()).hexdigest())
        drawn = set(stratum.listed.filter(is_drawn=True).values_list("key", flat=True))
        assert drawn == set(order[: stratum.sample])


def test_the_order_of_the_list_decides_nothing() -> None:
    turned = [(row.key, row.stratum) for row in reversed(rows())]

    assert lot.fingerprint(turned) == lot.fingerprint((row.key, row.stratum) for row in rows())


@pytest.mark.parametrize(
    "change", [{"key": "99"}, {"number": 999}, {"size": 5}], ids=["key", "number", "size"]
)
def test_the_table_keeps_an_announced_list(by: User, change: dict[str, object]) -> None:
    made = survey(State.ANNOUNCED, by)

    with pytest.raises(IntegrityError), transaction.atomic():
        made.listed.filter(number=1).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.listed.filter(number=1).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        made.questions.filter(number=1).update(text="您很满意，对吗？")


@pytest.mark.parametrize(
    "change",
    [{"list_hash": "0" * 64}, {"seed_source": "另一个号码"}, {"is_confidential": True}],
    ids=["hash", "source", "confidence"],
)
def test_the_table_keeps_what_was_announced(by: User, change: dict[str, object]) -> None:
    made = survey(State.ANNOUNCED, by)

    with pytest.raises(IntegrityError), transaction.atomic():
        Survey.objects.filter(pk=made.pk).update(**change)


def test_the_table_knows_no_draw_before_the_announcement(by: User) -> None:
    made = drafted(by)

    with pytest.raises(IntegrityError), transaction.atomic():
        Survey.objects.filter(pk=made.pk).update(drawn_at=MORNING, drawn_by="x", seed="1")


@pytest.mark.parametrize(
    "told",
    [
        Announcement("", "号码", TODAY + timedelta(days=2)),
        Announcement("人口表", "", TODAY + timedelta(days=2)),
        Announcement("人口表", "号码", TODAY),
        Announcement("人口表", "号码", TODAY + timedelta(days=30)),
    ],
    ids=["no list", "no source", "known today", "after the opening"],
)
def test_a_seed_that_could_be_known_is_refused(by: User, told: Announcement) -> None:
    made = drafted(by)

    with nothing_changes(), pytest.raises(NotAllowed):
        running.announce(survey=made, told=told, by=by, now=MORNING)


def test_no_draw_before_its_day_and_none_without_a_number(by: User) -> None:
    made = survey(State.ANNOUNCED, by)

    with nothing_changes(), pytest.raises(NotAllowed):
        running.draw(survey=made, seed=SEED, by=by, now=MORNING)
    with nothing_changes(), pytest.raises(NotAllowed):
        running.draw(survey=made, seed="  ", by=by, now=OPENED)


def test_nobody_stops_while_the_figures_look_good(by: User) -> None:
    made = survey(State.OPEN, by)

    with nothing_changes(), pytest.raises(NotAllowed):
        running.close(survey=made, by=by, now=OPENED)


def test_a_unit_that_asks_about_itself_says_why(by: User) -> None:
    own = draft(about_unit=units().county)

    with nothing_changes(), pytest.raises(NotAllowed):
        preparing.prepare(own, unit=units().county, by=by, now=MORNING)
    preparing.prepare(
        draft(about_unit=units().county, own_because="县里没有别的单位能问"),
        unit=units().county, by=by, now=MORNING,
    )  # fmt: skip


def test_a_question_waits_for_an_earlier_one_only(by: User) -> None:
    made = drafted(by)
    for number, options in ((9, ["yes"]), (1, ["maybe"]), (1, []), (None, ["yes"])):
        wrong = QuestionDraft(Shape.WORDS, "为什么？", after_number=number, after_options=options)
        with nothing_changes(), pytest.raises(NotAllowed):
            preparing.add_questions(survey=made, drafts=[wrong], by=by, now=MORNING)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.questions.filter(number=2).update(after_number=3)


def test_a_survey_stays_short(by: User) -> None:
    made = drafted(by)
    many = [QuestionDraft(Shape.WORDS, "还有呢？")] * 13

    with nothing_changes(), pytest.raises(NotAllowed):
        preparing.add_questions(survey=made, drafts=many, by=by, now=MORNING)


def test_another_list_takes_the_place_of_the_first_and_erases_its_contacts(by: User) -> None:
    made = drafted(by, contacts=True)

    preparing.take_list(survey=made, rows=[Row("1"), Row("2")], by=by, now=MORNING)

    assert made.listed.count() == 2
    assert not Contact.objects.filter(erased_at=None).exists()


def test_a_plan_keeps_to_the_list(by: User) -> None:
    made = drafted(by)

    with nothing_changes(), pytest.raises(NotAllowed):
        preparing.plan(survey=made, plans=[Plan("柳溪村", 21)], by=by, now=MORNING)


def test_a_part_of_which_nobody_or_one_is_drawn_is_refused_when_it_is_planned(by: User) -> None:
    made = drafted(by)

    for few in (0, 1):
        with nothing_changes(), pytest.raises(NotAllowed, match="柳溪村"):
            preparing.plan(survey=made, plans=[Plan("柳溪村", few)], by=by, now=MORNING)
    preparing.take_list(survey=made, rows=[Row("61", "独户"), *rows()], by=by, now=MORNING)
    preparing.plan(survey=made, plans=[Plan("独户", 1)], by=by, now=MORNING)


def test_all_that_is_missing_before_the_announcement_is_told_at_once(client, by: User) -> None:
    made = preparing.prepare(draft(opens_on=TODAY), unit=units().county, by=by, now=MORNING)
    page = reverse("results_survey", args=[made.pk])
    client.force_login(by)

    with time_machine.travel(MORNING, tick=False):
        assert len(client.get(page).context["lacks"]) == 3
        preparing.change(survey=made, draft=draft(), by=by, now=MORNING)
        preparing.add_questions(survey=made, drafts=questions(), by=by, now=MORNING)
        preparing.take_list(survey=made, rows=rows(), by=by, now=MORNING)
        assert len(client.get(page).context["lacks"]) == 2
        plans = [Plan("石桥村", 20), Plan("柳溪村", 10)]
        preparing.plan(survey=made, plans=plans, by=by, now=MORNING)
        assert client.get(page).context["lacks"] == []
    running.announce(survey=made, told=announcement(), by=by, now=MORNING)


def test_a_code_is_spent_once(by: User) -> None:
    made = survey(State.OPEN, by)
    code = letters(made, by)[0]

    answering.hand_in(survey=made, code=code, replies=yes(), seconds=61, now=OPENED)

    assert made.responses.count() == 1
    assert made.listed.filter(disposition=Disposition.COMPLETE).count() == 1
    with nothing_changes(), pytest.raises(NotAllowed):
        answering.hand_in(survey=made, code=code, replies=yes(), now=OPENED)


def test_codes_of_another_survey_and_none_at_all_are_not_known(by: User) -> None:
    made, other = survey(State.OPEN, by), survey(State.OPEN, by)
    foreign = letters(other, by)[0]

    for code in (foreign, "2222-2222-2222", ""):
        with nothing_changes(), pytest.raises(NotAllowed):
            answering.hand_in(survey=made, code=code, replies=yes(), now=OPENED)


def test_nothing_is_taken_before_the_first_day_and_after_the_last(by: User) -> None:
    made = survey(State.OPEN, by)
    code = letters(made, by)[0]

    for now in (MORNING, AFTER):
        with nothing_changes(), pytest.raises(NotAllowed):
            answering.hand_in(survey=made, code=code, replies=yes(), now=now)


def test_answers_on_a_way_that_was_left_are_not_kept(by: User) -> None:
    made = survey(State.OPEN, by)
    left = {1: Reply(("no",)), 2: Reply(("5",)), 3: Reply(missing=Missing.REFUSED)}

    answering.hand_in(survey=made, code=letters(made, by)[0], replies=left, now=OPENED)

    second = Answer.objects.get(question__number=2)
    assert (second.missing, second.options) == (Missing.NOT_ASKED, [])


@pytest.mark.parametrize(
    "replies",
    [
        {1: Reply(("maybe",))},
        {1: Reply(("yes", "no"))},
        {1: Reply(("yes",)), 2: Reply(words="好")},
        {number: Reply(missing="refused") for number in (1, 2, 3)},
        {1: Reply(("yes",), missing="refused")},
    ],
    ids=["unknown", "two", "words", "nothing said", "both"],
)
def test_what_does_not_fit_is_not_taken(by: User, replies: dict[int, Reply]) -> None:
    made = survey(State.OPEN, by)
    code = letters(made, by)[0]

    with nothing_changes(), pytest.raises(NotAllowed):
        answering.hand_in(survey=made, code=code, replies=replies, now=OPENED)


def test_what_is_said_is_masked(by: User) -> None:
    made = survey(State.OPEN, by)
    said = yes(words="请打13812345678找我")

    answering.hand_in(survey=made, code=letters(made, by)[0], replies=said, now=OPENED)

    assert "13812345678" not in Answer.objects.get(question__number=3).words


def test_an_open_survey_takes_whoever_comes(by: User) -> None:
    made = survey(State.OPEN, by, kind=Kind.OPEN)

    answering.hand_in(survey=made, replies=yes(), now=OPENED)

    assert made.responses.get().mode == Mode.OPEN


def test_a_clerk_asks_and_the_answer_knows_a_number_only(by: User) -> None:
    made, asks = survey(State.OPEN, by, contacts=True), clerk()
    case = Listed.objects.filter(survey=made).asked().in_turn()[0]

    asking.look_up(listed=case, by=asks, now=OPENED)
    answering.interview(
        survey=made, number=case.number, replies=yes(), mode=Mode.PHONE, by=asks, now=OPENED
    )

    assert made.responses.get().interviewer == 1
    assert Reveal.objects.get().reason == "ask"
    assert not Attempt.objects.exists()


def test_who_works_in_the_judged_unit_does_not_ask(by: User) -> None:
    made = survey(State.OPEN, by, about_unit=units().desk)
    case = Listed.objects.filter(survey=made).asked().in_turn()[0]
    within = person(Role.INTAKE, units().county)
    judged = person(Role.INTAKE, units().desk)

    asking.look_up(listed=case, by=within, now=OPENED)
    with nothing_changes(), pytest.raises(NotAllowed):
        asking.look_up(listed=case, by=judged, now=OPENED)


def _tried(made: Survey, by: User, days: int, outcome: str = Disposition.NOT_REACHED) -> Attempt:
    case = Listed.objects.filter(survey=made).asked().in_turn()[0]
    return asking.note(
        listed=case, mode=Mode.PHONE, part=PartOfDay.EVENING, disposition=outcome, by=by,
        now=OPENED + timedelta(days=days),
    )  # fmt: skip


def test_nobody_is_tried_twice_a_day_or_more_than_four_times(by: User) -> None:
    made, asks = survey(State.OPEN, by), clerk()

    for day in range(4):
        _tried(made, asks, day)
        with nothing_changes(), pytest.raises(NotAllowed):
            _tried(made, asks, day)
    with nothing_changes(), pytest.raises(NotAllowed):
        _tried(made, asks, 4)


def test_who_says_no_is_left_alone(by: User) -> None:
    made, asks = survey(State.OPEN, by), clerk()

    _tried(made, asks, 0, Disposition.REFUSED)

    with nothing_changes(), pytest.raises(NotAllowed):
        _tried(made, asks, 1)


def test_two_reminders_and_no_more(by: User) -> None:
    made = survey(State.OPEN, by)
    first = letters(made, by)

    assert len(asking.remind(survey=made, by=by, now=OPENED)) == len(first)
    assert len(asking.remind(survey=made, by=by, now=OPENED)) == len(first)
    with nothing_changes(), pytest.raises(NotAllowed):
        asking.remind(survey=made, by=by, now=OPENED)
    with nothing_changes(), pytest.raises(NotAllowed):
        answering.hand_in(survey=made, code=first[0], replies=yes(), now=OPENED)


def test_a_reminder_goes_to_those_only_who_kept_silent(by: User) -> None:
    made = survey(State.OPEN, by)
    answered(made, by, 12)

    assert len(asking.remind(survey=made, by=by, now=OPENED)) == 18


def test_closing_keeps_every_answer_and_mixes_them(by: User) -> None:
    made = survey(State.OPEN, by)
    answered(made, by, 20)
    before = sorted(Answer.objects.values_list("response_id", "question_id", "options", "missing"))

    running.close(survey=made, by=by, now=AFTER)

    after = sorted(Answer.objects.values_list("response_id", "question_id", "options", "missing"))
    assert after == before
    assert made.responses.count() == 20


def test_contacts_are_forgotten_after_their_time(by: User) -> None:
    made = survey(State.CLOSED, by, contacts=True)

    assert forgetting.forget(now=AFTER + timedelta(days=1)) == 0
    assert forgetting.forget(now=AFTER + timedelta(days=4000)) == 60
    assert not Contact.objects.filter(erased_at=None).exists()
    assert made.listed.count() == 60


def test_only_a_confidential_survey_ties_an_answer_to_a_line(by: User) -> None:
    anonymous = answered(survey(State.OPEN, by), by, 3)
    told = answered(survey(State.OPEN, by, is_confidential=True), by, 3)

    assert Tie.objects.count() == 3
    assert {tie.listed.survey_id for tie in Tie.objects.all()} == {told.pk}
    response = Response.objects.filter(survey=anonymous)[0]
    with pytest.raises(DatabaseError), transaction.atomic():
        Tie.objects.create(response=response, listed=anonymous.listed.all()[0])


def test_withdrawing_needs_a_reason(by: User) -> None:
    made = survey(State.ANNOUNCED, by)

    with nothing_changes(), pytest.raises(NotAllowed):
        running.withdraw(survey=made, because=" ", by=by, now=MORNING)


def test_a_list_and_questions_come_before_the_announcement(by: User) -> None:
    made = preparing.prepare(draft(), unit=units().county, by=by, now=MORNING)
    with nothing_changes(), pytest.raises(NotAllowed):
        running.announce(survey=made, told=announcement(), by=by, now=MORNING)
    preparing.add_questions(survey=made, drafts=questions(), by=by, now=MORNING)
    with nothing_changes(), pytest.raises(NotAllowed):
        running.announce(survey=made, told=announcement(), by=by, now=MORNING)
