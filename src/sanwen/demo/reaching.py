"""Two reach checks: rent remitted to market companies, and a subsidy that is being asked about."""

import random
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sanwen.core.dates import local_day
from sanwen.demo.reading import read_toml
from sanwen.demo.setting import Cast
from sanwen.integrity.vault.models import Way
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.verdict.reach import answers, questions
from sanwen.verdict.reach.actions import following, preparing, publishing
from sanwen.verdict.reach.drafts import CheckDraft
from sanwen.verdict.reach.models import Check
from sanwen.verdict.surveys.actions import answering, asking, running
from sanwen.verdict.surveys.actions import preparing as surveys
from sanwen.verdict.surveys.branching import Reply
from sanwen.verdict.surveys.drafts import Announcement, Plan
from sanwen.verdict.surveys.models import Listed, PartOfDay
from sanwen.verdict.surveys.roll import Row
from sanwen.verdict.surveys.states import Mode

ASKS = "hub"
MONTHS = 3


def write(cast: Cast, *, now: datetime) -> list[Check]:
    return [_live(cast, told, now) for told in read_toml("reaching.toml")["check"]]


def _live(cast: Cast, told: dict[str, Any], now: datetime) -> Check:
    dice = random.Random(told["benefit"])
    head = cast.who(Role.UNIT_LEAD, ASKS)
    announced, opens, closes = (now + timedelta(days=days) for days in told["days"])
    one = _prepared(cast, told, head, dice, announced, local_day(opens), local_day(closes))
    running.announce(
        survey=one.asked, by=head, now=announced,
        told=Announcement(
            told["list_source"], told["seed_source"], local_day(announced + timedelta(days=1))
        ),
    )  # fmt: skip
    drawn = announced + timedelta(days=1)
    running.draw(survey=one.asked, seed=told["seed"], by=head, now=drawn)
    running.open_up(survey=one.asked, by=head, now=opens)
    clerk = cast.who(Role.INTAKE, ASKS)
    _ask(told, one, clerk, dice, opens)
    if told["closed"]:
        running.close(survey=one.asked, by=head, now=closes + timedelta(days=1))
        _follow_up(one, clerk, closes + timedelta(days=2))
        publishing.publish(check=_fresh(one), by=head, now=closes + timedelta(days=4))
    return one


def _fresh(one: Check) -> Check:
    return Check.objects.select_related("survey", "unit", "payer").get(pk=one.pk)


def _prepared(
    cast: Cast, told: dict[str, Any], head: User, dice: random.Random, at: datetime,
    opens: Any, closes: Any,
) -> Check:  # fmt: skip
    draft = CheckDraft(
        unit=cast.units[ASKS], payer=cast.units[told["payer"]], benefit=told["benefit"],
        ground=told["ground"], rule=told["rule"], period=told["period"],
        through=told["through"], recipients=told["recipients"],
        who_pays="县财政（本中心工作经费，没有另外拨款）", opens_on=opens, closes_on=closes,
    )  # fmt: skip
    one = preparing.prepare(draft, by=head, now=at)
    preparing.take_list(check=one, rows=_rows(told, dice), by=head, now=at)
    plans = [Plan(way["name"], way["sample"]) for way in told["ways"]]
    surveys.plan(survey=one.asked, plans=plans, by=head, now=at)
    return _fresh(one)


def _rows(told: dict[str, Any], dice: random.Random) -> list[Row]:
    names = [way["name"] for way in told["ways"] for _one in range(way["people"])]
    return [
        Row(
            str(number),
            name,
            ContactDraft(phone=f"0199-555{number:04}", wishes=Way.PHONE),
            Decimal(dice.choice(told["rents"]) * MONTHS),
        )
        for number, name in enumerate(names, start=1)
    ]


def _ask(
    told: dict[str, Any], one: Check, clerk: User, dice: random.Random, opens: datetime
) -> None:
    said = {way["name"]: way["said"] for way in told["ways"]}
    drawn = one.asked.listed.filter(is_drawn=True).select_related("stratum").order_by("turn")
    for listed in drawn:
        at = opens + timedelta(days=dice.randrange(4))
        if dice.random() < told["answers"]:
            replies = _replies(told, said[listed.stratum.name], listed, dice)
            answering.interview(
                survey=one.asked, number=listed.number, replies=replies, mode=Mode.PHONE,
                by=clerk, now=at,
            )  # fmt: skip
        elif dice.random() < 0.6:
            asking.note(
                listed=listed, mode=Mode.PHONE, part=dice.choice(list(PartOfDay)),
                disposition=dice.choice(["R", "NC", "NC", "NE"]), by=clerk, now=at,
            )  # fmt: skip


def _replies(
    told: dict[str, Any], said: list[int], listed: Listed, dice: random.Random
) -> dict[int, Reply]:
    kinds = [questions.ALL, questions.PART, questions.NOTHING, questions.UNAWARE]
    got = dice.choices(kinds, weights=said)[0]
    way = {questions.RECEIVED: Reply((got,))}
    if got == questions.PART:
        part = (listed.size or Decimal(0)) * dice.choice([1, 1, 2]) / 3
        way[questions.AMOUNT] = Reply(number=part.quantize(Decimal(1)))
    if got in (questions.ALL, questions.PART):
        direct = "直接" in listed.stratum.name
        way[questions.THROUGH] = Reply(("self" if direct else "company",))
    if got in questions.SHORT:
        keys = [key for key, _text in questions.reasons()]
        reason = dice.choices(keys, weights=told["reasons"])[0]
        way[questions.REASON] = Reply((reason,))
        way[questions.WISH] = Reply(("yes" if dice.random() < told["wish"] else "no",))
    return way


def _follow_up(one: Check, clerk: User, at: datetime) -> None:
    """Most still wish it when they are rung; one does not."""
    one = _fresh(one)
    for turn, line in enumerate(answers.wishing(one)):
        listed = one.asked.listed.get(pk=line)
        act = following.let_go if turn == 0 else following.open_matter
        act(check=one, listed=listed, by=clerk, now=at)
