"""People who speak of the same thing at one place, taken in by the real actions."""

from datetime import datetime, timedelta
from itertools import count

from sanwen.core.actors import Machine
from sanwen.deliver.intake.actions import TakenIn, take_in
from sanwen.deliver.matters.actions import answering, assigning
from sanwen.deliver.matters.actions.assigning import Assign
from sanwen.deliver.matters.models import Matter
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.listen.topics.models import Topic
from sanwen.listen.voices.actions import Draft
from sanwen.listen.voices.models import Channel
from sanwen.office.listening.actions import nights
from sanwen.places.models import Area
from sanwen.verdict.ratings import actions as ratings
from tests.factories.matters import DONE, PUBLIC, Cast, answer_of
from tests.factories.moments import MORNING

NIGHT = Machine("night")
TELLINGS = (
    "观澜府二期工地夜里十一点还在浇筑混凝土，孩子睡不着。",
    "观澜府二期工地半夜浇筑混凝土，泵车响到两点，没法睡。",
    "我住观澜府二期工地旁边，夜里浇筑混凝土吵得老人睡不着。",
    "请管一管观澜府二期工地，夜里浇筑混凝土，天天如此。",
    "观澜府二期工地连着几夜浇筑混凝土，噪音太大了。",
    "观澜府二期工地夜里浇筑混凝土没有公告，吵到凌晨。",
    "夜里观澜府二期工地还在浇筑混凝土，灯照得屋里通亮。",
)
OTHERS = (
    "柳溪镇卫生院的疫苗什么时候到货，想预约一针。",
    "县城到石桥村的班车下午四点就没有了，上班不方便。",
    "退休金认证的小程序老是闪退，老人不会用。",
    "文庙公园的公厕早上不开门，晨练的人没处去。",
    "请问新生儿落户要带哪些材料，能不能网上办。",
)
_numbers = count(1)


def area(name: str = "柳溪镇", code: str = "990199001", parent: Area | None = None) -> Area:
    made, _ = Area.objects.get_or_create(
        code=code, year=2026, defaults={"name": name, "name_en": "Liuxi Town", "parent": parent}
    )
    return made


def speak(
    cast: Cast,
    text: str,
    *,
    at: datetime = MORNING,
    here: Area | None = None,
    contact: ContactDraft | None = None,
    place: str = "",
) -> TakenIn:
    draft = Draft(
        text=text,
        channel=Channel.WEB,
        contact=contact or ContactDraft(),
        said_at=at,
        area_id=here.pk if here else None,
        place=place,
        submission_key=f"topic-{next(_numbers)}",
    )
    return take_in(draft, received_by=cast.units.desk, by=PUBLIC, now=at)


def noise(
    cast: Cast, people: int = 6, *, at: datetime = MORNING, here: Area | None = None
) -> list[TakenIn]:
    """So many people, each on a day of their own, about one building site; others about others."""
    for number, text in enumerate(OTHERS):
        speak(cast, text, at=at - timedelta(days=40 + number))
    here = here or area()
    return [
        speak(cast, TELLINGS[n % len(TELLINGS)], at=at - timedelta(days=n % 14), here=here)
        for n in range(people)
    ]


def night(now: datetime = MORNING) -> None:
    nights.read_all(now=now + timedelta(hours=12))


def the_topic() -> Topic:
    return Topic.objects.current().get()


def answered(cast: Cast, taken: TakenIn, *, said: str = "yes", now: datetime = MORNING) -> Matter:
    """Assigned, taken in hand, answered within the day; then, if told, judged by who asked."""
    matter, hour = taken.matter, timedelta(hours=1)
    assigning.assign(matter=matter, to=Assign(lead=cast.units.roads), by=cast.clerk, now=now + hour)
    assigning.take(matter=matter, by=cast.handler, now=now + 2 * hour)
    answering.answer(matter=matter, reply=DONE, by=cast.handler, now=now + 3 * hour)
    if said:
        ratings.give(
            voice=taken.voice,
            answer=answer_of(matter),
            solved=said,
            satisfaction=4,
            words="",
            now=now + timedelta(days=1),
        )
    matter.refresh_from_db()
    return matter
