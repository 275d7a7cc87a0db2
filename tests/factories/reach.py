"""Reach checks for tests: rent remitted to market companies, brought to a state by its own acts."""

from datetime import timedelta
from decimal import Decimal

from sanwen.integrity.vault.models import Way
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.people.models import User
from sanwen.verdict.reach import questions
from sanwen.verdict.reach.actions import preparing
from sanwen.verdict.reach.drafts import CheckDraft
from sanwen.verdict.reach.models import Check
from sanwen.verdict.surveys.actions import answering, running
from sanwen.verdict.surveys.actions import preparing as surveys
from sanwen.verdict.surveys.branching import Reply
from sanwen.verdict.surveys.drafts import Plan
from sanwen.verdict.surveys.models import Missing, Survey
from sanwen.verdict.surveys.roll import Row
from sanwen.verdict.surveys.states import Mode, State
from tests.factories.places import units
from tests.factories.surveys import (
    AFTER,
    CLOSES,
    MORNING,
    OPENED,
    OPENS,
    SEED,
    announcement,
    clerk,
    head,
)

MARKETS = ("东市场公司", "西市场公司")
INSIDE = OPENED + timedelta(hours=1)


def draft(**fields: object) -> CheckDraft:
    told: dict[str, object] = {
        "unit": units().desk, "payer": units().water, "benefit": "三个月摊位租金减免",
        "ground": "清政发〔2026〕3号", "rule": "三个月租金", "period": "2026年1月至3月",
        "through": "市场公司", "recipients": "两个市场的摊主", "who_pays": "清源县财政",
        "opens_on": OPENS, "closes_on": CLOSES,
    }  # fmt: skip
    return CheckDraft(**(told | fields))  # type: ignore[arg-type]


def rows(many: int = 80) -> list[Row]:
    return [
        Row(
            f"{number}",
            MARKETS[number % 2],
            ContactDraft(name="王秀英", phone=f"138{number:08}", wishes=Way.PHONE),
            Decimal("1500"),
        )
        for number in range(1, many + 1)
    ]


def check(state: State, by: User | None = None, *, many: int = 80, sample: int = 40) -> Check:
    by = by or head()
    made = preparing.prepare(draft(), by=by, now=MORNING)
    preparing.take_list(check=made, rows=rows(many), by=by, now=MORNING)
    plans = [Plan(name, sample // 2) for name in MARKETS]
    surveys.plan(survey=made.asked, plans=plans, by=by, now=MORNING)
    if state != State.DRAFTING:
        running.announce(survey=made.asked, told=announcement(), by=by, now=MORNING)
    if state not in (State.DRAFTING, State.ANNOUNCED):
        running.draw(survey=made.asked, seed=SEED, by=by, now=OPENED)
        running.open_up(survey=made.asked, by=by, now=OPENED)
    return Check.objects.select_related("survey", "unit", "payer").get(pk=made.pk)


def said(received: str, *, amount: str = "", wish: str = "") -> dict[int, Reply]:
    """The answers on the way that the first one opens."""
    way = {questions.RECEIVED: Reply((received,))}
    if received == questions.PART:
        way[questions.AMOUNT] = (
            Reply(number=Decimal(amount)) if amount else Reply(missing=Missing.REFUSED)
        )
    if received in (questions.ALL, questions.PART):
        way[questions.THROUGH] = Reply(("company",))
    if received in questions.SHORT:
        way[questions.REASON] = Reply(("kept",))
        way[questions.WISH] = Reply((wish or "no",))
    return way


def drawn(one: Check, stratum: str = "") -> list[int]:
    found = one.asked.listed.filter(is_drawn=True).order_by("number")
    found = found.filter(stratum__name=stratum) if stratum else found
    return list(found.values_list("number", flat=True))


def answer(one: Check, number: int, replies: dict[int, Reply]) -> None:
    by = clerk()
    answering.interview(
        survey=Survey.objects.get(pk=one.asked.pk), number=number, replies=replies,
        mode=Mode.PHONE, by=by, now=INSIDE,
    )  # fmt: skip


def answered(one: Check, told: list[dict[int, Reply]]) -> list[int]:
    """The first of those drawn say this, in order; the others are silent. Their numbers."""
    numbers = drawn(one)[: len(told)]
    for number, replies in zip(numbers, told, strict=True):
        answer(one, number, replies)
    return numbers


def closed(one: Check) -> Check:
    running.close(survey=one.asked, by=head(), now=AFTER)
    return Check.objects.select_related("survey", "unit", "payer").get(pk=one.pk)
