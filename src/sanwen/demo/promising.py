"""What the county promised: pulled from its decision, entered as projects, told, moved, judged."""

import random
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sanwen.core.dates import local_day
from sanwen.demo.reading import read_toml
from sanwen.demo.setting import Cast
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.verdict.promises.actions import accepting, ledger, telling
from sanwen.verdict.promises.drafts import (
    FindingDraft,
    MeasureDraft,
    ProjectDraft,
    RoundDraft,
    SayingDraft,
    StepDraft,
)
from sanwen.verdict.promises.models import Entry, How, Round, Stage
from sanwen.verdict.promises.states import Move

HALL = "hub"
FACES = {"yes": (4, 5), "partly": (2, 3, 4), "no": (1, 2)}


def write(cast: Cast, *, now: datetime) -> list[Entry]:
    told = read_toml("promising.toml")
    ledger.pull(now=now - timedelta(days=22))
    for kept in told["kept"]:
        entry = Entry.objects.filter(words__startswith=kept["words"]).first()
        if entry is not None:
            _live(cast, entry, kept, now)
    for project in told["project"]:
        _live(cast, _enter(cast, project, now), project, now)
    accepting.count_over(now=now)
    for project in told["project"]:
        _reply(cast, project, now)
    return list(Entry.objects.order_by("pk"))


def _at(now: datetime, days: int) -> datetime:
    return now + timedelta(days=days)


def _enter(cast: Cast, told: dict[str, Any], now: datetime) -> Entry:
    def on(days: int) -> Any:
        return local_day(_at(now, days))

    draft = ProjectDraft(
        unit=cast.units[told["unit"]], words=told["words"], ground=told["ground"],
        for_whom=told["for_whom"], told_on=on(told["told"]), due_on=on(told["due"]),
        milestones=[StepDraft(words, on(due)) for words, due, _d in told.get("milestones", ())],
        batches=[StepDraft(place, on(due)) for place, due, _d in told.get("batches", ())],
        indicators=[
            MeasureDraft(words, unit, Decimal(target))
            for words, unit, target, _reached, _d in told.get("indicators", ())
        ],
    )  # fmt: skip
    by = cast.who(Role.UNIT_LEAD, told["unit"])
    return ledger.enter(draft, by=by, now=_at(now, told["told"]))


def _live(cast: Cast, entry: Entry, told: dict[str, Any], now: datetime) -> None:
    head = cast.who(Role.UNIT_LEAD, entry.unit.code)
    if "begun" in told:
        _say(entry, Move.BEGIN, *told["begun"], by=head, now=now)
    _work(entry, told, head, now)
    for days, to, because in told.get("moved", ()):
        day = local_day(_at(now, to))
        telling.move_day(entry=entry, to=day, because=because, by=head, now=_at(now, days))
    for days, words in told.get("evidence", ()):
        said = SayingDraft(words, local_day(_at(now, days)))
        telling.add_evidence(entry=entry, draft=said, by=head, now=_at(now, days))
    if "cannot" in told:
        _say(entry, Move.GIVE_UP, *told["cannot"], by=head, now=now)
    if "done" in told:
        _say(entry, Move.SAY_DONE, told["done"], told["say"], by=head, now=now)
        _ask(cast, entry, told, head, now)


def _say(
    entry: Entry, move: Move, days: int, words: str, instead: str = "", *, by: User, now: datetime
) -> None:
    at = _at(now, days)
    draft = SayingDraft(words, local_day(at), instead)
    telling.tell(entry=entry, move=move, draft=draft, by=by, now=at)


def _work(entry: Entry, told: dict[str, Any], by: User, now: datetime) -> None:
    """What is done by now; 0 stands for not yet."""
    for words, _due, done in told.get("milestones", ()):
        if done:
            step = entry.milestones.get(words=words)
            at = _at(now, done)
            telling.finish_step(step=step, on=local_day(at), by=by, now=at)
    for place, _due, done in told.get("batches", ()):
        at = _at(now, done or -3)
        telling.note_batch(
            batch=entry.batches.get(place=place), on=local_day(at), by=by, now=at,
            stage=Stage.DONE if done else Stage.UNDER_WAY,
        )  # fmt: skip
    for words, _unit, _target, reached, days in told.get("indicators", ()):
        at = _at(now, days)
        telling.measure(
            indicator=entry.indicators.get(words=words), reached=Decimal(reached),
            on=local_day(at), by=by, now=at,
        )  # fmt: skip


def _ask(cast: Cast, entry: Entry, told: dict[str, Any], head: User, now: datetime) -> None:
    first, last = told["asked_days"]
    draft = RoundDraft(
        how=How.CODES, who=told["who"], asked=told["asked"], closes_on=local_day(_at(now, last))
    )
    one = accepting.ask(entry=entry, draft=draft, by=head, now=_at(now, first))
    clerk = cast.who(Role.INTAKE, HALL)
    many = sum(told["found"])
    codes = accepting.hand_out(one=one, many=many, by=clerk, now=_at(now, first))
    dice = random.Random(told["words"])
    said = [
        solved for solved, count in zip(FACES, told["found"], strict=True) for _each in range(count)
    ]
    dice.shuffle(said)
    words = told.get("words_said", [])
    for turn, (code, solved) in enumerate(zip(codes, said, strict=True)):
        text = words[turn % len(words)] if words and solved == "no" and turn % 5 == 0 else ""
        found = FindingDraft(solved, dice.choice(FACES[solved]), text)
        accepting.answer(found, one=one, code=code, now=_at(now, first + 1))
    accepting.count_over(now=_at(now, last + 1))


def _reply(cast: Cast, told: dict[str, Any], now: datetime) -> None:
    if "reply" not in told:
        return
    days, words = told["reply"]
    head = cast.who(Role.UNIT_LEAD, told["unit"])
    for one in Round.objects.filter(entry__words=told["words"], reply_by__isnull=False):
        accepting.reply(one=one, words=words, by=head, now=_at(now, days))
