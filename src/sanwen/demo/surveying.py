"""What the county asks by survey: a policy before and after, a village whole, an open one."""

import random
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sanwen.core.dates import local_day
from sanwen.demo.reading import read_toml
from sanwen.demo.setting import Cast
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.verdict.surveys.actions import answering, asking, preparing, publishing, running
from sanwen.verdict.surveys.branching import Reply
from sanwen.verdict.surveys.drafts import Announcement, Plan, QuestionDraft, SurveyDraft
from sanwen.verdict.surveys.models import Moment, PartOfDay, Shape, Survey
from sanwen.verdict.surveys.roll import Row
from sanwen.verdict.surveys.sets import SETS
from sanwen.verdict.surveys.states import Disposition, Kind, Mode

ASKS = "hub"
SILENT = 0.04
AGES = [("young", "不到35岁"), ("middle", "35到59岁"), ("old", "60岁以上")]
AGES_OF = {"young": 0.26, "middle": 0.42, "old": 0.32}


def write(cast: Cast, *, now: datetime) -> list[Survey]:
    made: dict[str, Survey] = {}
    for told in read_toml("surveying.toml")["survey"]:
        made[told["key"]] = _live(cast, told, made.get(told.get("before", "")), now)
    return list(made.values())


def _live(cast: Cast, told: dict[str, Any], before: Survey | None, now: datetime) -> Survey:
    dice = random.Random(told["key"])
    head = cast.who(Role.UNIT_LEAD, ASKS)
    announced, opens, closes = (now + timedelta(days=days) for days in told["days"])
    one = _prepared(cast, told, before, head, announced)
    seeded = local_day(announced + timedelta(days=1))
    running.announce(
        survey=one, by=head, now=announced,
        told=Announcement(told.get("list_source", ""), told.get("seed_source", ""), seeded),
    )  # fmt: skip
    if one.kind == Kind.SAMPLE:
        running.draw(survey=one, seed=told["seed"], by=head, now=announced + timedelta(days=1))
    one = running.open_up(survey=one, by=head, now=opens)
    _answer(cast, told, one, head, dice)
    if closes < now:
        running.close(survey=one, by=head, now=closes + timedelta(days=1))
        result = publishing.publish(survey=one, by=head, now=closes + timedelta(days=3))
        return result.survey
    return one


def _prepared(
    cast: Cast, told: dict[str, Any], before: Survey | None, head: User, at: datetime
) -> Survey:
    _announced, opens, closes = (timedelta(days=days) for days in told["days"])
    begins = at - _announced
    draft = SurveyDraft(
        title=told["title"], purpose=told["purpose"], about=told["about"],
        about_unit=cast.units[told["about_unit"]], population=told["population"],
        who_asks="县群众诉求服务中心", who_pays="县财政（本中心工作经费，没有另外拨款）",
        kind=Kind(told["kind"]), moment=Moment(told["moment"]), before=before, minutes=2,
        margin=Decimal(told["margin"]) if "margin" in told else None,
        opens_on=local_day(begins + opens), closes_on=local_day(begins + closes),
    )  # fmt: skip
    one = preparing.prepare(draft, unit=cast.units[ASKS], by=head, now=at)
    preparing.add_questions(survey=one, drafts=_questions(told), by=head, now=at)
    if told["strata"]:
        preparing.take_list(survey=one, rows=_rows(told), by=head, now=at)
    if one.kind == Kind.SAMPLE:
        plans = [Plan(name, sample) for name, _people, sample in told["strata"]]
        preparing.plan(survey=one, plans=plans, by=head, now=at)
        _tell_ages(one, told, head, at)
    return one


def _questions(told: dict[str, Any]) -> list[QuestionDraft]:
    ready = [
        QuestionDraft(
            shape=each.shape, text=each.text.format(about=told["about"]), item=each.item,
            options=[(value, text) for value, text in each.options], favourable=each.favourable,
        )
        for each in SETS[told["set"]]
    ]  # fmt: skip
    return [*ready, QuestionDraft(Shape.ONE, "您的年龄？", options=AGES)]


def _rows(told: dict[str, Any]) -> list[Row]:
    names = [name for name, people, _sample in told["strata"] for _one in range(people)]
    return [Row(str(number), name) for number, name in enumerate(names, start=1)]


def _tell_ages(one: Survey, told: dict[str, Any], head: User, at: datetime) -> None:
    people = sum(people for _name, people, _sample in told["strata"])
    known = [(value, round(people * AGES_OF[value])) for value, _text in AGES]
    preparing.tell_margins(
        question=one.questions.get(shape=Shape.ONE), known=known,
        source="县统计局上年末常住人口年龄构成", by=head, now=at,
    )  # fmt: skip


def _answer(cast: Cast, told: dict[str, Any], one: Survey, head: User, dice: random.Random) -> None:
    if one.kind == Kind.OPEN:
        for _one in range(told["came"]):
            answering.hand_in(
                survey=one, replies=_replies(told, dice), seconds=dice.randrange(80, 220, 5),
                now=_some_day(one, dice),
            )  # fmt: skip
        return
    assert one.opened_at is not None
    clerk = cast.who(Role.INTAKE, ASKS)
    for letter in asking.print_codes(survey=one, by=head, now=one.opened_at):
        if dice.random() < told["answers"]:
            answering.hand_in(
                survey=one, code=letter.code, replies=_replies(told, dice),
                seconds=dice.randrange(90, 240, 5), now=_some_day(one, dice),
            )  # fmt: skip
        elif dice.random() < 0.5:
            _call(one, letter.number, told, clerk, dice)


def _call(one: Survey, number: int, told: dict[str, Any], clerk: User, dice: random.Random) -> None:
    """Some who did not write are reached by telephone, some say no, some are not at home."""
    at = _some_day(one, dice)
    outcome = dice.choices(["I", "R", "NC", "NE"], weights=[35, 25, 36, 4])[0]
    if outcome == Disposition.COMPLETE:
        answering.interview(
            survey=one, number=number, replies=_replies(told, dice), mode=Mode.PHONE, by=clerk,
            now=at,
        )  # fmt: skip
        return
    listed = one.listed.get(number=number)
    part = dice.choice(list(PartOfDay))
    asking.note(listed=listed, mode=Mode.PHONE, part=part, disposition=outcome, by=clerk, now=at)


def _some_day(one: Survey, dice: random.Random) -> datetime:
    """More on the first days than later, and none after the last or in time to come."""
    assert one.opened_at is not None
    assert one.opens_on is not None
    assert one.closes_on is not None
    days = min((one.closes_on - one.opens_on).days, 5 if one.kind == Kind.OPEN else 60)
    return one.opened_at + timedelta(days=min(int(dice.expovariate(0.25)), days))


def _replies(told: dict[str, Any], dice: random.Random) -> dict[int, Reply]:
    replies = {}
    for number, weights in enumerate(told["leaning"], start=1):
        value = dice.choices(range(1, 6), weights=weights)[0]
        replies[number] = _one(str(value), dice)
    age = dice.choices(list(AGES_OF), weights=[14, 40, 46])[0]
    return replies | {len(told["leaning"]) + 1: _one(age, dice)}


def _one(value: str, dice: random.Random) -> Reply:
    if dice.random() < SILENT:
        return Reply(missing=dice.choice(["refused", "dont_know"]))
    return Reply((value,))
