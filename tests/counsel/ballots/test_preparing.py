"""From a draft to a published list: each act with its trail, each refusal without any."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sanwen.core.ruling import NotAllowed
from sanwen.counsel.ballots.actions import preparing, publishing
from sanwen.counsel.ballots.drafts import BallotDraft, OptionDraft
from sanwen.counsel.ballots.models import Identity, Kind, Option, Voter
from sanwen.counsel.ballots.states import State
from sanwen.counsel.consultations.states import State as Asked
from sanwen.integrity.audit.models import Entry
from sanwen.people.roles import Role
from tests.factories.ballots import LAST, TODAY, ballot
from tests.factories.consultations import consultation
from tests.factories.moments import MORNING
from tests.factories.people import person
from tests.factories.places import units
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db
DRAFT = BallotDraft(
    kind=Kind.BUDGET,
    title="石桥村二十万元怎么花",
    summary="县里给石桥村二十万元。",
    who_decides="石桥村村民会议",
    budget=200_000,
    collects_until=TODAY + timedelta(days=5),
    opens_on=TODAY + timedelta(days=6),
    closes_on=LAST,
)


def verbs() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_from_the_call_to_the_list() -> None:
    desk = units().desk
    clerk, lead = person(Role.INTAKE, desk), person(Role.UNIT_LEAD, desk)

    one = preparing.prepare(DRAFT, unit=desk, by=clerk, now=MORNING)
    publishing.call(ballot=one, by=lead, now=MORNING)
    for title in ("路灯", "水渠"):
        draft = OptionDraft(title, cost=150_000, origin="V-12")
        preparing.add_option(ballot=one, draft=draft, by=clerk, now=MORNING)
    publishing.publish(ballot=one, by=lead, now=MORNING + timedelta(days=6))

    one.refresh_from_db()
    assert one.state == State.VOTING
    assert one.published_at == MORNING
    assert list(one.options.values_list("name", "title")) == [("01", "路灯"), ("02", "水渠")]
    assert verbs()[-5:] == [
        "ballot.prepared",
        "ballot.called",
        "ballot.option_added",
        "ballot.option_added",
        "ballot.published",
    ]


def test_a_published_list_is_not_changed() -> None:
    one = ballot()
    clerk = person(Role.INTAKE, one.unit)

    for act in (
        lambda: preparing.change(ballot=one, draft=DRAFT, by=clerk, now=MORNING),
        lambda: preparing.add_option(
            ballot=one, draft=OptionDraft("桥", cost=1), by=clerk, now=MORNING
        ),
        lambda: preparing.drop_option(option=one.options.first(), by=clerk, now=MORNING),
    ):
        with nothing_changes(), pytest.raises(NotAllowed):
            act()


def test_before_that_it_is() -> None:
    one = ballot(state=State.DRAFT)
    clerk = person(Role.INTAKE, one.unit)

    preparing.change(ballot=one, draft=DRAFT, by=clerk, now=MORNING)
    preparing.drop_option(option=one.options.get(number=1), by=clerk, now=MORNING)

    one.refresh_from_db()
    assert one.collects_until == DRAFT.collects_until
    assert one.options.count() == 2


def test_codes_are_kept_as_hashes_only() -> None:
    one = ballot(identity=Identity.CODE)

    made = preparing.hand_out(ballot=one, many=3, by=person(Role.INTAKE, one.unit), now=MORNING)

    assert len(set(made)) == Voter.objects.count() == 3
    kept = repr(list(Voter.objects.values_list("code_hash")))
    assert not any(code in kept for code in made)


def test_whoever_may_not_publish_publishes_nothing() -> None:
    one = ballot(state=State.DRAFT)

    for role in (Role.INTAKE, Role.SUPERVISOR, Role.AUDITOR):
        with nothing_changes(), pytest.raises(NotAllowed):
            publishing.publish(ballot=one, by=person(role, one.unit), now=MORNING)


def test_it_is_withdrawn_with_its_reason_or_not_at_all() -> None:
    one = ballot()
    lead = person(Role.UNIT_LEAD, one.unit)

    with nothing_changes(), pytest.raises(NotAllowed):
        publishing.withdraw(ballot=one, because=" ", by=lead, now=MORNING)
    publishing.withdraw(ballot=one, because="钱没有批下来。", by=lead, now=MORNING)

    one.refresh_from_db()
    assert (one.state, one.withdrawn_because) == (State.WITHDRAWN, "钱没有批下来。")


def test_what_the_deputies_chose_is_noted_beside_the_result() -> None:
    one = ballot(state=State.COUNTED, kind=Kind.LIVELIHOOD)
    leader = person(Role.LEADER, one.unit)

    with nothing_changes(), pytest.raises(NotAllowed):
        publishing.note_deputies(
            ballot=one, chosen=[9], on=TODAY, where="县人大网站", by=leader, now=MORNING
        )
    publishing.note_deputies(
        ballot=one, chosen=[2], on=TODAY, where="县人大网站", by=leader, now=MORNING
    )

    assert [o.deputies_chose for o in Option.objects.filter(ballot=one)] == [False, True, False]


@pytest.mark.parametrize("what", ["draft", "withdrawn", "elsewhere", "another", "none"])
def test_a_ballot_belongs_to_no_question_that_is_not_asked_by_ones_own_unit(what: str) -> None:
    cast = units()
    made = {
        "draft": lambda: consultation(state=Asked.DRAFT),
        "withdrawn": lambda: consultation(
            state=Asked.WITHDRAWN, withdrawn_at=MORNING, withdrawn_because="改期"
        ),
        "elsewhere": lambda: consultation(source="Polis"),
        "another": lambda: consultation(cast.water),
        "none": lambda: None,
    }[what]()
    draft = replace(DRAFT, consultation_id=made.pk if made else 10**9)
    lead = person(Role.UNIT_LEAD, cast.town)
    if what != "another":
        lead = person(Role.UNIT_LEAD, cast.desk)

    with nothing_changes(), pytest.raises(NotAllowed):
        preparing.prepare(draft, unit=lead.units()[0], by=lead, now=MORNING)


def test_a_draft_keeps_the_question_that_was_withdrawn_since() -> None:
    asked = consultation()
    one = ballot(state=State.DRAFT, consultation=asked)
    asked.state, asked.withdrawn_at, asked.withdrawn_because = Asked.WITHDRAWN, MORNING, "改期"
    asked.save()
    lead = person(Role.UNIT_LEAD, one.unit)

    same = replace(DRAFT, consultation_id=asked.pk, title="换个名字")
    preparing.change(ballot=one, draft=same, by=lead, now=MORNING)

    one.refresh_from_db()
    assert (one.title, one.consultation_id) == ("换个名字", asked.pk)
