"""A result: shares with intervals that never collapse, small counts hidden, the method with it."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from sanwen.core.ruling import NotAllowed
from sanwen.people.models import User
from sanwen.verdict.surveys import figuring
from sanwen.verdict.surveys.actions import answering, preparing, publishing, running
from sanwen.verdict.surveys.branching import Reply
from sanwen.verdict.surveys.drafts import QuestionDraft
from sanwen.verdict.surveys.models import Margin, Result, Shape, Survey
from sanwen.verdict.surveys.roll import Row
from sanwen.verdict.surveys.states import Kind, State
from tests.factories.moments import MORNING
from tests.factories.places import units
from tests.factories.surveys import (
    AFTER,
    OPENED,
    SCALE,
    announcement,
    answered,
    draft,
    head,
    letters,
    survey,
    yes,
)
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> User:
    return head()


def closed(by: User, many: int = 24, **fields: object) -> Survey:
    made = answered(survey(State.OPEN, by, **fields), by, many)
    running.close(survey=made, by=by, now=AFTER)
    made.refresh_from_db()
    return made


def village(by: User, people: int, replies: list[str]) -> Survey:
    """A census of one village with one question on a scale."""
    made = preparing.prepare(draft(kind=Kind.CENSUS), unit=units().county, by=by, now=MORNING)
    satisfied = QuestionDraft(Shape.SCALE, "您满意不满意？", options=SCALE, favourable=["1", "2"])
    preparing.add_questions(survey=made, drafts=[satisfied], by=by, now=MORNING)
    rows = [Row(str(number)) for number in range(1, people + 1)]
    preparing.take_list(survey=made, rows=rows, by=by, now=MORNING)
    running.announce(survey=made, told=announcement(), by=by, now=MORNING)
    running.open_up(survey=made, by=by, now=OPENED)
    for code, value in zip(letters(made, by), replies, strict=False):
        answering.hand_in(survey=made, code=code, replies={1: Reply((value,))}, now=OPENED)
    running.close(survey=made, by=by, now=AFTER)
    made.refresh_from_db()
    return made


def test_every_question_tells_how_many_were_asked_and_kept_silent(by: User) -> None:
    found = figuring.whole(closed(by)).figures["questions"]

    first = found[0]
    assert (first["asked"], first["answered"], first["refused"], first["dont_know"]) == (
        24,
        24,
        0,
        0,
    )
    assert found[1]["asked"] == 18
    assert found[2]["is_hidden"]


def test_a_share_has_an_interval_around_it(by: User) -> None:
    found = figuring.whole(closed(by)).figures["questions"]

    head_ = found[0]["headline"]
    assert head_["low"] < head_["share"] < head_["high"]
    assert head_["effective"] > 0


def test_all_of_all_who_answered_is_still_an_interval(by: User) -> None:
    found = figuring.whole(village(by, 40, ["1"] * 30)).figures["questions"][0]["headline"]

    assert found["share"] == 1.0
    assert found["low"] < 1.0
    assert found["bounds"] == [0.75, 1.0]


def test_a_village_that_answered_whole_is_known(by: User) -> None:
    found = figuring.whole(village(by, 30, ["1"] * 30)).figures["questions"][0]["headline"]

    assert (found["low"], found["share"], found["high"]) == (1.0, 1.0, 1.0)
    assert found["method"] == "census"


def test_counts_below_five_and_what_gives_them_away_are_hidden(by: User) -> None:
    made = village(by, 60, ["1"] * 30 + ["2"] * 3 + ["3"] * 12 + ["4"] * 4)

    found = figuring.whole(made).figures["questions"][0]

    hidden = {each["value"] for each in found["options"] if each["is_hidden"]}
    assert {"2", "4"} <= hidden
    # Its two options are 30 (shown) and 3 (hidden): their sum would tell the 3.
    assert found["headline"]["is_hidden"]
    assert "count" not in json.dumps([each for each in found["options"] if each["is_hidden"]])


def test_a_branch_does_not_tell_what_its_gate_hides(by: User) -> None:
    made = survey(State.OPEN, by)
    for at, code in enumerate(letters(made, by)):
        replies = yes() if at < 3 else {1: Reply(("no",)), 3: Reply(missing="refused")}
        answering.hand_in(survey=made, code=code, replies=replies, now=OPENED)
    running.close(survey=made, by=by, now=AFTER)

    second = figuring.whole(made).figures["questions"][1]

    assert second["is_hidden"]
    assert "asked" not in second


def test_an_open_survey_has_no_interval_for_the_population(by: User) -> None:
    made = survey(State.OPEN, by, kind=Kind.OPEN)
    for _one in range(10):
        answering.hand_in(survey=made, replies=yes(), now=OPENED)
    running.close(survey=made, by=by, now=AFTER)

    found = figuring.whole(made)

    assert "low" not in found.figures["questions"][0]["headline"]
    assert "came_by_themselves" in found.method["limits"]
    assert found.method["rates"] == {}


def test_rates_are_aapors(by: User) -> None:
    found = figuring.whole(closed(by)).method

    assert found["outcomes"] == {"I": 24, "UH": 6}
    assert found["rates"]["RR1"] == pytest.approx(24 / 30)


def test_known_figures_bring_the_weights_to_them(by: User) -> None:
    made = closed(by)
    gate = made.questions.get(number=1)
    preparing.tell_margins(
        question=gate, known=[("yes", 50), ("no", 50)], source="2025年出行调查", by=by, now=AFTER
    )

    found = figuring.whole(made)

    assert found.figures["questions"][0]["headline"]["share"] == pytest.approx(0.5, abs=1e-6)
    assert found.method["weights"]["kind"] == "raked"
    assert found.method["weights"]["design_effect"] > 1


EACH_SIX = [(value, 6) for value, _text in SCALE]


def test_known_figures_that_nobody_answered_for_are_refused_at_once_in_words(by: User) -> None:
    made = village(by, 30, ["1"] * 15 + ["2"] * 15)
    question = made.questions.get()

    with nothing_changes(), pytest.raises(NotAllowed, match=SCALE[2][1]):
        preparing.tell_margins(question=question, known=EACH_SIX, source="表", by=by, now=AFTER)


def test_known_figures_that_turn_out_not_to_fit_are_said_at_the_close_and_can_go(
    client, by: User
) -> None:
    made = village(by, 30, ["1"] * 15 + ["2"] * 15)
    question = made.questions.get()
    # Told before anybody had answered.
    Margin.objects.bulk_create(
        Margin(survey=made, question=question, option=value, population=many, source="表")
        for value, many in EACH_SIX
    )
    page = reverse("results_survey", args=[made.pk])
    client.force_login(by)

    assert len(client.get(page).context["unweighted"]) == 1
    assert client.get(reverse("results_survey_figures", args=[made.pk])).url == page
    with nothing_changes(), pytest.raises(NotAllowed):
        publishing.publish(survey=made, by=by, now=AFTER)
    known = reverse("results_survey_margins", args=[made.pk, question.number])
    assert client.post(known, {"drop": "1"}).url == page

    assert client.get(page).context["unweighted"] == []
    assert publishing.publish(survey=made, by=by, now=AFTER).method["weights"]["kind"] == "strata"


def test_all_alike_is_told_with_care(by: User) -> None:
    found = figuring.whole(village(by, 40, ["1"] * 40)).figures["doubts"]

    assert {each["kind"] for each in found} == {"all_agree", "no_nonresponse"}


def test_a_result_is_never_without_its_method(by: User) -> None:
    made = publishing.publish(survey=closed(by), by=by, now=AFTER)

    assert made.method["wording"][1]["text"] == "坐下来，您满意不满意？"
    assert made.method["who_pays"] == "清源县财政"
    with pytest.raises(DatabaseError), transaction.atomic():
        Result.objects.create(
            survey=made.survey, version=9, because="x", figures={"a": 1}, method={},
            published_at=AFTER, published_by="x",
        )  # fmt: skip


def test_a_published_result_is_not_changed(by: User) -> None:
    made = publishing.publish(survey=closed(by), by=by, now=AFTER)

    with pytest.raises(DatabaseError), transaction.atomic():
        Result.objects.filter(pk=made.pk).update(figures={"better": True})
    with pytest.raises(DatabaseError), transaction.atomic():
        Result.objects.filter(pk=made.pk).delete()
    second = publishing.correct(survey=made.survey, because="人口数更正", by=by, now=AFTER)
    assert (second.version, made.survey.results.count()) == (2, 2)


def test_two_waves_are_set_side_by_side(by: User) -> None:
    first = closed(by)
    publishing.publish(survey=first, by=by, now=AFTER)
    second = answered(survey(State.OPEN, by, before=first, moment="after"), by, 28)
    running.close(survey=second, by=by, now=AFTER)

    found = figuring.whole(second)

    assert {each["reading"] for each in found.figures["compared"]} == {"not_told_apart"}
    assert found.figures["compared"][0]["before_ref"] == first.ref
    assert "no_cause" in found.method["limits"]


def test_nobody_publishes_before_the_close(by: User) -> None:
    made = survey(State.OPEN, by)

    with nothing_changes(), pytest.raises(NotAllowed):
        publishing.publish(survey=made, by=by, now=OPENED + timedelta(days=1))
