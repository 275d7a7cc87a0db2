"""Like matters are decided alike, or it is said why not; no outcome is ever proposed."""

from dataclasses import replace

import pytest
from django.test import Client

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters import precedent_rules
from sanwen.deliver.matters.actions import answering, assigning
from sanwen.deliver.matters.actions.assigning import Assign
from sanwen.deliver.matters.models import Answer, Matter, Recusal, Wording
from sanwen.deliver.matters.shown.precedents import Precedents, precedents
from sanwen.deliver.matters.states import State
from sanwen.people.roles import Role
from tests.factories.matters import DONE, REFUSED, Cast, matter, taken_in
from tests.factories.moments import MORNING, later
from tests.factories.people import person
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db

WHERE = ["村口", "村尾", "小学旁", "卫生室旁", "桥头"]
EXPLAINED = replace(DONE, outcome="explained", ground="未列入今年计划。")


def decided(cast: Cast, *replies: answering.Reply, unit: str = "roads") -> list[Matter]:
    """Street lamps of one village, each answered."""
    found = []
    lead = getattr(cast.units, unit)
    for where, reply in zip(WHERE, replies, strict=False):
        one = taken_in(cast, text=f"石桥村{where}的路灯坏了半个月，晚上看不见路。").matter
        by = cast.who(Role.HANDLER, lead)
        assigning.assign(matter=one, to=Assign(lead=lead), by=cast.clerk, now=later(hours=1))
        assigning.take(matter=one, by=by, now=later(hours=2))
        answering.answer(matter=one, reply=reply, by=by, now=later(days=3))
        one.refresh_from_db()
        found.append(one)
    return found


def sent(one: Matter, outcome: str, **more: str) -> dict[str, object]:
    return {
        "version": one.version,
        "asked": "路灯什么时候修好",
        "reply": "列入明年计划。",
        "outcome": outcome,
        "ground_kind": "policy",
        "ground": "年度计划。",
        "remedy": "可以在30日内请求复查。",
        "seen": "1",
        **more,
    }


# What is common


@pytest.mark.parametrize(
    ("outcomes", "usual"),
    [
        ([], ""),
        (["done", "done"], ""),
        (["done", "done", "done"], "done"),
        (["done", "done", "explained"], "done"),
        (["done", "done", "explained", "explained"], ""),
        (["done"] * 9 + ["explained"] * 3, "done"),
        (["done"] * 7 + ["explained"] * 4, ""),
    ],
)
def test_two_thirds_of_at_least_three_make_a_custom(outcomes: list[str], usual: str) -> None:
    assert precedent_rules.usual(outcomes) == usual


@pytest.mark.parametrize(
    ("usual", "outcome", "because", "allowed"),
    [
        ("", "refused", "", True),
        ("done", "done", "", True),
        ("done", "explained", "", False),
        ("done", "explained", "   ", False),
        ("done", "explained", "没有电源。", True),
    ],
)
def test_only_the_reason_is_asked_for(
    usual: str, outcome: str, because: str, allowed: bool
) -> None:
    assert bool(precedent_rules.says_why(usual, outcome, because)) == allowed


# What is found


def test_ended_matters_are_found_although_their_wording_is_gone() -> None:
    cast = Cast()
    before = decided(cast, DONE, DONE, EXPLAINED)
    one = matter(cast, State.IN_HAND)

    like = precedents(one, cast.handler)

    assert not Wording.objects.filter(matter__in=before).exists()
    assert set(like.numbers) == {each.pk for each in before}
    assert sorted(like.outcomes) == ["done", "done", "explained"]
    assert {each.days for each in like.seen} == {3}
    assert "2 件" in like.counts
    assert like.usual == "done"


def test_other_facts_open_matters_and_the_matter_itself_are_no_precedents() -> None:
    cast = Cast()
    other = taken_in(cast, text="低保金三个月没有到账，请帮我查一查。").matter
    (before,) = decided(cast, DONE)
    Matter.objects.filter(pk=before.pk).update(urgent=True)
    running = taken_in(cast, text="石桥村村口的路灯坏了半个月，看不见路。").matter
    one = matter(cast, State.IN_HAND)

    found = precedents(one, cast.handler).numbers

    assert not {other.pk, before.pk, running.pk, one.pk} & set(found)


def test_what_one_may_not_see_is_only_counted() -> None:
    cast = Cast()
    decided(cast, DONE, DONE, DONE, unit="water")
    one = matter(cast, State.IN_HAND)

    like = precedents(one, cast.handler)

    assert (like.total, like.unseen, like.seen) == (3, 3, ())
    assert like.usual == "done"


