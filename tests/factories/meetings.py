"""Talk meetings for tests, brought to a state by their own acts."""

from collections.abc import Sequence
from datetime import timedelta

from sanwen.counsel.meetings.actions import drawing, holding, inviting, preparing
from sanwen.counsel.meetings.drafts import Announcement, GuestDraft, MeetingDraft, OpinionDraft
from sanwen.counsel.meetings.listed import Line
from sanwen.counsel.meetings.models import Meeting, MeetingOpinion, SpokenBy
from sanwen.counsel.meetings.states import State
from sanwen.integrity.vault.models import Way
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories.moments import MORNING, later
from tests.factories.people import person
from tests.factories.places import units

TODAY = MORNING.date()
EVENING = later(days=30)
SEED = "07 11 15 22 28 31 09"
SOURCE = "3月12日双色球开奖号码"
ORDER = list(State)


def head() -> User:
    return person(Role.UNIT_LEAD, units().town)


def draft(**fields: object) -> MeetingDraft:
    told: dict[str, object] = {
        "unit": units().town, "question": "明年的修路钱先用在哪里？", "background": "",
        "place": "镇政府二楼会议室", "begins_at": EVENING, "size": 40, "by_lot": 32,
    }  # fmt: skip
    return MeetingDraft(**(told | fields))  # type: ignore[arg-type]


def lines(many: int = 200) -> list[Line]:
    """Every second one can be written to by e-mail, every fourth by letter."""
    return [
        Line(
            f"{number}",
            {"村": "石桥村" if number % 3 else "柳溪村", "性别": "女" if number % 2 else "男"},
            _contact(number),
        )
        for number in range(1, many + 1)
    ]


def _contact(number: int) -> ContactDraft | None:
    if number % 2 == 0:
        return ContactDraft(email=f"r{number}@example.org", wishes=Way.EMAIL)
    if number % 4 == 1:
        return ContactDraft(name="王秀英", address=f"石桥村{number}号", wishes=Way.POST)
    return None


def prepared(by: User, people: Sequence[Line] | None = None) -> Meeting:
    made = preparing.prepare(draft=draft(), by=by, now=MORNING)
    for who, count in (("人大代表", 4), ("道路工程师", 4)):
        preparing.ask_guests(
            meeting=made, draft=GuestDraft(who, count, "了解预算和工程"), by=by, now=MORNING
        )
    return preparing.take_list(
        meeting=made, lines=people or lines(), source="3月1日全镇成年常住人口", by=by, now=MORNING
    )


def announcement() -> Announcement:
    return Announcement(SOURCE, TODAY + timedelta(days=2))


def meeting(state: State, by: User | None = None) -> Meeting:
    by = by or head()
    made = prepared(by)
    steps = [
        lambda: drawing.announce(meeting=made, told=announcement(), by=by, now=MORNING),
        lambda: drawing.draw(meeting=made, seed=SEED, by=by, now=later(days=3)),
        lambda: inviting.invite(
            meeting=made, reply_by=TODAY + timedelta(days=20), by=by, now=later(days=3, hours=1)
        ),
        lambda: holding.hold(meeting=made, by_lot=30, guests=7, by=by, now=later(days=31)),
        lambda: holding.finish(meeting=made, by=by, now=later(days=40)),
    ]
    if state == State.CANCELLED:
        preparing.cancel(meeting=made, because="场地不能用", by=by, now=MORNING)
    else:
        for step in steps[: ORDER.index(state)]:
            step()
    made.refresh_from_db()
    return made


def opinion_draft(**fields: object) -> OpinionDraft:
    told: dict[str, object] = {
        "spoken_by": SpokenBy.LOT, "gist": "先修通学校的路",
        "words": "我是王秀英，先修学校那条路。",
        "consents": True, "was_read_back": True, "unit": units().roads,
        "due_on": TODAY + timedelta(days=50),
    }  # fmt: skip
    return OpinionDraft(**(told | fields))  # type: ignore[arg-type]


def opinion(made: Meeting, by: User, **fields: object) -> MeetingOpinion:
    return holding.write_down(
        meeting=made, draft=opinion_draft(**fields), by=by, now=later(days=32)
    )
