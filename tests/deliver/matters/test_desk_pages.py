"""The pages of the desk: what they show, what they never show, how they act, what they cost."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sanwen.deliver.matters.actions import asking, assigning, contacting
from sanwen.deliver.matters.actions.assigning import Assign
from sanwen.deliver.matters.models import Answer, AnswerState, Delivery, Matter, Part
from sanwen.deliver.matters.states import State
from sanwen.integrity.audit.models import Entry
from sanwen.integrity.vault import actions as vault
from sanwen.integrity.vault.models import Openness, RelayMessage, Reveal, Way
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.listen.triage import actions as triage
from sanwen.listen.triage.models import Category
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Duty, DutyKind, Unit
from tests.factories.matters import Cast, answer_of, matter, taken_in, voice_of
from tests.factories.moments import later
from tests.factories.people import also, person
from tests.factories.unchanged import world

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
WANG = ContactDraft(name="王秀英", phone="13800138000", wishes=Way.PHONE)


@pytest.fixture
def cast() -> Cast:
    return Cast()


def at_desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(name: str, one: Matter, *more: int) -> str:
    return reverse(name, args=[one.pk, *more])


def text_of(response: Any) -> str:
    return str(response.content.decode())


# What is shown


def test_the_matter_shows_the_words_as_they_were_said_and_a_pseudonym(cast: Cast) -> None:
    one = matter(cast, State.IN_HAND, contact=WANG)
    page = text_of(at_desk(cast.handler).get(url("matter", one)))

    assert voice_of(one).text in page
    assert voice_of(one).contact.pseudonym in page


@pytest.mark.parametrize("state", State)
def test_no_page_of_the_desk_shows_a_name_or_a_number(cast: Cast, state: State) -> None:
    one = matter(cast, state, contact=WANG)
    both = also(also(cast.clerk, Role.HANDLER, cast.units.roads), Role.UNIT_LEAD, cast.units.roads)
    client = at_desk(both)
    shown = client.get(url("matter", one))
    pages = [shown, client.get(reverse("desk")), client.get(reverse("desk") + "?queue=all")]
    pages += [client.get(url(way.view, one)) for way in shown.context["sheet"].ways]

    assert all(page.status_code == 200 for page in pages)
    assert not any("王秀英" in text_of(page) or "13800138000" in text_of(page) for page in pages)


def test_words_are_shown_as_text_and_never_as_markup(cast: Cast) -> None:
    one = taken_in(cast, text="<script>alert(1)</script> 灯坏了").matter

    page = text_of(at_desk(cast.clerk).get(url("matter", one)))

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_matter_of_another_unit_does_not_exist(cast: Cast) -> None:
    one = matter(cast, State.IN_HAND)
    client = at_desk(cast.who(Role.HANDLER, cast.units.water))
    names = ("matter", "matter_answer", "matter_return", "matter_redirect", "matter_assign")

    assert {client.get(url(name, one)).status_code for name in names} == {404}
    assert client.get(url("matter_message", one, voice_of(one).pk)).status_code == 404


def test_whoever_else_looks_is_named_for_two_minutes(cast: Cast, time_machine: Any) -> None:
    one = matter(cast, State.IN_HAND)
    time_machine.move_to(later(days=1))
    at_desk(cast.head).get(url("matter", one))

    page = at_desk(cast.handler).get(url("matter", one))
    assert page.context["sheet"].others == [cast.head.display_name]

    time_machine.move_to(later(days=1, minutes=3))
    page = at_desk(cast.handler).get(url("matter", one))
    assert page.context["sheet"].others == []


def test_the_pane_alone_is_sent_where_only_the_pane_is_asked_for(cast: Cast) -> None:
    one = matter(cast)
    client = at_desk(cast.clerk)

    pane = client.get(url("matter", one), headers={"HX-Request": "true", "HX-Target": "matter"})

    assert "<html" not in text_of(pane)
    assert one.title in text_of(pane)
    assert "HX-Target" in pane.headers["Vary"]


@pytest.mark.parametrize("sign", ["M-{pk}", "m-{pk}", "{pk}", "V-{voice}"])
def test_a_number_leads_straight_to_its_matter(cast: Cast, sign: str) -> None:
    one = matter(cast)
    query = sign.format(pk=one.pk, voice=voice_of(one).pk)

    found = at_desk(cast.clerk).get(reverse("desk_search"), {"q": query})

    assert found.headers["Location"] == url("matter", one)


def test_similar_matters_are_offered_with_reasons_and_joined_with_one_press(cast: Cast) -> None:
    known, one = matter(cast, State.IN_HAND), matter(cast)
    client = at_desk(cast.clerk)
    similar = client.get(url("matter", one)).context["sheet"].similar
    assert [found.ref for found in similar] == [known.ref]
    assert similar[0].shared

    client.post(url("matter_join", one), {"version": one.version, "into": known.pk})

    one.refresh_from_db()
    assert one.joined_into == known


# The suggestion


def suggested(cast: Cast, unit: Unit) -> Matter:
    Category.objects.create(code="lamps", name="路灯", name_en="Lamps", words=["路灯"], unit=unit)
    triage.categories_changed()
    try:
        return matter(cast)
    finally:
        triage.categories_changed()


def test_the_suggestion_says_why_and_is_taken_with_one_press(cast: Cast) -> None:
    one = suggested(cast, cast.units.roads)
    client = at_desk(cast.clerk)
    offer = client.get(url("matter", one)).context["sheet"].suggested
    assert (offer.because, offer.is_whole) == (["路灯"], True)

    sent = {"version": one.version, "lead": offer.unit_id, "category": offer.category_id}
    client.post(url("matter_accept", one), sent)

    one.refresh_from_db()
    assert (one.state, one.lead_unit) == (State.ASSIGNED, cast.units.roads)


def test_after_assigning_the_clerk_stands_before_the_next_of_the_queue(cast: Cast) -> None:
    one, following = matter(cast), matter(cast, now=later(hours=2))
    sent = {"version": one.version, "lead": cast.units.roads.pk, "queue": "new"}

    answer = at_desk(cast.clerk).post(url("matter_assign", one), sent)

    assert answer.headers["Location"] == url("matter", following) + "?queue=new"


def test_a_town_without_that_duty_is_warned_of_and_needs_a_reason(cast: Cast) -> None:
    Duty.objects.create(
        unit=cast.units.town, category_code="roads", item="村道", kind=DutyKind.BASIC
    )
    one = suggested(cast, cast.units.town)
    client = at_desk(cast.clerk)
    offer = client.get(url("matter", one)).context["sheet"].suggested
    assert offer.warning
    assert not offer.is_whole

    sent = {"version": one.version, "lead": cast.units.town.pk, "category": offer.category_id}
    refused = client.post(url("matter_assign", one), sent | {"task": "先去现场看看"})
    assert refused.status_code == 403
    assert "先去现场看看" in text_of(refused)

    client.post(url("matter_assign", one), sent | {"beyond_list_because": "镇里同一工地正在修"})
    lead = one.assignments.get(part=Part.LEAD)
    assert (lead.unit, lead.beyond_list_because) == (cast.units.town, "镇里同一工地正在修")


# Acting


def test_what_was_typed_is_kept_when_somebody_was_faster(cast: Cast) -> None:
    one = matter(cast, State.IN_HAND)
    seen = one.version
    asking.ask_for_time(matter=one, days=3, reason="等。", by=cast.head, now=later(hours=5))
    client = at_desk(cast.handler)
    before = world()

    late = client.post(
        url("matter_ask", one), {"version": seen, "question": "是村口东边第二盏吗？"}
    )

    assert late.status_code == 409
    assert "是村口东边第二盏吗？" in text_of(late)
    assert world() == before
    one.refresh_from_db()
    assert late.context["form"]["version"].value() == str(one.version)


def test_what_is_refused_keeps_what_was_typed_and_says_why(cast: Cast) -> None:
    one = matter(cast, State.ASSIGNED)
    sent = {"version": one.version, "question": "是哪一盏？"}

    refused = at_desk(cast.handler).post(url("matter_ask", one), sent)

    assert refused.status_code == 403
    assert "是哪一盏？" in text_of(refused)
    assert refused.context["form"].non_field_errors()


@pytest.mark.parametrize(
    ("name", "state", "who", "sent", "after"),
    [
        ("matter_take", State.ASSIGNED, "handler", {}, State.IN_HAND),
        ("matter_return", State.ASSIGNED, "handler", {"reason": "归住建局。"}, State.RETURNED),
        (
            "matter_decide",
            State.RETURNED,
            "clerk",
            {"agreed": "yes", "words": "改派。"},
            State.ACCEPTED,
        ),
        (
            "matter_decide",
            State.RETURNED,
            "clerk",
            {"agreed": "no", "words": "归你们。"},
            State.ASSIGNED,
        ),
        ("matter_ask", State.IN_HAND, "handler", {"question": "哪一盏？"}, State.WAITING),
        (
            "matter_redirect",
            State.IN_HAND,
            "handler",
            {
                "route": "court",
                "where": "县法院",
                "by_when": "六个月内",
                "bring": "身份证",
                "ground": "第31条",
            },
            State.REDIRECTED,
        ),
        ("matter_part", State.JOINED, "clerk", {}, State.REGISTERED),
    ],
)
def test_each_verb_has_its_page_and_acts(
    cast: Cast,
    time_machine: Any,
    name: str,
    state: State,
    who: str,
    sent: dict[str, str],
    after: State,
) -> None:
    one = matter(cast, state)
    time_machine.move_to(later(days=1))
    client = at_desk(getattr(cast, who))
    assert client.get(url(name, one)).status_code == 200
    assert client.post(url(name, one), {"version": ""} | sent).status_code == 422

    done = client.post(url(name, one), {"version": one.version} | sent)

    assert done.status_code == 302
    one.refresh_from_db()
    assert one.state == after


def test_more_time_is_asked_on_one_page_and_decided_on_another(cast: Cast) -> None:
    one = matter(cast, State.IN_HAND, now=later(days=200))
    Matter.objects.filter(pk=one.pk).update(due_on=later(days=900).date())
    one.refresh_from_db()
    sent = {"version": one.version, "days": 7, "reason": "等配件。"}
    at_desk(cast.handler).post(url("matter_extend", one), sent)
    one.refresh_from_db()

    asked = at_desk(cast.head).get(url("matter_decide_time", one))
    assert "等配件。" in text_of(asked)
    at_desk(cast.head).post(
        url("matter_decide_time", one), {"version": one.version, "approved": "yes"}
    )

    one.refresh_from_db()
    assert one.extensions == 1


def test_the_arbiter_names_the_unit(cast: Cast) -> None:
    arbiter = cast.who(Role.SUPERVISOR, cast.units.county)
    one = matter(cast, State.RETURNED)
    assigning.agree(matter=one, words="改派。", by=cast.clerk, now=later(hours=3))
    to = Assign(lead=cast.units.roads)
    assigning.assign(matter=one, to=to, by=cast.clerk, now=later(hours=4))
    assigning.object_to(matter=one, reason="仍不是。", by=cast.handler, now=later(hours=5))
    one.refresh_from_db()
    sent = {"version": one.version, "lead": cast.units.water.pk, "words": "水务局最合适。"}

    at_desk(arbiter).post(url("matter_designate", one), sent)

    one.refresh_from_db()
    assert (one.lead_unit, one.designated) == (cast.units.water, True)


# Answering

ANSWER = {
    "asked": ["什么时候修好？", "能先装临时灯吗？"],
    "reply": ["3月12日已修好。", "不需要了，已经亮灯。"],
    "outcome": "done",
    "ground_kind": "fact",
    "ground": "现场检修记录。",
    "remedy": "可以请求复查。",
    "seen": "1",
}


def test_the_answer_begins_with_what_was_asked_and_the_usual_remedy(cast: Cast) -> None:
    one = taken_in(cast, text="灯坏了。请问什么时候能修好？能不能先装一个？").matter
    assigning.assign(matter=one, to=Assign(lead=cast.units.roads), by=cast.clerk)
    assigning.take(matter=one, by=cast.handler)

    page = at_desk(cast.handler).get(url("matter_answer", one))

    asked = [item.asked for item in page.context["items"]]
    assert asked == ["请问什么时候能修好？", "能不能先装一个？"]
    assert "第三十五条" in page.context["form"]["remedy"].value()


def test_an_answer_goes_out_item_by_item(cast: Cast) -> None:
    one = matter(cast, State.IN_HAND)

    done = at_desk(cast.handler).post(url("matter_answer", one), ANSWER | {"version": one.version})

    assert done.status_code == 302
    items = answer_of(one).items.values_list("asked", "reply")
    assert list(items) == list(zip(ANSWER["asked"], ANSWER["reply"], strict=True))


def test_what_could_be_better_is_shown_once_and_the_next_click_sends_it(cast: Cast) -> None:
    one = matter(cast, State.IN_HAND)
    cold = ANSWER | {"reply": ["这不归我们管。", "请勿再投诉。"], "version": one.version}
    unseen = {name: value for name, value in cold.items() if name != "seen"}

    page = text_of(at_desk(cast.handler).post(url("matter_answer", one), unseen))

    one.refresh_from_db()
    assert "请勿再投诉" in page
    assert 'name="seen"' in page
    assert "不归我们管。" in page
    assert one.state == State.IN_HAND

    assert at_desk(cast.handler).post(url("matter_answer", one), cold).status_code == 302


def test_findings_follow_the_words_while_they_are_written_and_keep_nothing(cast: Cast) -> None:
    one = matter(cast, State.IN_HAND)
    sent = ANSWER | {"reply": ["请耐心等待。", "请耐心等待。"]}
    desk = at_desk(cast.handler)
    before = world()

    page = text_of(desk.post(url("matter_answer_check", one), sent))

    assert "<li" in page
    assert world() == before


def test_only_the_lead_unit_has_its_answer_checked(cast: Cast) -> None:
    one = matter(cast, State.IN_HAND)

    assert at_desk(cast.clerk).post(url("matter_answer_check", one), ANSWER).status_code == 403


def test_an_item_without_a_reply_is_not_an_answer(cast: Cast) -> None:
    one = matter(cast, State.IN_HAND)
    sent = ANSWER | {"version": one.version, "reply": ["3月12日已修好。", ""]}

    answer = at_desk(cast.handler).post(url("matter_answer", one), sent)

    assert answer.status_code == 422
    assert "3月12日已修好。" in text_of(answer)
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("press", "left"),
    [
        ({"add": "1"}, ["什么时候修好？", "能先装临时灯吗？", ""]),
        ({"remove": "0"}, ["能先装临时灯吗？"]),
    ],
)
def test_rows_come_and_go_without_a_script_and_nothing_typed_is_lost(
    cast: Cast, press: dict[str, str], left: list[str]
) -> None:
    one = matter(cast, State.IN_HAND)
    sent = ANSWER | {"version": one.version} | press

    page = at_desk(cast.handler).post(url("matter_answer", one), sent)

    assert [item.asked for item in page.context["items"]] == left
    assert "现场检修记录。" in text_of(page)
    assert not Answer.objects.exists()


def test_the_remedy_of_another_outcome_can_be_put_in(cast: Cast) -> None:
    one = matter(cast, State.IN_HAND)
    sent = ANSWER | {"version": one.version, "outcome": "refused", "refill": "1"}

    page = at_desk(cast.handler).post(url("matter_answer", one), sent)

    assert "复核" in page.context["form"]["remedy"].value()


def test_a_plan_needs_its_date(cast: Cast) -> None:
    one = matter(cast, State.IN_HAND)
    sent = ANSWER | {"version": one.version, "outcome": "planned"}

    assert at_desk(cast.handler).post(url("matter_answer", one), sent).status_code == 422


def test_a_refusal_waits_for_a_second_reader_who_sends_it(cast: Cast) -> None:
    one = matter(cast, State.IN_HAND)
    at_desk(cast.handler).post(
        url("matter_answer", one), ANSWER | {"version": one.version, "outcome": "refused"}
    )
    one.refresh_from_db()
    assert (one.state, answer_of(one).state) == (State.IN_HAND, AnswerState.READING)

    page = at_desk(cast.head).get(url("matter_read", one))
    assert "不需要了，已经亮灯。" in text_of(page)
    sent = {"version": one.version, "agreed": "no"}
    assert at_desk(cast.head).post(url("matter_read", one), sent).status_code == 422
    at_desk(cast.head).post(url("matter_read", one), sent | {"agreed": "yes"})

    one.refresh_from_db()
    assert one.state == State.ANSWERED


def test_the_page_of_a_legal_route_begins_with_its_usual_text(cast: Cast) -> None:
    one = matter(cast)

    page = at_desk(cast.clerk).get(url("matter_redirect", one), {"route": "arbitration"})

    assert "1年内" in page.context["form"]["by_when"].value()


def test_a_paper_signed_for_is_recorded_once(cast: Cast) -> None:
    one = matter(cast, State.ANSWERED)
    sent = {
        "version": one.version,
        "voice": voice_of(one).pk,
        "answer": answer_of(one).pk,
    }
    client = at_desk(cast.clerk)

    for _ in range(2):
        assert client.post(url("matter_delivered", one), sent).status_code == 302

    assert Delivery.objects.get().way == "paper"


# Reaching the resident


@pytest.mark.parametrize(("sent", "way"), [({}, "to_resident"), ({"call_back": "on"}, "callback")])
def test_a_message_goes_through_the_relay(cast: Cast, sent: dict[str, str], way: str) -> None:
    one = matter(cast, State.IN_HAND)
    address = url("matter_message", one, voice_of(one).pk)

    at_desk(cast.handler).post(address, {"version": one.version, "text": "请问几点方便？"} | sent)

    told = RelayMessage.objects.get()
    assert (told.text, told.direction) == ("请问几点方便？", way)


def test_a_contact_is_shown_for_a_reason_for_a_while_and_every_look_is_recorded(
    cast: Cast, time_machine: Any
) -> None:
    one = matter(cast, State.IN_HAND, contact=replace(WANG, openness=Openness.OPEN))
    time_machine.move_to(later(days=1))
    client, voice = at_desk(cast.handler), voice_of(one)
    address = url("matter_message", one, voice.pk)
    assert "13800138000" not in text_of(client.get(address))

    reveal = url("matter_reveal", one, voice.pk)
    assert client.post(reveal, {"version": one.version}).status_code == 422
    client.post(reveal, {"version": one.version, "reason": "arrange_visit"})
    page = client.get(address)

    assert "13800138000" in text_of(page)
    assert "no-store" in page.headers["Cache-Control"]
    about = Entry.objects.about(voice.contact.ref).values_list("verb", flat=True)
    assert {"contact.revealed", "contact.read"} <= set(about)
    assert "13800138000" not in text_of(at_desk(cast.head).get(address))
    time_machine.move_to(later(days=1, minutes=31))
    assert "13800138000" not in text_of(client.get(address))


def test_a_supervisor_reads_the_matter_and_never_the_contact(cast: Cast) -> None:
    one = matter(cast, State.IN_HAND, contact=WANG)
    client = at_desk(cast.who(Role.SUPERVISOR, cast.units.county))
    address = url("matter_reveal", one, voice_of(one).pk)

    refused = client.post(address, {"version": one.version, "reason": "emergency"})

    assert refused.status_code == 403
    assert not Reveal.objects.exists()


def test_what_the_resident_wrote_stands_beside_the_words(cast: Cast) -> None:
    one = matter(cast, State.WAITING)
    vault.hear(contact=voice_of(one).contact, text="东边第二盏。", now=later(days=1))
    asking.add(matter=one, voice=voice_of(one), text="补充：旁边有井盖。", now=later(days=1))

    page = text_of(at_desk(cast.handler).get(url("matter", one)))

    assert "东边第二盏。" in page
    assert "补充：旁边有井盖。" in page


# What it costs


def test_the_list_asks_the_same_number_of_queries_for_one_row_and_for_many(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        taken_in(cast, text=f"第{number}件，路灯坏了。")
    client = at_desk(also(cast.clerk, Role.HANDLER, cast.units.roads))

    for key in ("new", "all", "unit-all", "mine"):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(reverse("desk"), {"queue": key}).status_code == 200


@pytest.mark.parametrize("state", State)
def test_no_page_of_a_matter_asks_more_than_fifteen_queries(
    cast: Cast, state: State, django_assert_max_num_queries: Any
) -> None:
    one = _crowded(cast, state)
    everything = also(cast.clerk, Role.HANDLER, cast.units.roads)
    client = at_desk(also(everything, Role.UNIT_LEAD, cast.units.roads))

    # What a process reads once and keeps is read before anything is counted.
    page = client.get(url("matter", one) + "?queue=all")
    ways = [url(way.view, one) for way in page.context["sheet"].ways]
    for address in ways:
        client.get(address)
    for address in [url("matter", one) + "?queue=all", *ways]:
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(address)


def _crowded(cast: Cast, state: State) -> Matter:
    """Several people, messages both ways, something similar nearby, somebody else looking."""
    one = matter(cast, state, contact=WANG, voices=4)
    for _ in range(3):
        taken_in(cast, text="石桥村口的路灯又坏了，晚上看不见路。")
    for joining in one.joinings.select_related("voice__contact"):
        vault.hear(contact=joining.voice.contact, text="还没有修。", now=later(days=1))
        asking_words(cast, one, joining.voice)
    at_desk(person(Role.SUPERVISOR, cast.units.county)).get(url("matter", one))
    return one


def asking_words(cast: Cast, one: Matter, voice: Any) -> None:
    contacting.write_to(
        matter=one, voice=voice, text="我们知道了。", by=cast.clerk, now=later(days=1)
    )
