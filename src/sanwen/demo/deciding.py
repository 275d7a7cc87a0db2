"""What came of asking: a decision, votes on money, a talk meeting, lived through the real acts."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sanwen.core.dates import local_day
from sanwen.counsel.ballots import seats as slips
from sanwen.counsel.ballots.actions import casting, counting
from sanwen.counsel.ballots.actions import preparing as ballots
from sanwen.counsel.ballots.actions import publishing as lists
from sanwen.counsel.ballots.drafts import BallotDraft, OptionDraft
from sanwen.counsel.ballots.models import Ballot, Kind, Shape
from sanwen.counsel.consultations.models import Consultation
from sanwen.counsel.decisions.actions import publishing, writing
from sanwen.counsel.decisions.drafts import PointDraft, PromiseDraft, Wording
from sanwen.counsel.meetings.actions import drawing, holding, inviting, preparing
from sanwen.counsel.meetings.drafts import Announcement, GuestDraft, MeetingDraft, OpinionDraft
from sanwen.counsel.meetings.listed import Line
from sanwen.counsel.meetings.models import Meeting
from sanwen.demo.reading import read_toml
from sanwen.demo.setting import Cast
from sanwen.integrity.vault.models import Way
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.people.models import User
from sanwen.people.roles import Role


def write(cast: Cast, *, now: datetime) -> None:
    told = read_toml("deciding.toml")
    _decide(cast, told["decision"], now)
    for one in told["ballot"]:
        _ballot(cast, one, now)
    _talk(cast, told["talk"], now)


def _decide(cast: Cast, told: dict[str, Any], now: datetime) -> None:
    asked = Consultation.objects.select_related("unit").get(question=told["ask"])
    head = cast.who(Role.UNIT_LEAD, asked.unit.code)
    at = now - timedelta(days=50)
    decision = writing.begin(consultation=asked, by=head, now=at)
    wording = {name: told[name].strip() for name in ("gist", "text", "ground", "decided_by")}
    day = local_day(at)
    writing.write(decision=decision, wording=Wording(**wording, decided_on=day), by=head, now=at)
    for point in told["point"]:
        writing.answer(decision=decision, draft=_point(asked, point), by=head, now=at)
    for promise in told["promise"]:
        draft = PromiseDraft(
            words=promise["words"],
            unit=cast.units[promise["unit"]],
            due_on=local_day(now + timedelta(days=promise["in_days"])),
        )
        writing.promise(decision=decision, draft=draft, by=head, now=at)
    publishing.decide(decision=decision, by=head, now=at)


def _point(asked: Consultation, told: dict[str, Any]) -> PointDraft:
    numbers = [asked.statements.get(text__startswith=words).pk for words in told["statements"]]
    return PointDraft(
        title=told["title"],
        adopted=told["adopted"],
        reason=told["reason"],
        instead=told.get("instead", ""),
        statements=tuple(numbers),
    )


def _ballot(cast: Cast, told: dict[str, Any], now: datetime) -> None:
    unit = cast.units[told["unit"]]
    head = cast.who(Role.UNIT_LEAD, unit.code)
    first, last = (now + timedelta(days=days) for days in told["days"])
    draft = BallotDraft(
        kind=Kind(told["kind"]),
        title=told["title"],
        summary=told["summary"],
        who_decides=told["who_decides"],
        shape=Shape.APPROVAL,
        most=told["most"],
        budget=told.get("budget", 0),
        opens_on=local_day(first),
        closes_on=local_day(last),
    )
    one = ballots.prepare(draft, unit=unit, by=head, now=first)
    for title, description, cost, proposer, *_likes in told["options"]:
        option = OptionDraft(title=title, description=description, cost=cost, proposer=proposer)
        ballots.add_option(ballot=one, draft=option, by=head, now=first)
    one = lists.publish(ballot=one, by=head, now=first)
    _vote(one, told, now=min(first + timedelta(days=1), now))
    if last < now:
        counting.count(ballot=one, by=head, now=last + timedelta(days=1))


def _vote(one: Ballot, told: dict[str, Any], *, now: datetime) -> None:
    """Two ends of the town, each with its own wishes."""
    dice = random.Random(told["seed"])
    names = list(one.options.order_by("number").values_list("name", flat=True))
    for _ in range(told["people"]):
        end = dice.random() < 0.45
        wished = [
            name
            for name, option in zip(names, told["options"], strict=True)
            if dice.random() < option[5 if end else 4]
        ]
        chosen = dice.sample(wished, min(len(wished), told["most"])) or [dice.choice(names)]
        casting.cast(ballot=one, code=slips.fresh(), chosen=[(name, 1) for name in chosen], now=now)


def _talk(cast: Cast, told: dict[str, Any], now: datetime) -> None:
    head = cast.who(Role.UNIT_LEAD, told["unit"])
    announced, drawn, invited, held, written = (now + timedelta(days=d) for d in told["days"])
    made = _prepared(cast, told, head, begins=held, now=announced)
    source = Announcement(told["seed_source"], local_day(drawn))
    drawing.announce(meeting=made, told=source, by=head, now=announced)
    drawing.draw(meeting=made, seed=told["seed"], by=head, now=drawn)
    reply_by = local_day(held - timedelta(days=5))
    inviting.invite(meeting=made, reply_by=reply_by, by=head, now=invited)
    holding.hold(meeting=made, by_lot=30, guests=8, by=head, now=held + timedelta(hours=4))
    for number, opinion in enumerate(told["opinions"]):
        _opinion(cast, made, opinion, told["answered"][number : number + 1], head, written, now)


def _prepared(
    cast: Cast, told: dict[str, Any], head: User, *, begins: datetime, now: datetime
) -> Meeting:
    draft = MeetingDraft(
        unit=cast.units[told["unit"]],
        question=told["question"],
        background=told["background"],
        place=told["place"],
        begins_at=begins,
        size=told["size"],
        by_lot=told["by_lot"],
    )
    made = preparing.prepare(draft=draft, by=head, now=now)
    for who, count, because in told["guests"]:
        preparing.ask_guests(meeting=made, draft=GuestDraft(who, count, because), by=head, now=now)
    people = [_candidate(number) for number in range(1, told["people"] + 1)]
    return preparing.take_list(
        meeting=made, lines=people, source=told["list_source"], by=head, now=now
    )


def _candidate(number: int) -> Line:
    strata = {
        "性别": "女" if number % 2 else "男",
        "村": ("石桥家园", "窑头村", "石门村")[number % 3],
    }
    contact = ContactDraft(address=f"石桥铺镇名册第{number}号", wishes=Way.POST)
    return Line(str(number), strata, contact)


def _opinion(
    cast: Cast,
    made: Meeting,
    told: Sequence[Any],
    answer: Sequence[str],
    head: User,
    written: datetime,
    now: datetime,
) -> None:
    spoken_by, gist, words, consents, unit, in_days = told
    draft = OpinionDraft(
        spoken_by=spoken_by,
        gist=gist,
        words=words,
        consents=consents,
        was_read_back=True,
        unit=cast.units[unit],
        due_on=local_day(now + timedelta(days=in_days)),
    )
    opinion = holding.write_down(meeting=made, draft=draft, by=head, now=written)
    for text in answer:
        holding.answer(opinion=opinion, words=text, by=head, now=written + timedelta(days=9))
