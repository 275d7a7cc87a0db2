"""Promises for tests, brought to a state by their own acts."""

from datetime import date, timedelta
from decimal import Decimal

from sanwen.core.dates import local_day
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit
from sanwen.verdict.promises.actions import accepting, ledger, telling
from sanwen.verdict.promises.drafts import (
    FindingDraft,
    MeasureDraft,
    ProjectDraft,
    RoundDraft,
    SayingDraft,
    StepDraft,
)
from sanwen.verdict.promises.models import Entry, How, Round
from sanwen.verdict.promises.states import Move, State
from tests.factories.moments import MORNING, later
from tests.factories.people import person
from tests.factories.places import units

TODAY = local_day(MORNING)
DUE = TODAY + timedelta(days=60)


def head(unit: Unit | None = None) -> User:
    return person(Role.UNIT_LEAD, unit or units().town)


def project(**fields: object) -> ProjectDraft:
    told: dict[str, object] = {
        "unit": units().town,
        "words": "给石桥村通自来水",
        "ground": "柳溪镇2026年民生实事第3项",
        "told_on": TODAY - timedelta(days=30),
        "due_on": DUE,
        "for_whom": "石桥村120户",
        "milestones": [StepDraft("完成招标", TODAY + timedelta(days=10))],
        "batches": [StepDraft("东组", DUE), StepDraft("西组", DUE)],
        "indicators": [MeasureDraft("铺设管道", "公里", Decimal("12.5"))],
    }
    return ProjectDraft(**(told | fields))  # type: ignore[arg-type]


def saying(on: date = TODAY, **fields: str) -> SayingDraft:
    return SayingDraft(**({"words": "管道铺到东组", "on": on} | fields))  # type: ignore[arg-type]


def entered(by: User | None = None, **fields: object) -> Entry:
    return ledger.enter(project(**fields), by=by or head(), now=MORNING)


def entry(state: State, by: User | None = None) -> Entry:
    by = by or head()
    one = entered(by)
    moves = {
        State.NOT_BEGUN: [],
        State.UNDER_WAY: [Move.BEGIN],
        State.SAYS_DONE: [Move.BEGIN, Move.SAY_DONE],
        State.CANNOT: [Move.GIVE_UP],
    }[state]
    for turn, move in enumerate(moves, start=1):
        draft = saying(instead="改为每周送水两次" if move == Move.GIVE_UP else "")
        one = telling.tell(entry=one, move=move, draft=draft, by=by, now=later(minutes=turn))
    return one


def asking(**fields: object) -> RoundDraft:
    told: dict[str, object] = {
        "how": How.CODES,
        "who": "石桥村120户",
        "closes_on": TODAY + timedelta(days=14),
        "asked": 20,
    }
    return RoundDraft(**(told | fields))  # type: ignore[arg-type]


def asked(by: User | None = None, **fields: object) -> Round:
    by = by or head()
    one = entry(State.SAYS_DONE, by)
    return accepting.ask(entry=one, draft=asking(**fields), by=by, now=later(hours=1))


def codes(one: Round, many: int) -> list[str]:
    clerk = person(Role.INTAKE, one.entry.unit)
    return accepting.hand_out(one=one, many=many, by=clerk, now=later(hours=2))


def answered(yes: int, partly: int, no: int, one: Round | None = None) -> Round:
    """With a face of the same kind each; not counted yet."""
    one = one or asked()
    said = ["yes"] * yes + ["partly"] * partly + ["no"] * no
    faces = {"yes": 5, "partly": 3, "no": 1}
    for code, solved in zip(codes(one, len(said)), said, strict=True):
        draft = FindingDraft(solved, faces[solved], "水压不够")
        accepting.answer(draft, one=one, code=code, now=later(hours=3))
    return one


def counted(yes: int, partly: int, no: int) -> Round:
    one = answered(yes, partly, no)
    accepting.count_over(now=later(days=15))
    one.refresh_from_db()
    one.entry.refresh_from_db()
    return one
