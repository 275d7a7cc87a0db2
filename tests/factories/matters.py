"""Voices and matters for tests, brought into any state by the real actions and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count

from sanwen.core.actors import Machine
from sanwen.deliver.intake.actions import TakenIn, take_in
from sanwen.deliver.matters.actions import answering, asking, assigning, ending, opening
from sanwen.deliver.matters.actions.answering import LegalRoute, Reply
from sanwen.deliver.matters.actions.assigning import Assign
from sanwen.deliver.matters.models import Answer, Matter
from sanwen.deliver.matters.states import State
from sanwen.integrity.vault.actions import ContactDraft
from sanwen.integrity.vault.models import Way
from sanwen.listen.voices.actions import Draft
from sanwen.listen.voices.models import Channel, Voice
from sanwen.people.models import User
from sanwen.people.roles import Role
from tests.factories import reviews
from tests.factories.moments import MORNING
from tests.factories.people import person
from tests.factories.places import Units, units

WORDS = "石桥村口的路灯坏了半个月，晚上看不见路。"
PUBLIC = Machine("public-form")
_keys = count(1)

DONE = Reply(
    outcome="done",
    items=(("路灯什么时候修好", "3月12日已更换灯头，当晚亮灯。"),),
    ground_kind="fact",
    ground="3月12日现场检修记录。",
    remedy="对答复不满意，可以在收到之日起30日内请求复查。",
)
REFUSED = replace(DONE, outcome="refused", ground_kind="law", ground="《公路法》第44条。")
COURT = LegalRoute("court", "县人民法院立案庭", "六个月内", "身份证、合同", "《行政诉讼法》第46条")


@dataclass
class Cast:
    """Who acts in a test: made once, used for every matter of it."""

    units: Units = field(default_factory=units)
    _people: dict[tuple[str, int], User] = field(default_factory=dict)

    def who(self, role: Role, unit: "object" = None) -> User:
        where = unit or self.units.desk
        key = (role, where.pk)  # type: ignore[attr-defined]
        if key not in self._people:
            self._people[key] = person(role, where)  # type: ignore[arg-type]
        return self._people[key]

    @property
    def clerk(self) -> User:
        return self.who(Role.INTAKE)

    @property
    def handler(self) -> User:
        return self.who(Role.HANDLER, self.units.roads)

    @property
    def head(self) -> User:
        return self.who(Role.UNIT_LEAD, self.units.roads)


def by_email(address: str = "wang@example.org") -> ContactDraft:
    return ContactDraft(email=address, wishes=Way.EMAIL)


def taken_in(
    cast: Cast,
    *,
    text: str = WORDS,
    contact: ContactDraft | None = None,
    now: datetime | None = MORNING,
) -> TakenIn:
    draft = Draft(
        text=text,
        channel=Channel.WEB,
        contact=contact or ContactDraft(),
        submission_key=f"test-{next(_keys)}",
    )
    return take_in(draft, received_by=cast.units.desk, by=PUBLIC, now=now)


def matter(
    cast: Cast,
    state: State = State.REGISTERED,
    *,
    contact: ContactDraft | None = None,
    voices: int = 1,
    now: datetime = MORNING,
) -> Matter:
    """Every step takes an hour; `voices` people ask for the same."""
    found = taken_in(cast, contact=contact, now=now).matter
    for number in range(1, voices):
        one = taken_in(cast, text=f"{WORDS}（{number}）", contact=contact, now=now).matter
        opening.join(matter=one, into=found, by=cast.clerk, now=now)
    for hours, step in enumerate(_WAY[state], start=1):
        found.refresh_from_db()
        step(cast, found, now + timedelta(hours=hours))
    found.refresh_from_db()
    return found


def voice_of(matter: Matter) -> Voice:
    return Voice.objects.select_related("contact").filter(joining__matter=matter).earliest("pk")


def answer_of(matter: Matter) -> Answer:
    return matter.answers.latest("pk")


def _accept(cast: Cast, matter: Matter, now: datetime) -> None:
    assigning.accept(matter=matter, by=cast.clerk, now=now)


def _assign(cast: Cast, matter: Matter, now: datetime) -> None:
    assigning.assign(matter=matter, to=Assign(lead=cast.units.roads), by=cast.clerk, now=now)


def _take(cast: Cast, matter: Matter, now: datetime) -> None:
    assigning.take(matter=matter, by=cast.handler, now=now)


def _object(cast: Cast, matter: Matter, now: datetime) -> None:
    assigning.object_to(matter=matter, reason="路灯归住建部门管理。", by=cast.handler, now=now)


def _ask(cast: Cast, matter: Matter, now: datetime) -> None:
    asking.ask(matter=matter, question="是村口哪一盏灯？", by=cast.handler, now=now)


def _answer(cast: Cast, matter: Matter, now: datetime) -> None:
    answering.answer(matter=matter, reply=DONE, by=cast.handler, now=now)


def _lapse(cast: Cast, matter: Matter, now: datetime) -> None:
    ending.close_by_silence(matter=matter, by=Machine("clocks"), now=now)


def _reopen(cast: Cast, matter: Matter, now: datetime) -> None:
    ending.reopen(matter=matter, by=Machine("tests"), now=now)


def _redirect(cast: Cast, matter: Matter, now: datetime) -> None:
    answering.redirect(matter=matter, to=COURT, by=cast.clerk, now=now)


def _join(cast: Cast, matter: Matter, now: datetime) -> None:
    other = taken_in(cast, text="同一盏灯，还没有修。", now=now).matter
    opening.join(matter=matter, into=other, by=cast.clerk, now=now)


def _withdraw(cast: Cast, matter: Matter, now: datetime) -> None:
    for voice in Voice.objects.select_related("contact").filter(joining__matter=matter):
        ending.withdraw(voice=voice, now=now)


def _ask_review(cast: Cast, matter: Matter, now: datetime) -> None:
    reviews.ask(cast, matter, now)


def _review(cast: Cast, matter: Matter, now: datetime) -> None:
    reviews.decide(cast, matter, now)


Step = Callable[[Cast, Matter, datetime], None]
_REVIEWED: tuple[Step, ...] = (_assign, _take, _answer, _ask_review, _review)
_WAY: dict[State, tuple[Step, ...]] = {
    State.REGISTERED: (),
    State.ACCEPTED: (_accept,),
    State.ASSIGNED: (_assign,),
    State.IN_HAND: (_assign, _take),
    State.RETURNED: (_assign, _object),
    State.WAITING: (_assign, _take, _ask),
    State.ANSWERED: (_assign, _take, _answer),
    State.REOPENED: (_assign, _take, _answer, _reopen),
    State.CLOSED: (_assign, _take, _answer, _lapse),
    State.IN_REVIEW: (_assign, _take, _answer, _ask_review),
    State.REVIEWED: _REVIEWED,
    State.IN_SECOND: (*_REVIEWED, _ask_review),
    State.FINISHED: (*_REVIEWED, _ask_review, _review),
    State.REDIRECTED: (_redirect,),
    State.JOINED: (_join,),
    State.WITHDRAWN: (_withdraw,),
}
