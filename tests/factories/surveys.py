"""Surveys for tests, brought to a state by their own acts."""

from datetime import datetime, timedelta
from decimal import Decimal

from sanwen.integrity.vault.models import Way
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.verdict.surveys.actions import answering, asking, preparing, running
from sanwen.verdict.surveys.branching import Reply
from sanwen.verdict.surveys.drafts import Announcement, Plan, QuestionDraft, SurveyDraft
from sanwen.verdict.surveys.models import Shape, Survey
from sanwen.verdict.surveys.roll import Row
from sanwen.verdict.surveys.states import Kind, State
from tests.factories.moments import MORNING
from tests.factories.people import person
from tests.factories.places import units

TODAY = MORNING.date()
OPENS, CLOSES = TODAY + timedelta(days=5), TODAY + timedelta(days=15)
OPENED, AFTER = MORNING + timedelta(days=6), MORNING + timedelta(days=16)
SEED = "07 11 15 22 28 31 09"


def head() -> User:
    return person(Role.UNIT_LEAD, units().county)


def clerk() -> User:
    return person(Role.INTAKE, units().county)


def draft(**fields: object) -> SurveyDraft:
    told: dict[str, object] = {
        "title": "柳溪镇新公交线怎么样", "purpose": "看看线路改得好不好",
        "about": "柳溪镇的新公交线", "who_asks": "清源县人民政府办公室",
        "who_pays": "清源县财政", "population": "柳溪镇16岁以上常住居民", "kind": Kind.SAMPLE,
        "about_unit": units().roads, "margin": Decimal("5.0"),
        "opens_on": OPENS, "closes_on": CLOSES,
    }  # fmt: skip
    return SurveyDraft(**(told | fields))  # type: ignore[arg-type]


SCALE = [("1", "很满意"), ("2", "比较满意"), ("3", "一般"), ("4", "不太满意"), ("5", "不满意")]


def questions() -> list[QuestionDraft]:
    return [
        QuestionDraft(
            Shape.YES_NO, "您坐过新公交线吗？", options=[("yes", "坐过"), ("no", "没有")]
        ),
        QuestionDraft(
            Shape.SCALE, "坐下来，您满意不满意？", options=SCALE, favourable=["1", "2"],
            after_number=1, after_options=["yes"],
        ),
        QuestionDraft(Shape.WORDS, "还有什么想说的？"),
    ]  # fmt: skip


def rows(many: int = 60, *, contacts: bool = False) -> list[Row]:
    return [
        Row(
            f"{number}",
            "石桥村" if number % 3 else "柳溪村",
            ContactDraft(
                name="王秀英", phone=f"138{number:08}", address=f"{number}号", wishes=Way.PHONE
            )
            if contacts
            else None,
        )
        for number in range(1, many + 1)
    ]


def announcement() -> Announcement:
    return Announcement("镇政府3月的常住人口表", "3月14日双色球开奖号码", TODAY + timedelta(days=4))


def drafted(by: User, *, many: int = 60, contacts: bool = False, **fields: object) -> Survey:
    made = preparing.prepare(draft(**fields), unit=units().county, by=by, now=MORNING)
    preparing.add_questions(survey=made, drafts=questions(), by=by, now=MORNING)
    if made.kind != Kind.OPEN:
        preparing.take_list(survey=made, rows=rows(many, contacts=contacts), by=by, now=MORNING)
    if made.kind == Kind.SAMPLE:
        plans = [Plan("石桥村", 20), Plan("柳溪村", 10)]
        preparing.plan(survey=made, plans=plans, by=by, now=MORNING)
    made.refresh_from_db()
    return made


def survey(state: State, by: User | None = None, **fields: object) -> Survey:
    by = by or head()
    made = drafted(by, **fields)  # type: ignore[arg-type]
    if state == State.WITHDRAWN:
        running.withdraw(survey=made, because="名单有误", by=by, now=MORNING)
    for step in _steps(made, by)[: list(State).index(state) if state != State.WITHDRAWN else 0]:
        step()
    made.refresh_from_db()
    return made


def _steps(made: Survey, by: User) -> list:  # type: ignore[type-arg]
    def drawing() -> None:
        if made.kind == Kind.SAMPLE:
            running.draw(survey=made, seed=SEED, by=by, now=OPENED)

    def publishing_it() -> None:
        from sanwen.verdict.surveys.actions import publishing

        publishing.publish(survey=made, by=by, now=AFTER)

    return [
        lambda: running.announce(survey=made, told=announcement(), by=by, now=MORNING),
        drawing,
        lambda: running.open_up(survey=made, by=by, now=OPENED),
        lambda: running.close(survey=made, by=by, now=AFTER),
        publishing_it,
    ]


def letters(made: Survey, by: User, now: datetime = OPENED) -> list[str]:
    return [letter.code for letter in asking.print_codes(survey=made, by=by, now=now)]


def yes(scale: str = "2", words: str = "") -> dict[int, Reply]:
    said = Reply(words=words) if words else Reply(missing="refused")
    return {1: Reply(("yes",)), 2: Reply((scale,)), 3: said}


NO = {1: Reply(("no",)), 3: Reply(missing="dont_know")}


def answered(made: Survey, by: User, many: int = 20, now: datetime = OPENED) -> Survey:
    """So many answer with their codes, on different days, a quarter of them with no."""
    for at, code in enumerate(letters(made, by, now)[:many]):
        on = now + timedelta(days=at % 5)
        replies = NO if at % 4 == 3 else yes(str(1 + at % 3))
        answering.hand_in(survey=made, code=code, replies=replies, seconds=60 + at, now=on)
    return made
