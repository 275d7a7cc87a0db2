"""Consultations as the API tells them: what the open pages show, and nothing more."""

from datetime import date
from typing import Any

from django.utils.translation import get_language

from sanwen.api import asked_shapes as shapes
from sanwen.core.dates import local_day
from sanwen.core.moment import MomentRequest
from sanwen.counsel.consultations import phases as phasing
from sanwen.counsel.consultations.models import Consultation, OpinionMap, Statement
from sanwen.counsel.consultations.states import State


def consultations(
    request: MomentRequest, *, before: int | None, most: int
) -> shapes.ConsultationsOut:
    found = Consultation.objects.public().newest_first().select_related("unit", "map")
    if before is not None:
        found = found.filter(pk__lt=before)
    page = list(found.prefetch_related("phases")[: most + 1])
    return shapes.ConsultationsOut(
        consultations=[consultation(request, one) for one in page[:most]],
        before=page[most - 1].ref if len(page) > most else None,
    )


def consultation(request: MomentRequest, one: Consultation) -> shapes.ConsultationOut:
    return shapes.ConsultationOut(**_told(request, one))


def _told(request: MomentRequest, one: Consultation) -> dict[str, Any]:
    spans, counted = list(one.phases.all()), getattr(one, "map", None)
    return {
        "number": one.ref,
        "question": one.question,
        "summary": one.summary,
        "unit": one.unit.name_in(get_language() or ""),
        "standing": phasing.whole(spans, local_day(request.now)).value,
        "withdrawn": one.state == State.WITHDRAWN,
        "address": request.build_absolute_uri(f"/ask/{one.ref}/"),
        "participants": counted.participants if counted else 0,
        "votes": counted.votes if counted else 0,
    }


def whole(request: MomentRequest, one: Consultation) -> shapes.ConsultationWhole:
    today = local_day(request.now)
    return shapes.ConsultationWhole(
        **_told(request, one),
        background=one.background,
        who_decides=one.who_decides,
        decide_by=one.decide_by,
        identity=one.identity,
        seed=one.seed,
        phases=[_phase(phase, today) for phase in one.phases.all()],
        materials=[material.title for material in one.materials.all()],
    )


def _phase(phase: phasing.Span, today: date) -> shapes.PhaseOut:
    return shapes.PhaseOut(
        kind=str(phase.kind),
        opens_on=phase.opens_on,
        closes_on=phase.closes_on,
        standing=phasing.standing(phase, today).value,
    )


def statements(one: Consultation, *, after: int, most: int) -> shapes.StatementsOut:
    shown = one.statements.shown().numbered().select_related("count")
    page = list(shown.filter(number__gt=after)[: most + 1])
    return shapes.StatementsOut(
        statements=[_statement(each) for each in page[:most]],
        after=page[most - 1].number if len(page) > most else None,
    )


def _statement(each: Statement) -> shapes.StatementOut:
    agree, disagree, passed = each.told or (None, None, None)
    return shapes.StatementOut(
        number=each.number,
        text=each.text,
        by_body=each.is_by_body,
        agree=agree,
        disagree=disagree,
        passed=passed,
    )


def one_map(one: Consultation) -> shapes.MapOut | None:
    kept = OpinionMap.objects.filter(consultation=one).first()
    picture = kept.shown if kept else None
    if kept is None or kept.drawn_at is None or picture is None:
        return None
    return shapes.MapOut(
        number=one.ref,
        drawn_at=kept.drawn_at,
        participants=kept.participants,
        votes=kept.votes,
        picture=picture,
    )
