"""Reviews for tests: who decides them, and how a matter comes into each state of a review."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sanwen.core.actors import Machine
from sanwen.deliver.matters.models import Matter
from sanwen.listen.voices.models import Voice
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.actions import add_unit
from sanwen.places.models import Level, Unit, UnitKind
from sanwen.verdict.reviews.actions import asking, deciding, hearing
from sanwen.verdict.reviews.drafts import Finding, Minutes, Plan
from sanwen.verdict.reviews.models import Hearing, Request, Result, Review, ReviewBody

if TYPE_CHECKING:
    from tests.factories.matters import Cast

WHY = "答复说已经修好，可是昨晚灯还是不亮。"
ITEMS = (("路灯什么时候修好", "一周内重新检修并告知。", "现场检查记录。"),)


def finding(result: str = Result.UPHELD, *, lead: Unit | None = None, outcome: str = "") -> Finding:
    changed = result == Result.CHANGED
    return Finding(
        result=result,
        facts="3月20日晚现场查看，灯亮。",
        reasons="检修记录和现场情况一致。",
        basis="《信访工作条例》第三十五条。",
        remedy="不服的，可以自收到之日起30日内请求复核。",
        items=ITEMS if changed else (),
        outcome=outcome or ("done" if changed else ""),
        lead=lead,
    )


def city() -> Unit:
    """The body above the county; the table leads there, because the tree ends."""
    known = Unit.objects.filter(code="city").first()
    return known or add_unit(
        by=Machine("tests"), parent=None, code="city", name="清源市人民政府", name_en="City",
        kind=UnitKind.BUREAU, level=Level.CITY,
    )  # fmt: skip


def body(cast: "Cast", *, second: bool = False) -> Unit:
    if not second:
        return cast.units.county
    ReviewBody.objects.get_or_create(unit=cast.units.county, defaults={"body": city()})
    return city()


def reviewer(cast: "Cast", *, second: bool = False) -> User:
    return cast.who(Role.HANDLER, body(cast, second=second))


def reader(cast: "Cast", *, second: bool = False) -> User:
    return cast.who(Role.UNIT_LEAD, body(cast, second=second))


def voice(matter: Matter) -> Voice:
    return Voice.objects.select_related("contact").filter(joining__matter=matter).earliest("pk")


def review_of(matter: Matter) -> Review:
    known = Review.objects.select_related(
        "matter__lead_unit", "matter__received_by", "body", "answer__unit", "earlier"
    )
    return known.filter(matter=matter).latest("pk")


def ask(cast: "Cast", matter: Matter, now: datetime) -> Request:
    body(cast, second=True)
    return asking.ask(voice=voice(matter), words=WHY, now=now)


def decide(cast: "Cast", matter: Matter, now: datetime, result: str = Result.UPHELD) -> Review:
    """By the body's own people; what says no is read by the second of them."""
    one = review_of(matter)
    lead = one.answer.unit if result == Result.REDO else None
    said = finding(result, lead=lead)
    second = one.is_second
    by = reviewer(cast, second=second)
    opinion = deciding.write(review=one, finding=said, by=by, now=now)
    if opinion.says_no:
        deciding.read(opinion=opinion, agreed=True, by=reader(cast, second=second), now=now)
    one.refresh_from_db()
    return one


def plan(begins_at: datetime, *, days: int = 1) -> Plan:
    return Plan(
        about="路灯是否修好",
        begins_at=begins_at,
        until_day=(begins_at + timedelta(days=days - 1)).date(),
        place="镇政府二楼会议室",
        chair="复核办主任",
        members="律师、村民代表",
    )


def called(cast: "Cast", matter: Matter, begins_at: datetime, now: datetime) -> Hearing:
    one = review_of(matter)
    by = reviewer(cast, second=one.is_second)
    return hearing.call(review=one, plan=plan(begins_at), by=by, now=now)


def minutes(until_day: date) -> Minutes:
    return Minutes("诉求人、住建局经办人、律师", "双方各说了经过。", until_day)
