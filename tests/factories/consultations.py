"""Consultations for tests, written straight into the tables: their acts have tests of their own."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count

from sanwen.counsel.consultations.models import (
    Consultation,
    Participant,
    Phase,
    Statement,
    Vote,
)
from sanwen.counsel.consultations.phases import Kind
from sanwen.counsel.consultations.states import Stand, State
from sanwen.places.models import Unit
from tests.factories.moments import MORNING
from tests.factories.places import units

TODAY = MORNING.date()
_keys = count(1)


def consultation(
    unit: Unit | None = None,
    *,
    state: State = State.PUBLISHED,
    phases: Sequence[tuple[Kind, date, date | None]] = (
        (Kind.GATHER, TODAY - timedelta(days=10), TODAY + timedelta(days=20)),
    ),
    **fields: object,
) -> Consultation:
    published = state != State.DRAFT
    made = Consultation.objects.create(
        unit=unit or units().desk,
        question="石桥村的空地用来做什么？",
        summary="村口有一块空地，可以做停车场、菜市场或者小广场。",
        background="空地约两亩，三年没有用。县里有二十万元可以花在这里。",
        who_decides="石桥镇人民政府",
        decide_by=TODAY + timedelta(days=60),
        seed="2026年3月1日 石桥村",
        state=state,
        made_at=MORNING,
        made_by="staff:lead",
        published_at=MORNING if published else None,
        published_by="staff:lead" if published else "",
        **fields,
    )
    for kind, opens, closes in phases:
        Phase.objects.create(consultation=made, kind=kind, opens_on=opens, closes_on=closes)
    return made


def statements(made: Consultation, texts: Sequence[str]) -> list[Statement]:
    """Shown ones, numbered on from those that are there."""
    first = made.statements.count() + 1
    return Statement.objects.bulk_create(
        Statement(
            consultation=made,
            number=number,
            text=text,
            stand=Stand.SHOWN,
            said_at=MORNING,
            sifted_at=MORNING,
            sifted_by="staff:clerk",
        )
        for number, text in enumerate(texts, start=first)
    )


def voters(made: Consultation, rows: Sequence[Sequence[int | None]]) -> list[Participant]:
    """One participant a row, one column a shown statement; None is no vote."""
    shown = list(made.statements.shown().numbered())
    people = Participant.objects.bulk_create(
        Participant(
            consultation=made,
            key_hash=next(_keys).to_bytes(32, "big"),
            joined_on=TODAY,
        )
        for _ in rows
    )
    Vote.objects.bulk_create(
        Vote(
            consultation=made,
            participant=person,
            statement=statement,
            value=value,
            cast_at=MORNING,
        )
        for person, row in zip(people, rows, strict=True)
        for statement, value in zip(shown, row, strict=True)
        if value is not None
    )
    return people
