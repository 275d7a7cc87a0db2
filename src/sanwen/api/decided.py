"""What was decided after asking, for programs: what everybody reads, and nothing more."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from ninja import Router

from sanwen.api import decided_shapes as shapes
from sanwen.api.asked import FAILS, public
from sanwen.api.shapes import Refusal
from sanwen.core.moment import MomentRequest
from sanwen.counsel.consultations.models import Consultation
from sanwen.counsel.consultations.phases import Kind
from sanwen.counsel.decisions import covering, shown
from sanwen.counsel.decisions.models import Point, Promise, Version

router = Router()


@router.get(
    "/consultations/{number}/decision",
    url_name="consultation-decision",
    auth=None,
    response={200: shapes.DecisionOut, FAILS: Refusal},
    summary="The decision, and what became of each opinion",
)
def decision(request: MomentRequest, number: str) -> Any:
    """What holds now; before that the draft shown last. 404 until there is one."""
    asked = public(number)
    version = None if asked.source else shown.of(asked)
    if version is None or version.published_at is None:
        raise Http404
    return shapes.DecisionOut(
        number=asked.ref,
        version=version.number,
        is_decided=version.is_decided,
        gist=version.gist,
        text=version.text,
        ground=version.ground,
        decided_by=version.decided_by,
        decided_on=version.decided_on,
        because=version.because,
        published_on=localdate(version.published_at),
        address=request.build_absolute_uri(reverse("decision", args=[asked.pk])),
        **_answers(version),
        **_work(asked),
    )


def _answers(version: Version) -> dict[str, Any]:
    points = version.points.prefetch_related("statements", "opinions")
    return {
        "points": [_point(point) for point in points],
        "unanswered": [statement.number for statement in covering.uncovered(version)],
        "promises": [_promise(one) for one in version.promises.select_related("unit")],
    }


def _point(point: Point) -> shapes.PointOut:
    return shapes.PointOut(
        number=point.number,
        title=point.title,
        adopted=point.adopted,
        reason=point.reason,
        instead=point.instead,
        group=point.group or None,
        statements=sorted(each.number for each in point.statements.all()),
        opinions=[each.ref for each in point.opinions.all()],
    )


def _promise(one: Promise) -> shapes.PromiseOut:
    return shapes.PromiseOut(
        number=one.number,
        words=one.words,
        unit=one.unit.name_in(get_language() or ""),
        due_on=one.due_on,
        residents_part=one.residents_part,
    )


def _work(asked: Consultation) -> dict[str, Any]:
    done = asked.phases.filter(kind=Kind.CARRIED_OUT, noted_at__isnull=False).first()
    return {
        "carried_out_on": done.opens_on if done else None,
        "carried_out": done.words if done else "",
    }
