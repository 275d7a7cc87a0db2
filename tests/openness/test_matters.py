"""Public matters: what a clerk wrote for everybody is found, and nothing else gets out."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client

from sanwen.deliver.matters.models import Matter, Step
from sanwen.deliver.matters.states import State
from sanwen.listen.voices.models import Voice
from sanwen.openness import searching
from sanwen.openness.actions.reading import read_lines
from sanwen.openness.models import PublicMatter, PublicState
from sanwen.openness.searching import Wanted
from sanwen.openness.shown import matters as shown
from sanwen.verdict.ratings.models import Solved, Verdict
from tests.factories.matters import Cast, answer_of, by_email, matter, taken_in
from tests.factories.moments import MORNING

pytestmark = pytest.mark.django_db
LINE = "石桥村口路灯不亮"


def public(state: State = State.ANSWERED, line: str = LINE, **more: object) -> Matter:
    found = matter(Cast(), state, contact=by_email(), **more)  # type: ignore[arg-type]
    Matter.objects.filter(pk=found.pk).update(public_summary=line)
    found.refresh_from_db()
    return found


def test_a_matter_without_a_public_line_is_not_there() -> None:
    one = matter(Cast(), State.ANSWERED)

    assert Client().get(f"/open/matters/M-{one.pk}/").status_code == 404
    assert one.ref not in Client().get("/open/matters/").content.decode()


@pytest.mark.parametrize("state", [each for each in State if each != State.WITHDRAWN])
def test_every_state_has_a_public_one(state: State) -> None:
    one = public(state)

    row = PublicMatter.objects.get(pk=one.pk)

    assert row.state in PublicState.values
    assert Client().get(f"/open/matters/{one.ref}/").status_code == 200


def test_what_was_withdrawn_is_no_longer_public() -> None:
    one = public(State.WITHDRAWN)

    assert not PublicMatter.objects.filter(pk=one.pk).exists()


def test_a_line_that_is_taken_away_is_gone_at_once() -> None:
    one = public()

    Matter.objects.filter(pk=one.pk).update(public_summary="")

    assert not PublicMatter.objects.exists()


@pytest.mark.parametrize("state", [State.IN_REVIEW, State.REVIEWED, State.IN_SECOND])
def test_that_somebody_asked_for_a_review_is_not_told(state: State) -> None:
    plain, reviewed = public(State.ANSWERED), public(state)

    told = PublicMatter.objects.get(pk=reviewed.pk).state

    assert told == PublicMatter.objects.get(pk=plain.pk).state
    page = Client().get(f"/open/matters/{reviewed.ref}/").content.decode()
    assert "复查" not in page
    assert "review" not in page


@pytest.mark.parametrize("state", list(State))
def test_nothing_that_anybody_wrote_gets_out(state: State) -> None:
    one = public(state)
    voice = Voice.objects.select_related("contact").filter(joining__matter=one).first()
    secret = {step.words for step in Step.objects.filter(matter=one)} | {one.title}
    if voice is not None:
        secret |= {voice.text, voice.contact.pseudonym}

    pages = "".join(
        Client().get(path).content.decode()
        for path in (f"/open/matters/{one.ref}/", "/open/matters/", "/open/")
    )

    for words in filter(None, secret):
        assert words not in pages
    assert "wang@example.org" not in pages


def test_a_step_inside_and_a_step_of_one_person_are_not_told() -> None:
    one = public(State.IN_HAND)
    before = shown.timeline(one.pk)
    step = one.steps.filter(verb="take").get()
    voice = Voice.objects.filter(joining__matter=one).first()
    for more in ({"inside": True}, {"voice": voice}):
        Step.objects.create(
            matter=one, at=step.at, verb="extend", actor="staff:x", words="内部", **more
        )

    assert shown.timeline(one.pk) == before


def test_verdicts_are_sums_of_five_people_at_least() -> None:
    cast = Cast()
    one = matter(cast, State.ANSWERED, voices=6)
    answer = answer_of(one)
    voices = list(Voice.objects.filter(joining__matter=one))
    for at, voice in enumerate(voices[:4]):
        _judge(voice, answer, Solved.YES, at)
    assert shown.judged(one.pk) is None

    _judge(voices[4], answer, Solved.NO, 5)
    found = shown.judged(one.pk)

    assert found is not None
    assert found.total == 5
    assert dict(found.parts)["没有解决"] is None
    assert dict(found.parts)["解决了"] is None


def _judge(voice: Voice, answer: object, solved: str, hours: int) -> None:
    Verdict.objects.create(
        voice=voice,
        answer=answer,
        solved=solved,
        unit=Cast().units.roads,
        given_at=MORNING + timedelta(days=2, hours=hours),
    )


def test_words_are_found_once_the_line_was_read() -> None:
    one = public(line="石橋村口路燈不亮")
    public(line="清泉小区停水")
    assert not searching.search(Wanted(words="路灯")).rows

    assert read_lines() == 2

    assert [row.pk for row in searching.search(Wanted(words="路灯")).rows] == [one.pk]
    assert searching.search(Wanted(words="路灯 停水")).rows == []


def test_both_ways_of_searching_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = Cast()
    for number in range(7):
        found = taken_in(cast, now=MORNING + timedelta(days=number)).matter
        line = f"路灯{number}" if number % 2 else f"水管{number}"
        Matter.objects.filter(pk=found.pk).update(public_summary=line)
    read_lines()
    by_index = [row.pk for row in searching.search(Wanted(words="路灯")).rows]

    monkeypatch.setattr(searching, "PROBED", 0)
    walked = [row.pk for row in searching.search(Wanted(words="路灯")).rows]

    assert len(by_index) == 3
    assert walked == by_index


def test_pages_follow_each_other_without_a_gap() -> None:
    cast = Cast()
    for number in range(7):
        found = taken_in(cast, now=MORNING + timedelta(days=number // 3)).matter
        Matter.objects.filter(pk=found.pk).update(public_summary=f"路灯{number}")
    seen: list[int] = []
    wanted = Wanted()
    while True:
        found = searching.search(wanted, size=2)  # type: ignore[assignment]
        seen += [row.pk for row in found.rows]  # type: ignore[attr-defined]
        if not found.after:  # type: ignore[attr-defined]
            break
        wanted = Wanted(after=searching._place(found.after))  # type: ignore[attr-defined]

    assert sorted(seen, reverse=True) == seen
    assert len(seen) == 7


@pytest.mark.parametrize(
    "query",
    ["subject=x", "place=99999999999", "year=0", "year=99999", "after=x~y", "after=2026-01-01~-5",
     "state=secret", "words=%00", "unit=%C2%B2", "words=" + "路" * 300],
)  # fmt: skip
def test_an_address_that_makes_no_sense_gives_a_list(query: str) -> None:
    assert Client().get(f"/open/matters/?{query}").status_code == 200


def test_filters_narrow_and_stay_in_the_pages() -> None:
    one = public(State.CLOSED)
    public(State.REGISTERED, "清泉小区停水")
    day = PublicMatter.objects.get(pk=one.pk).opened_on

    by_state = searching.search(Wanted(state="closed")).rows
    by_unit = searching.search(Wanted(unit=one.lead_unit_id)).rows

    assert [row.pk for row in by_state] == [row.pk for row in by_unit] == [one.pk]
    assert len(searching.search(Wanted(year=day.year)).rows) == 2
    assert searching.search(Wanted(year=day.year - 1)).rows == []


def test_the_rows_are_what_the_matters_are() -> None:
    """However the matters came to be what they are, writing all anew gives the same rows."""
    cast = Cast()
    for state in (State.REGISTERED, State.IN_HAND, State.CLOSED, State.WITHDRAWN):
        one = matter(cast, state)
        Matter.objects.filter(pk=one.pk).update(public_summary=f"{LINE}（{state}）")
    kept = list(PublicMatter.objects.order_by("pk").values())

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM openness_publicmatter")
        cursor.execute(
            "SELECT count(open_write(m)) FROM matters_matter m"
            " WHERE public_summary <> '' AND open_state(state) IS NOT NULL"
        )

    assert list(PublicMatter.objects.order_by("pk").values()) == kept


def test_lateness_is_said_in_days() -> None:
    one = PublicMatter(
        number=1, summary=LINE, state=PublicState.IN_HAND, opened_on=date(2026, 3, 2),
        first_due_on=date(2026, 3, 9), due_on=date(2026, 3, 9),
    )  # fmt: skip

    assert any("3" in words for _name, words in shown.facts(one, date(2026, 3, 12)))
    assert not shown._kept(one, date(2026, 3, 9))


def test_a_unit_and_a_state_find_the_same_whether_they_meet_often_or_seldom(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, _other = public(State.CLOSED), public(State.ANSWERED)
    wanted = Wanted(unit=one.lead_unit_id, state="closed")
    monkeypatch.setattr(searching, "_common", {})

    seldom = [row.pk for row in searching.search(wanted).rows]
    monkeypatch.setattr(searching, "PROBED", 0)
    often = [row.pk for row in searching.search(wanted).rows]

    assert seldom == often == [one.pk]
