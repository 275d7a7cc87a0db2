"""Three reviews of the demo county: two that run, one that went to the end with a hearing."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from sanwen.core.actors import Resident
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.actions import answering, reviewing
from sanwen.deliver.matters.models import Answer, AnswerState, Way
from sanwen.deliver.matters.states import State
from sanwen.demo.county import COUNTY_UNIT, HUB_UNIT
from sanwen.demo.setting import Cast
from sanwen.listen.voices.models import Voice
from sanwen.verdict.reviews.actions import asking, deciding, hearing, serving
from sanwen.verdict.reviews.drafts import Finding, Minutes, Plan
from sanwen.verdict.reviews.models import Result, Review, ReviewBody

OUTSIDE = "市人民政府信访事项复查复核委员会办公室，地址和电话见市政府门户网站"
BUREAU = "housing"
WHY = "答复说已经处理好，可是现场还是老样子，也没有人来看过。请另派人到现场看一看。"
AGAIN = "复查只看了材料，没有到现场。我有新拍的照片，请当面听我说一次。"
FACTS = "复查人员到现场查看，并调阅了派单、维修和验收记录。"
REASONS = "现场情况与答复一致，记录完整，原答复的依据适用正确。"
BASIS = "《信访工作条例》第三十五条。"
REMEDY = "您不服本意见的，可以自收到之日起30日内请求复核（《信访工作条例》第三十六条）。"
LAST_BASIS = "《信访工作条例》第三十六条。"
LAST_REMEDY = (
    "同样的事实和理由不再重复决定（《信访工作条例》第三十六条）。有新的事实或者理由的，可以作为"
    "新的事项提出；解释和帮助不停（第三十七条）。"
)
HELPED = "社区网格员会在每月第一个周一上门看一次，您随时可以打值班电话。"
TRIED = 40
Whole = Callable[[], AbstractContextManager[Any]]
Act = Callable[[Cast, Answer, Voice, datetime], None]


def write(cast: Cast, now: datetime, *, whole: Whole) -> None:
    """By the real actions; an answer that does not fit is passed over, and nothing of it stays."""
    _name_bodies(cast)
    recent = now - timedelta(days=25), now - timedelta(days=4)
    long_ago = now - timedelta(days=200), now - timedelta(days=80)
    _first(cast, _answers(recent, Q(unit__level=2)), _asked, now, whole)
    _first(cast, _answers(recent, Q(unit__level__gt=2)), _asked, now, whole)
    # Whose line has two bodies above.
    of = Q(unit__code=BUREAU) | Q(unit__level=4)
    _first(cast, _answers(long_ago, of), _finished, now, whole)


def _name_bodies(cast: Cast) -> None:
    """The desk's office reviews the bureau in the county's name; above the county is the city."""
    body = {"body": cast.units[HUB_UNIT]}
    ReviewBody.objects.get_or_create(unit=cast.units[BUREAU], defaults=body)
    ReviewBody.objects.get_or_create(unit=cast.units[COUNTY_UNIT], defaults={"outside": OUTSIDE})


def _answers(between: tuple[datetime, datetime], of: Q) -> Iterator[Answer]:
    """Closed or answered, with one person to ask."""
    found = Answer.objects.filter(
        of,
        state=AnswerState.SENT,
        sent_at__range=between,
        matter__voices_count=1,
        matter__state__in=[State.ANSWERED, State.CLOSED],
    )
    return iter(found.select_related("unit", "matter").order_by("-sent_at", "pk")[:TRIED])


def _first(cast: Cast, answers: Iterator[Answer], act: Act, now: datetime, whole: Whole) -> None:
    for answer in answers:
        voice = Voice.objects.select_related("contact").get(joining__matter=answer.matter_id)
        try:
            with whole():
                act(cast, answer, voice, now)
        except NotAllowed:
            continue
        return


def _asked(cast: Cast, answer: Answer, voice: Voice, now: datetime) -> None:
    """Delivered, and a day later the person asks."""
    at = (answer.sent_at or now) + timedelta(days=1)
    _deliver(answer, voice, at)
    asking.ask(voice=voice, words=WHY, now=min(at + timedelta(days=2), now))


def _deliver(answer: Answer, voice: Voice, at: datetime) -> None:
    by = Resident(voice.contact.pseudonym)
    answering.deliver(answer=answer, voice=voice, way=Way.PAGE, by=by, now=at)


def _finished(cast: Cast, answer: Answer, voice: Voice, now: datetime) -> None:
    """Upheld, asked again, heard, upheld; and afterwards somebody helps."""
    start = answer.sent_at or now
    _asked(cast, answer, voice, start + timedelta(days=3))
    first = Review.objects.open().get(matter=answer.matter_id)
    _uphold(cast, first, voice, start + timedelta(days=14))
    second = asking.ask(voice=voice, words=AGAIN, now=start + timedelta(days=20)).review
    by = cast.who("handler", COUNTY_UNIT)
    held = hearing.call(
        review=second, plan=_plan(start + timedelta(days=32)), by=by, now=start + timedelta(days=22)
    )
    hearing.hold(
        hearing=held, minutes=_minutes(held.until_day), by=by, now=start + timedelta(days=32)
    )
    _uphold(cast, second, voice, start + timedelta(days=40))
    clerk = cast.who("intake", HUB_UNIT)
    reviewing.help_on(matter=answer.matter, words=HELPED, by=clerk, now=start + timedelta(days=48))


def _uphold(cast: Cast, review: Review, voice: Voice, at: datetime) -> None:
    """Written by one, read by another, and opened by the resident two days later."""
    unit = review.body.code
    by, reader = cast.who("handler", unit), cast.who("unit_lead", unit)
    opinion = deciding.write(review=review, finding=_finding(review), by=by, now=at)
    deciding.read(opinion=opinion, agreed=True, by=reader, now=at)
    serving.open_page(opinion=opinion, voice=voice, now=at + timedelta(days=2))


def _finding(review: Review) -> Finding:
    last = review.is_second
    return Finding(
        result=Result.UPHELD,
        facts=FACTS,
        reasons=REASONS,
        basis=LAST_BASIS if last else BASIS,
        remedy=LAST_REMEDY if last else REMEDY,
    )


def _plan(begins_at: datetime) -> Plan:
    at = begins_at.replace(hour=1, minute=30, second=0, microsecond=0)
    return Plan(
        about="现场情况是否与答复一致",
        begins_at=at,
        until_day=at.date(),
        place="县政府一楼听证室",
        chair="县政府法制机构负责人",
        members="律师一名、居民代表两名",
    )


def _minutes(until_day: date) -> Minutes:
    return Minutes(
        "诉求人、承办单位经办人、律师、居民代表",
        "诉求人陈述现场情况并出示照片；承办单位说明维修经过；听证员提问。双方核对笔录。",
        until_day,
    )
