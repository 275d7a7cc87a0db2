"""What the county asks of everybody: two consultations, lived through the real actions."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sanwen.core.dates import local_day
from sanwen.counsel.consultations import reading, seats
from sanwen.counsel.consultations.actions import (
    counting,
    drawing,
    joining,
    preparing,
    publishing,
    saying,
    sifting,
    voting,
)
from sanwen.counsel.consultations.drafts import (
    ConsultationDraft,
    MarginDraft,
    MaterialDraft,
    PhaseDraft,
    Seat,
)
from sanwen.counsel.consultations.models import Consultation, MarginPart, Statement
from sanwen.counsel.consultations.phases import Kind
from sanwen.demo.reading import read_toml
from sanwen.demo.setting import Cast
from sanwen.people.models import User
from sanwen.people.roles import Role

# Somebody reacts to about so many statements before going on with the day.
SHORTEST, TYPICAL = 5, 17
PASSES = 0.1


@dataclass
class Asking:
    """One consultation while it is lived."""

    ask: dict[str, Any]
    head: User
    one: Consultation
    dice: random.Random
    begins: datetime
    ends: datetime


def write(cast: Cast, *, now: datetime) -> list[Consultation]:
    made = []
    for ask in read_toml("asking.toml")["ask"]:
        asking = _ask(cast, ask, now)
        _say(asking)
        _vote(asking)
        counting.count(consultation=asking.one)
        counting.seal_due(now=now)
        drawing.draw(consultation=asking.one)
        made.append(asking.one)
    return made


def _ask(cast: Cast, ask: dict[str, Any], now: datetime) -> Asking:
    unit = cast.units[ask["unit"]]
    head = cast.who(Role.UNIT_LEAD, unit.code)
    first, last = (local_day(now + timedelta(days=days)) for days in ask["asked_days"])
    begins = now + timedelta(days=ask["asked_days"][0])
    draft = ConsultationDraft(
        question=ask["question"],
        summary=ask["summary"],
        background=ask["background"].strip(),
        who_decides=ask["who_decides"],
        decide_by=local_day(now + timedelta(days=ask["decide_in"])),
        area=unit.area,
    )
    phases = [PhaseDraft(Kind.GATHER, first, last)]
    one = preparing.prepare(draft, unit=unit, by=head, phases=phases, now=begins)
    _add(one, ask, head, begins)
    one = publishing.publish(consultation=one, by=head, now=begins)
    ends = min(now, begins + (last - first) * 1.0)
    return Asking(ask, head, one, random.Random(ask["seed"]), begins, ends)


def _add(one: Consultation, ask: dict[str, Any], head: User, now: datetime) -> None:
    for material in ask.get("material", ()):
        preparing.add_material(
            consultation=one, material=MaterialDraft(**material), by=head, now=now
        )
    for margin in ask.get("margin", ()):
        parts = tuple((name, many) for name, many, _ in margin["parts"])
        draft = MarginDraft(margin["name"], margin["source"], parts)
        preparing.set_margin(consultation=one, margin=draft, by=head, now=now)


def _say(asking: Asking) -> None:
    """The body's own first, as the file has them; then in the first tenth of the time the others,
    each read by the desk within the day."""
    every = asking.ask["statement"]
    own = [said["text"] for said in every if said.get("by") == "body"]
    saying.say_all_for_body(consultation=asking.one, texts=own, by=asking.head, now=asking.begins)
    step = (asking.ends - asking.begins) / (10 * len(every))
    for number, said in enumerate(every[len(own) :], start=1):
        at = asking.begins + number * step
        statement, _ = saying.say(
            consultation=asking.one, text=said["text"], seat=seats.fresh(), now=at
        )
        _sift(asking, statement, said, at + timedelta(hours=asking.dice.uniform(0.2, 5)))


def _sift(asking: Asking, statement: Statement, said: dict[str, Any], at: datetime) -> None:
    if "held" not in said:
        sifting.show(statement=statement, by=asking.head, now=at)
        return
    reason, words = said["held"]
    sifting.hold(statement=statement, reason=reason, words=words, by=asking.head, now=at)


def _vote(asking: Asking) -> None:
    reading.forget()
    board = reading.board(asking.one.pk)
    assert board is not None
    likes = [said.get("like", ()) for said in asking.ask["statement"]]
    places = list(MarginPart.objects.filter(margin__consultation=asking.one).order_by("pk"))
    span = (asking.ends - asking.begins) * 0.88
    for _ in range(asking.ask["people"]):
        at = asking.begins + 0.12 * (asking.ends - asking.begins) + asking.dice.random() * span
        seat = _react(asking, board, likes, at)
        if places and asking.dice.random() < 0.7:
            shares = [share for *_, share in asking.ask["margin"][0]["parts"]]
            (place,) = asking.dice.choices(places, shares)
            joining.tell_margins(participant=seat.participant, parts=[place.pk])


def _react(
    asking: Asking, board: reading.Board, likes: Sequence[Sequence[float]], at: datetime
) -> Seat:
    """One person of one camp, statement after statement as the page offers them."""
    dice, seat = asking.dice, seats.fresh()
    (camp,) = dice.choices(range(len(asking.ask["camps"])), asking.ask["camps"])
    answered: dict[int, int] = {}
    for _ in range(max(SHORTEST, round(dice.gauss(TYPICAL, 5)))):
        shown = board.next_for(seat, answered)
        if shown is None:
            break
        value = _value(dice, likes[shown.number - 1][camp])
        at += timedelta(seconds=dice.uniform(3, 25))
        seat, answered = voting.cast(
            board=board, seat=seat, number=shown.number, value=value, now=min(at, asking.ends)
        )
    return seat


def _value(dice: random.Random, like: float) -> int:
    if dice.random() < PASSES:
        return 0
    return 1 if dice.random() < like else -1
