"""Decisions for tests, brought to a state by their own acts."""

from collections.abc import Sequence
from datetime import timedelta

from sanwen.counsel.consultations.models import Consultation
from sanwen.counsel.consultations.phases import Kind
from sanwen.counsel.decisions import covering
from sanwen.counsel.decisions.actions import publishing, writing
from sanwen.counsel.decisions.drafts import PointDraft, PromiseDraft, Wording
from sanwen.counsel.decisions.models import Adopted, Decision
from sanwen.counsel.decisions.states import State
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.consultations import TODAY, consultation, statements
from tests.factories.moments import MORNING, later
from tests.factories.people import person
from tests.factories.places import units

OPINIONS = (
    "村口要有停车的地方",
    "应该建一个停车场",
    "老人要有散步的小广场",
    "不要再收停车费",
)
WORDS = Wording(
    gist="空地一半做停车场，一半做小广场，今年十月开工。",
    text="靠路一侧建二十个车位，里侧铺小广场。车位不收费。",
    ground="柳溪镇2026年度民生项目计划",
    decided_by="柳溪镇人民政府",
    decided_on=TODAY - timedelta(days=1),
)
# Asking is over, and no draft was announced for discussion.
ASKED = ((Kind.GATHER, TODAY - timedelta(days=40), TODAY - timedelta(days=2)),)


def asked(phases: Sequence[tuple[Kind, object, object]] = ASKED, **fields: object) -> Consultation:
    made = consultation(units().town, phases=phases, **fields)  # type: ignore[arg-type]
    made.published_at = later(days=-41)
    made.save(update_fields=["published_at"])
    statements(made, OPINIONS)
    return made


def head() -> User:
    """Who may decide: the head of the unit that asked."""
    return person(Role.UNIT_LEAD, units().town)


def point(*numbers: int, adopted: str = Adopted.ADOPTED, **fields: str) -> PointDraft:
    return PointDraft(
        title="要停车场",
        adopted=adopted,
        reason="多数人赞成，钱够。",
        instead="明年预算有余时再议。" if adopted == Adopted.NOT else "",
        statements=numbers,
        **fields,
    )


def promise(**fields: object) -> PromiseDraft:
    told = {"words": "铺好停车场", "unit": units().roads, "due_on": TODAY + timedelta(days=200)}
    return PromiseDraft(**(told | fields))  # type: ignore[arg-type]


def begun(made: Consultation | None = None, by: User | None = None) -> Decision:
    return writing.begin(consultation=made or asked(), by=by or head(), now=MORNING)


def whole(one: Decision, by: User) -> Decision:
    """Words, and an answer to every opinion: the first two adopted, the last one not."""
    writing.write(decision=one, wording=WORDS, by=by, now=MORNING)
    left = [each.pk for each in covering.uncovered(one.working)]  # type: ignore[arg-type]
    writing.answer(decision=one, draft=point(*left[:3]), by=by, now=MORNING)
    writing.answer(decision=one, draft=point(*left[3:], adopted=Adopted.NOT), by=by, now=MORNING)
    writing.promise(decision=one, draft=promise(), by=by, now=MORNING)
    one.refresh_from_db()
    return one


def decision(state: State, made: Consultation | None = None, by: User | None = None) -> Decision:
    by = by or head()
    one = whole(begun(made, by), by)
    if state in (State.SHOWN, State.REVISING):
        publishing.show(decision=one, by=by, now=later(hours=1))
    if state == State.REVISING:
        publishing.revise(decision=one, by=by, now=later(hours=2))
    if state in (State.DECIDED, State.AMENDING):
        publishing.decide(decision=one, by=by, now=later(hours=3))
    if state == State.AMENDING:
        publishing.amend(decision=one, by=by, now=later(hours=4))
    one.refresh_from_db()
    return one
