"""Who makes which paper: every role against every kind. Whatever is not listed is refused."""

import inspect
from datetime import date

import pytest

from sanwen.deliver.matters.models import Matter
from sanwen.deliver.papers import rules
from sanwen.deliver.papers.kinds import kinds
from sanwen.deliver.papers.models import Paper, State
from sanwen.people.models import Membership, User
from sanwen.people.roles import Role
from sanwen.places.models import Unit, UnitKind

# Whether a body was asked to look again is read from the parts of the matter.
pytestmark = pytest.mark.django_db

DESK, ROADS, WATER, COUNTY, UNION = (
    Unit(pk=2, path="/1/2/", name="受理中心", kind=UnitKind.HALL),
    Unit(pk=3, path="/1/3/", name="交通局", kind=UnitKind.BUREAU),
    Unit(pk=4, path="/1/4/", name="水务局", kind=UnitKind.BUREAU),
    Unit(pk=1, path="/1/", name="清源县", kind=UnitKind.HALL),
    Unit(pk=6, path="/1/6/", name="总工会", kind=UnitKind.UNION),
)
COMPANY = Unit(pk=5, path="/1/3/5/", name="物业公司", third_party=True, kind=UnitKind.THIRD_PARTY)
WHO = {
    "clerk": (Role.INTAKE, DESK),
    "clerk elsewhere": (Role.INTAKE, WATER),
    "handler": (Role.HANDLER, ROADS),
    "head": (Role.UNIT_LEAD, ROADS),
    "handler elsewhere": (Role.HANDLER, WATER),
    "company": (Role.HANDLER, COMPANY),
    "supervisor": (Role.SUPERVISOR, COUNTY),
    "supervisor elsewhere": (Role.SUPERVISOR, WATER),
    "leader": (Role.LEADER, COUNTY),
    "union": (Role.HANDLER, UNION),
    "auditor": (Role.AUDITOR, COUNTY),
    "administrator": (Role.ADMINISTRATOR, COUNTY),
}
LEAD, REVIEW = {"handler", "head"}, {"clerk", "supervisor", "leader"}
TABLE = {
    "acceptance": {"clerk", *LEAD},
    "transfer": {"clerk"},
    "refusal": {*REVIEW, *LEAD},
    "extension": LEAD,
    "opinion": LEAD,
    "review_acceptance": REVIEW,
    "review": REVIEW,
    "second_review": REVIEW,
    "hearing": {*REVIEW, *LEAD},
    "mediation": {"clerk", *LEAD},
    "urging": {"supervisor"},
    "closing_report": LEAD,
    "improvement": {"supervisor"},
    "policy": {"supervisor"},
    "accountability": {"supervisor"},
    "service": {*REVIEW, *LEAD},
    "union_hint": set(),
    "union_opinion": set(),
    "union_proposal": set(),
}


def user(*held: tuple[Role, Unit]) -> User:
    found = User(username="someone", name="某人")
    found.__dict__["memberships_now"] = [
        Membership(user=found, role=role, unit=unit) for role, unit in held
    ]
    return found


def matter(lead: Unit = ROADS) -> Matter:
    day = date(2026, 3, 17)
    return Matter(
        pk=7, title="路灯", received_by=DESK, lead_unit=lead, first_due_on=day, due_on=day
    )


def paper(kind: str = "opinion", state: State = State.DRAFT) -> Paper:
    return Paper(pk=1, matter=matter(), kind=kind, unit=ROADS, filled={}, state=state)


def test_the_table_names_every_kind() -> None:
    assert set(TABLE) == set(kinds())


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("code", TABLE)
def test_each_role_makes_the_papers_of_its_row_and_no_other(code: str, who: str) -> None:
    ruling = rules.may_make(kinds()[code], matter(), user(WHO[who]))

    assert bool(ruling) == (who in TABLE[code])
    assert ruling or str(ruling.reason).strip()


@pytest.mark.parametrize("code", ["union_hint", "union_opinion", "union_proposal"])
@pytest.mark.parametrize("who", WHO)
def test_only_the_union_makes_the_papers_of_the_union(code: str, who: str) -> None:
    ruling = rules.may_make(kinds()[code], matter(lead=UNION), user(WHO[who]))

    assert bool(ruling) == (who == "union")


def test_whoever_answered_reviews_nothing_whatever_else_they_hold() -> None:
    both = user((Role.SUPERVISOR, COUNTY), (Role.HANDLER, ROADS))

    assert not rules.may_make(kinds()["review"], matter(), both)


def test_a_company_makes_no_paper_whatever_else_it_holds() -> None:
    both = user((Role.HANDLER, COMPANY), (Role.HANDLER, ROADS))

    assert not any(rules.may_make(kind, matter(), both) for kind in kinds().values())


def test_the_lead_speaks_for_itself_and_the_desk_for_the_desk() -> None:
    kind = kinds()["acceptance"]

    assert rules.issuing_unit(kind, matter(), user(WHO["handler"])) == ROADS
    assert rules.issuing_unit(kind, matter(), user(WHO["clerk"])) == DESK
    assert rules.issuing_unit(kinds()["urging"], matter(), user(WHO["supervisor"])) == DESK
    assert rules.issuing_unit(kinds()["review"], matter(), user(WHO["supervisor"])) == COUNTY


def test_a_draft_is_changed_and_issued_and_an_issued_paper_replaced_and_handed_over() -> None:
    handler = user(WHO["handler"])
    draft, issued = paper(), paper(state=State.ISSUED)

    assert rules.may_change(draft, handler)
    assert rules.may_issue(draft, handler, [])
    assert not rules.may_issue(draft, handler, [kinds()["opinion"].fields["basis"]])
    assert not rules.may_replace(draft, handler, replaced=False)
    assert not rules.may_hand_over(draft, handler)
    assert not rules.may_change(issued, handler)
    assert not rules.may_issue(issued, handler, [])
    assert rules.may_replace(issued, handler, replaced=False)
    assert not rules.may_replace(issued, handler, replaced=True)
    assert rules.may_hand_over(issued, handler)
    assert not rules.may_hand_over(paper("urging", State.ISSUED), user(WHO["supervisor"]))


@pytest.mark.parametrize("who", [who for who in WHO if who not in LEAD])
def test_nobody_else_touches_a_paper_of_the_lead(who: str) -> None:
    other = user(WHO[who])
    issued = paper(state=State.ISSUED)

    assert not rules.may_change(paper(), other)
    assert not rules.may_issue(paper(), other, [])
    assert not rules.may_replace(issued, other, replaced=False)
    assert not rules.may_hand_over(issued, other)


def test_every_right_is_asked_here() -> None:
    asked = inspect.getsource(inspect.getmodule(test_every_right_is_asked_here))  # type: ignore[arg-type]

    assert all(f"rules.{name}(" in asked for name in vars(rules) if name.startswith("may_"))