def test_what_one_keeps_away_from_is_not_even_counted() -> None:
    cast = Cast()
    before = decided(cast, DONE, DONE)
    one = matter(cast, State.IN_HAND)
    Recusal.objects.create(
        matter=before[0], user=cast.handler, ground="named", found_at=MORNING, found_by="machine:x"
    )

    assert precedents(one, cast.handler).numbers == (before[1].pk,)


# What is asked


def test_departing_without_a_reason_is_not_sent_and_with_one_it_is(client: Client) -> None:
    cast = Cast()
    before = decided(cast, DONE, DONE, DONE)
    one = matter(cast, State.IN_HAND)
    client.force_login(cast.handler)
    address = f"/desk/matters/M-{one.pk}/answer/"

    with nothing_changes():
        refused = client.post(address, sent(one, "explained"))
    assert refused.status_code == 422
    assert "这件为什么不同" in refused.content.decode()

    assert (
        client.post(address, sent(one, "explained", departs_because="没有电源。")).status_code
        == 302
    )
    written = Answer.objects.get(matter=one)
    assert written.departs_because == "没有电源。"
    assert set(written.precedents) == {each.pk for each in before}


def test_deciding_alike_asks_nothing_and_keeps_no_reason(client: Client) -> None:
    cast = Cast()
    decided(cast, DONE, DONE, DONE)
    one = matter(cast, State.IN_HAND)
    client.force_login(cast.handler)

    answer = client.post(
        f"/desk/matters/M-{one.pk}/answer/", sent(one, "done", departs_because="多余的话。")
    )

    assert answer.status_code == 302
    assert Answer.objects.get(matter=one).departs_because == ""


def test_the_act_itself_refuses_what_departs_without_a_reason() -> None:
    cast = Cast()
    one = matter(cast, State.IN_HAND)

    with nothing_changes(), pytest.raises(NotAllowed, match="这件为什么不同"):
        answering.answer(matter=one, reply=replace(EXPLAINED, usual="done"), by=cast.handler)


def test_the_form_never_chooses_an_outcome_by_precedents(client: Client) -> None:
    cast = Cast()
    decided(cast, EXPLAINED, EXPLAINED, EXPLAINED)
    one = matter(cast, State.IN_HAND)
    client.force_login(cast.handler)

    page = client.get(f"/desk/matters/M-{one.pk}/answer/")

    assert page.context["form"].initial["outcome"] == "done"
    assert page.context["like"].usual == "explained"
    assert "departs_because" in page.content.decode()


# Who reads it


def test_the_second_reader_and_the_supervisor_read_why_and_what_was_like(client: Client) -> None:
    cast = Cast()
    before = decided(cast, DONE, DONE, DONE)
    one = matter(cast, State.IN_HAND)
    reply = replace(
        REFUSED, usual="done", departs_because="没有电源。", precedents=[each.pk for each in before]
    )
    answering.answer(matter=one, reply=reply, by=cast.handler, now=later(days=4))
    supervisor = person(Role.SUPERVISOR, cast.units.county)

    for who, address in ((cast.head, "read/"), (supervisor, "")):
        client.force_login(who)
        page = client.get(f"/desk/matters/M-{one.pk}/{address}").content.decode()
        assert "没有电源。" in page
        assert f"/desk/matters/M-{one.pk}/precedents/" in page


def test_the_page_shows_what_was_decided_and_hides_the_rest(client: Client) -> None:
    cast = Cast()
    mine = decided(cast, DONE, EXPLAINED)
    hidden = decided(cast, DONE, unit="water")
    one = matter(cast, State.IN_HAND)
    client.force_login(cast.handler)

    page = client.get(f"/desk/matters/M-{one.pk}/precedents/").content.decode()

    assert all(each.ref in page for each in mine)
    assert hidden[0].ref not in page
    assert "只计数" in page


def test_it_is_there_for_nobody_who_may_not_see_the_matter(client: Client) -> None:
    cast = Cast()
    one = matter(cast, State.IN_HAND)
    client.force_login(person(Role.HANDLER, cast.units.water))

    assert client.get(f"/desk/matters/M-{one.pk}/precedents/").status_code == 404


def test_nothing_like_it_says_so() -> None:
    assert Precedents((), (), ()).counts == "还没有事实相近的事项办结。"
